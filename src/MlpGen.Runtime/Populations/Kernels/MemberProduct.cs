using System.Runtime.CompilerServices;
using MlpGen.Numerics;

namespace MlpGen.Populations;

/// <summary>The product of each member's W, or its transpose, with a tile, and what follows it: z = x·W + b and a = f(z), or da = dz·Wᵀ and
/// dz of the layer before.</summary>
/// <remarks>
/// As <see cref="ColumnProduct{V, T, S, TFinish}"/>, with a vector of weights where that broadcasts one. Two samples go together, so that each
/// weight is read once for both; with one sample, up to sixteen results. Every sum begins with b and takes its terms one after the other,
/// whatever goes together: a member's numbers depend neither on its neighbours nor on the size of tiles.
/// </remarks>
/// <typeparam name="V">The vector type.</typeparam>
/// <typeparam name="T">The lane type.</typeparam>
/// <typeparam name="S">The operations.</typeparam>
/// <typeparam name="TWay"><see cref="Onward"/> or <see cref="Back"/>: a constant to the JIT, so that one of the two strides is one.</typeparam>
/// <typeparam name="TFinish">What follows a sum.</typeparam>
internal static partial class MemberProduct<V, T, S, TWay, TFinish>
    where V : struct
    where T : unmanaged
    where S : ISimd<V, T>
    where TWay : struct, IWay
    where TFinish : struct, IColumnFinish
{
    /// <summary>y[r] = finish(b[r] + Σₖ W[k, r] · x[k]), column by column; on the way back with Wᵀ.</summary>
    /// <param name="w">The weights of the first stripe.</param>
    /// <param name="outputs">Columns of W.</param>
    /// <param name="b">A vector for each result, or a null reference.</param>
    /// <param name="x">A row for each term.</param>
    /// <param name="other">The second tile of <see cref="IColumnFinish"/>, or a null reference.</param>
    /// <param name="y">A row for each result; overlaps nothing.</param>
    /// <param name="terms">Rows of <paramref name="x"/>.</param>
    /// <param name="results">Rows of <paramref name="y"/>.</param>
    /// <param name="tile">The columns.</param>
    /// <param name="alpha">The α of the activation.</param>
    [MethodImpl(Loop.Inlined)]
    public static void Run(
        ref T w, int outputs, ref T b, ref T x, ref T other, ref T y, int terms, int results, in MemberTile tile,
        double alpha)
    {
        if (tile.Samples == 1)
        {
            OneSample(ref w, outputs, ref b, ref x, ref other, ref y, terms, results, tile.Stripes, tile.Pitch, tile.Stride, alpha);
        }
        else
        {
            Samples(ref w, outputs, ref b, ref x, ref other, ref y, terms, results, in tile, alpha);
        }

        if (!TFinish.IsShort)
        {
            Finish(ref other, ref y, results, tile.Pitch, tile.Columns * S.Count, alpha);
        }
    }

    [MethodImpl(Loop.Hot)]
    private static void Samples(
        ref T w, int outputs, ref T b, ref T x, ref T other, ref T y, int terms, int results, in MemberTile tile,
        double alpha)
    {
        int samples = tile.Samples, pitch = tile.Pitch;
        nuint at = 0;
        for (int stripe = 0; stripe < tile.Stripes; stripe++)
        {
            int s = 0;
            for (; s + 2 <= samples; s += 2)
            {
                Pair(ref w, outputs, ref b, ref Unsafe.Add(ref x, at), ref other, ref y, at, terms, results, pitch, alpha);
                at += 2 * (nuint)S.Count;
            }

            if (s < samples)
            {
                OneSample(
                    ref w, outputs, ref b, ref Unsafe.Add(ref x, at), ref Shifted(ref other, at), ref Unsafe.Add(ref y, at), terms,
                    results, 1, pitch, 0, alpha);
                at += (nuint)S.Count;
            }

            w = ref Unsafe.Add(ref w, tile.Stride);
            b = ref Unsafe.IsNullRef(ref b) ? ref b : ref Unsafe.Add(ref b, tile.Stride);
        }
    }

    /// <summary>All results of two samples.</summary>
    [MethodImpl(Loop.Hot)]
    private static void Pair(
        ref T w, int outputs, ref T b, ref T x, ref T other, ref T y, nuint at, int terms, int results, int pitch,
        double alpha)
    {
        int r = 0;
        for (; r + 4 <= results; r += 4)
        {
            V near0 = Seed(ref b, r), near1 = Seed(ref b, r + 1), near2 = Seed(ref b, r + 2), near3 = Seed(ref b, r + 3);
            V far0 = near0, far1 = near1, far2 = near2, far3 = near3;
            ref T weight = ref Unsafe.Add(ref w, r * ResultStride(outputs));
            ref T row = ref x;
            for (int k = 0; k < terms; k++)
            {
                V near = S.Load(ref row), far = S.Load(ref Unsafe.Add(ref row, S.Count));
                V w0 = S.Load(ref weight);
                near0 = S.MultiplyAdd(w0, near, near0);
                far0 = S.MultiplyAdd(w0, far, far0);
                w0 = S.Load(ref Unsafe.Add(ref weight, ResultStride(outputs)));
                near1 = S.MultiplyAdd(w0, near, near1);
                far1 = S.MultiplyAdd(w0, far, far1);
                w0 = S.Load(ref Unsafe.Add(ref weight, 2 * ResultStride(outputs)));
                near2 = S.MultiplyAdd(w0, near, near2);
                far2 = S.MultiplyAdd(w0, far, far2);
                w0 = S.Load(ref Unsafe.Add(ref weight, 3 * ResultStride(outputs)));
                near3 = S.MultiplyAdd(w0, near, near3);
                far3 = S.MultiplyAdd(w0, far, far3);
                weight = ref Unsafe.Add(ref weight, TermStride(outputs));
                row = ref Unsafe.Add(ref row, pitch);
            }

            nuint to = at + (nuint)(r * pitch);
            Store(near0, far0, ref other, ref y, to, alpha);
            Store(near1, far1, ref other, ref y, to + (nuint)pitch, alpha);
            Store(near2, far2, ref other, ref y, to + (2 * (nuint)pitch), alpha);
            Store(near3, far3, ref other, ref y, to + (3 * (nuint)pitch), alpha);
        }

        for (; r < results; r++)
        {
            V near0 = Seed(ref b, r), far0 = near0;
            ref T weight = ref Unsafe.Add(ref w, r * ResultStride(outputs));
            ref T row = ref x;
            for (int k = 0; k < terms; k++)
            {
                V w0 = S.Load(ref weight);
                near0 = S.MultiplyAdd(w0, S.Load(ref row), near0);
                far0 = S.MultiplyAdd(w0, S.Load(ref Unsafe.Add(ref row, S.Count)), far0);
                weight = ref Unsafe.Add(ref weight, TermStride(outputs));
                row = ref Unsafe.Add(ref row, pitch);
            }

            Store(near0, far0, ref other, ref y, at + (nuint)(r * pitch), alpha);
        }
    }

    /// <summary>The finish of sums that lie in <paramref name="y"/>, where it is long: copies of it in each block would be more than the JIT inlines.</summary>
    [MethodImpl(Loop.Hot)]
    private static void Finish(ref T other, ref T y, int results, int pitch, int length, double alpha)
    {
        for (int r = 0; r < results; r++)
        {
            nuint row = (nuint)(r * pitch);
            for (nuint i = row; i < row + (nuint)length; i += (nuint)S.Count)
            {
                S.Store(TFinish.Finish<V, T, S>(S.Load(ref y, i), ref other, i, alpha), ref y, i);
            }
        }
    }

    [MethodImpl(Loop.Inlined)]
    private static void Store(V near, V far, ref T other, ref T y, nuint at, double alpha)
    {
        Store(near, ref other, ref y, at, alpha);
        Store(far, ref other, ref y, at + (nuint)S.Count, alpha);
    }

    [MethodImpl(Loop.Inlined)]
    private static void Store(V sum, ref T other, ref T y, nuint at, double alpha) =>
        S.Store(TFinish.IsShort ? TFinish.Finish<V, T, S>(sum, ref other, at, alpha) : sum, ref y, at);

    /// <summary>From the weights of a term to those of the next.</summary>
    [MethodImpl(Loop.Inlined)]
    private static nint TermStride(int outputs) => TWay.IsOnward ? outputs * S.Count : S.Count;

    /// <summary>From the weights of a result to those of the next.</summary>
    [MethodImpl(Loop.Inlined)]
    private static nint ResultStride(int outputs) => TWay.IsOnward ? S.Count : outputs * S.Count;

    [MethodImpl(Loop.Inlined)]
    private static V Seed(ref T b, int result) => Unsafe.IsNullRef(ref b) ? S.EmptySum : S.Load(ref Unsafe.Add(ref b, result * S.Count));

    [MethodImpl(Loop.Inlined)]
    private static ref T Shifted(ref T other, nuint at) => ref Unsafe.IsNullRef(ref other) ? ref other : ref Unsafe.Add(ref other, at);
}

/// <summary>Which of W and its transpose a product takes.</summary>
internal interface IWay
{
    /// <summary>Whether it is W.</summary>
    static abstract bool IsOnward { get; }
}

/// <summary>W: results are its columns.</summary>
internal readonly struct Onward : IWay
{
    /// <inheritdoc/>
    public static bool IsOnward
    {
        [MethodImpl(Loop.Inlined)]
        get => true;
    }
}

/// <summary>Wᵀ: results are the rows of W.</summary>
internal readonly struct Back : IWay
{
    /// <inheritdoc/>
    public static bool IsOnward
    {
        [MethodImpl(Loop.Inlined)]
        get => false;
    }
}
