using System.Runtime.CompilerServices;
using MlpGen.Numerics;

namespace MlpGen.Populations;

/// <summary>The product of each member's W, or its transpose, with a tile, and what follows it: z = x·W + b and a = f(z), or da = dz·Wᵀ and
/// dz of the layer before.</summary>
/// <remarks>
/// As <see cref="ColumnProduct{V, T, S, TFinish}"/>, with a vector of weights where that broadcasts one. Few terms stay in registers, and each result
/// takes them in turn; of many, two samples go together, so that each weight is read once for both, and with one sample, up to sixteen results.
/// Every sum begins with b and takes its terms one after the other, whatever goes together: a member's numbers depend neither on its neighbours
/// nor on the size of tiles.
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
        if (!TFinish.IsShort)
        {
            MemberProduct<V, T, S, TWay, Unchanged>.Run(ref w, outputs, ref b, ref x, ref other, ref y, terms, results, in tile, alpha);
            Finish(ref other, ref y, tile.Columns * results * S.Count, alpha);
            return;
        }

        // W of few rows and many columns is read row by row, as it lies in memory.
        switch (TWay.IsOnward && results > 8 ? 0 : terms)
        {
            case 1:
                Few<One>(ref w, outputs, ref b, ref x, ref other, ref y, results, in tile, alpha);
                break;
            case 2:
                Few<Two>(ref w, outputs, ref b, ref x, ref other, ref y, results, in tile, alpha);
                break;
            case 3:
                Few<Three>(ref w, outputs, ref b, ref x, ref other, ref y, results, in tile, alpha);
                break;
            case 4:
                Few<Four>(ref w, outputs, ref b, ref x, ref other, ref y, results, in tile, alpha);
                break;
            default:
                Many(ref w, outputs, ref b, ref x, ref other, ref y, terms, results, in tile, alpha);
                break;
        }
    }

    /// <summary>Sums of few terms, which are in registers for all results of a column.</summary>
    [MethodImpl(Loop.Hot)]
    private static void Few<TTerms>(
        ref T w, int outputs, ref T b, ref T x, ref T other, ref T y, int results, in MemberTile tile, double alpha)
        where TTerms : struct, IFew
    {
        nint term = TermStride(outputs), result = ResultStride(outputs), stride = tile.Stride;
        int samples = tile.Samples;
        nuint at = 0;
        for (int stripe = 0; stripe < tile.Stripes; stripe++)
        {
            for (int sample = 0; sample < samples; sample++)
            {
                V x0 = S.Load(ref x);
                V x1 = TTerms.Count > 1 ? S.Load(ref Unsafe.Add(ref x, S.Count)) : x0;
                V x2 = TTerms.Count > 2 ? S.Load(ref Unsafe.Add(ref x, 2 * S.Count)) : x0;
                V x3 = TTerms.Count > 3 ? S.Load(ref Unsafe.Add(ref x, 3 * S.Count)) : x0;
                ref T weight = ref w;
                for (int r = 0; r < results; r++)
                {
                    V sum = S.MultiplyAdd(x0, S.Load(ref weight), Seed(ref b, r));
                    sum = TTerms.Count > 1 ? S.MultiplyAdd(x1, S.Load(ref Unsafe.Add(ref weight, term)), sum) : sum;
                    sum = TTerms.Count > 2 ? S.MultiplyAdd(x2, S.Load(ref Unsafe.Add(ref weight, 2 * term)), sum) : sum;
                    sum = TTerms.Count > 3 ? S.MultiplyAdd(x3, S.Load(ref Unsafe.Add(ref weight, 3 * term)), sum) : sum;
                    Store(sum, ref other, ref y, at, alpha);
                    weight = ref Unsafe.Add(ref weight, result);
                    at += (nuint)S.Count;
                }

                x = ref Unsafe.Add(ref x, TTerms.Count * S.Count);
            }

            w = ref Unsafe.Add(ref w, stride);
            b = ref Unsafe.IsNullRef(ref b) ? ref b : ref Unsafe.Add(ref b, stride);
        }
    }

    [MethodImpl(Loop.Hot)]
    private static void Many(
        ref T w, int outputs, ref T b, ref T x, ref T other, ref T y, int terms, int results, in MemberTile tile,
        double alpha)
    {
        int samples = tile.Samples;
        nuint at = 0;
        for (int stripe = 0; stripe < tile.Stripes; stripe++)
        {
            int s = 0;
            for (; s + 2 <= samples; s += 2)
            {
                Pair(ref w, outputs, ref b, ref x, ref Shifted(ref other, at), ref Unsafe.Add(ref y, at), terms, results, alpha);
                x = ref Unsafe.Add(ref x, 2 * terms * S.Count);
                at += (nuint)(2 * results * S.Count);
            }

            if (s < samples)
            {
                OneSample(ref w, outputs, ref b, ref x, ref Shifted(ref other, at), ref Unsafe.Add(ref y, at), terms, results, alpha);
                x = ref Unsafe.Add(ref x, terms * S.Count);
                at += (nuint)(results * S.Count);
            }

            w = ref Unsafe.Add(ref w, tile.Stride);
            b = ref Unsafe.IsNullRef(ref b) ? ref b : ref Unsafe.Add(ref b, tile.Stride);
        }
    }

    /// <summary>All results of two samples.</summary>
    [MethodImpl(Loop.Hot)]
    private static void Pair(ref T w, int outputs, ref T b, ref T x, ref T other, ref T y, int terms, int results, double alpha)
    {
        nint beside = terms * S.Count;
        nuint below = (nuint)(results * S.Count), at = 0;
        int r = 0;
        for (; r + 4 <= results; r += 4)
        {
            V near0 = Seed(ref b, r), near1 = Seed(ref b, r + 1), near2 = Seed(ref b, r + 2), near3 = Seed(ref b, r + 3);
            V far0 = near0, far1 = near1, far2 = near2, far3 = near3;
            ref T weight = ref Unsafe.Add(ref w, r * ResultStride(outputs));
            ref T row = ref x;
            for (int k = 0; k < terms; k++)
            {
                V near = S.Load(ref row), far = S.Load(ref Unsafe.Add(ref row, beside));
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
                row = ref Unsafe.Add(ref row, S.Count);
            }

            Store(near0, far0, ref other, ref y, at, below, alpha);
            Store(near1, far1, ref other, ref y, at + (nuint)S.Count, below, alpha);
            Store(near2, far2, ref other, ref y, at + (2 * (nuint)S.Count), below, alpha);
            Store(near3, far3, ref other, ref y, at + (3 * (nuint)S.Count), below, alpha);
            at += 4 * (nuint)S.Count;
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
                far0 = S.MultiplyAdd(w0, S.Load(ref Unsafe.Add(ref row, beside)), far0);
                weight = ref Unsafe.Add(ref weight, TermStride(outputs));
                row = ref Unsafe.Add(ref row, S.Count);
            }

            Store(near0, far0, ref other, ref y, at, below, alpha);
            at += (nuint)S.Count;
        }
    }

    /// <summary>The finish of sums that lie in <paramref name="y"/>, where it is long: copies of it in each block would be more than the JIT inlines.</summary>
    [MethodImpl(Loop.Hot)]
    private static void Finish(ref T other, ref T y, int length, double alpha)
    {
        for (nuint i = 0; i < (nuint)length; i += (nuint)S.Count)
        {
            S.Store(TFinish.Finish<V, T, S>(S.Load(ref y, i), ref other, i, alpha), ref y, i);
        }
    }

    [MethodImpl(Loop.Inlined)]
    private static void Store(V near, V far, ref T other, ref T y, nuint at, nuint below, double alpha)
    {
        Store(near, ref other, ref y, at, alpha);
        Store(far, ref other, ref y, at + below, alpha);
    }

    [MethodImpl(Loop.Inlined)]
    private static void Store(V sum, ref T other, ref T y, nuint at, double alpha) =>
        S.Store(TFinish.Finish<V, T, S>(sum, ref other, at, alpha), ref y, at);

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
