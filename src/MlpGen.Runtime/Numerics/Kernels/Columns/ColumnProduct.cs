using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>The product of W, or its transpose, with a tile in columns, and what follows it: z = x·W + b and a = f(z), or
/// da = dz·Wᵀ and dz of the layer before.</summary>
/// <remarks>
/// A block of four results by two vectors of samples stays in registers: eight sums, as many as hide the latency of a multiply-add.
/// Each weight is broadcast to both vectors. A single term makes no sum at all, and goes one vector at a time; of one to three
/// results, the terms are dealt to four sums each. What follows the sum is done at once where that takes a few instructions; where it
/// takes many, in a pass of its own over the cache, or eight copies of it would be more than the JIT inlines; all such layers share the
/// code of the sums, which is compiled once.
/// </remarks>
internal static class ColumnProduct<V, T, S, TFinish>
    where V : struct
    where T : unmanaged
    where S : ISimd<V, T>
    where TFinish : struct, IColumnFinish
{
    /// <summary>y[r, s] = finish(b[r] + Σₖ w[k·termStride + r·resultStride] · x[k, s]).</summary>
    /// <param name="w">The weights.</param>
    /// <param name="termStride">Distance between the weights of neighbouring terms.</param>
    /// <param name="resultStride">Distance between the weights of neighbouring results.</param>
    /// <param name="b">One number for each result, or a null reference.</param>
    /// <param name="x">A row for each term.</param>
    /// <param name="other">The second tile of <see cref="IColumnFinish"/>.</param>
    /// <param name="y">A row for each result; overlaps nothing.</param>
    /// <param name="terms">Rows of <paramref name="x"/>.</param>
    /// <param name="results">Rows of <paramref name="y"/>.</param>
    /// <param name="samples">How much of each row is wanted.</param>
    /// <param name="alpha">The α of the activation.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run(
        ref T w, nint termStride, nint resultStride, ref T b, ref T x, ref T other, ref T y, int terms, int results, int samples, double alpha)
    {
        if (terms == 1)
        {
            Products(ref w, resultStride, ref b, ref x, ref other, ref y, results, samples, alpha);
            return;
        }

        if (results < 4)
        {
            for (int r = 0; r < results; r++)
            {
                ColumnProduct<V, T, S, Unchanged>.Row(
                    ref Unsafe.Add(ref w, r * resultStride), termStride, Bias(ref b, r), ref x, ref Unsafe.Add(ref y, r * ColumnTile.Samples), terms, samples);
            }
        }
        else if (TFinish.IsShort)
        {
            Blocks(ref w, termStride, resultStride, ref b, ref x, ref other, ref y, terms, results, samples, alpha);
            return;
        }
        else
        {
            ColumnProduct<V, T, S, Unchanged>.Blocks(
                ref w, termStride, resultStride, ref b, ref x, ref other, ref y, terms, results, samples, alpha);
        }

        if (typeof(TFinish) != typeof(Unchanged))
        {
            Finish(ref other, ref y, results, samples, alpha);
        }
    }

    /// <summary>One term: y[r, s] = finish(b[r] + w[r] · x[s]).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Products(ref T w, nint resultStride, ref T b, ref T x, ref T other, ref T y, int results, int samples, double alpha)
    {
        for (int r = 0; r < results; r++)
        {
            nuint row = (nuint)(r * ColumnTile.Samples);
            V bias = Bias(ref b, r), weight = S.Broadcast(Unsafe.Add(ref w, r * resultStride));
            for (nuint s = 0; s < (nuint)samples; s += (nuint)S.Count)
            {
                V sum = S.MultiplyAdd(weight, S.Load(ref x, s), bias);
                S.Store(TFinish.Finish<V, T, S>(sum, ref other, row + s, alpha), ref y, row + s);
            }
        }
    }

    /// <summary>At least four results, each sum with its finish, which is short.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Blocks(
        ref T w, nint termStride, nint resultStride, ref T b, ref T x, ref T other, ref T y, int terms, int results, int samples, double alpha)
    {
        int s = 0;
        for (; s + S.Count < samples; s += 2 * S.Count)
        {
            for (int r = 0; r < results; r += 4)
            {
                // The last block overlaps its neighbour where four do not divide the results.
                int first = Math.Min(r, results - 4);
                Block(
                    ref Unsafe.Add(ref w, first * resultStride), termStride, resultStride, ref b, first, ref Unsafe.Add(ref x, s),
                    ref other, ref y, (nuint)((first * ColumnTile.Samples) + s), terms, alpha);
            }
        }

        for (int r = 0; s < samples && r < results; r += 4)
        {
            int first = Math.Min(r, results - 4);
            HalfBlock(
                ref Unsafe.Add(ref w, first * resultStride), termStride, resultStride, ref b, first, ref Unsafe.Add(ref x, s),
                ref other, ref y, (nuint)((first * ColumnTile.Samples) + s), terms, alpha);
        }
    }

    [MethodImpl(Loop.Inlined)]
    private static void Block(
        ref T w, nint termStride, nint resultStride, ref T b, int first, ref T x, ref T other, ref T y, nuint at, int terms, double alpha)
    {
        V near0 = Bias(ref b, first), far0 = near0;
        V near1 = Bias(ref b, first + 1), far1 = near1;
        V near2 = Bias(ref b, first + 2), far2 = near2;
        V near3 = Bias(ref b, first + 3), far3 = near3;
        ref T w0 = ref w;
        ref T row = ref x;
        for (int k = 0; k < terms; k++)
        {
            V near = S.Load(ref row, 0), far = S.Load(ref row, (nuint)S.Count);
            V weight = S.Broadcast(w0);
            near0 = S.MultiplyAdd(weight, near, near0);
            far0 = S.MultiplyAdd(weight, far, far0);
            weight = S.Broadcast(Unsafe.Add(ref w0, resultStride));
            near1 = S.MultiplyAdd(weight, near, near1);
            far1 = S.MultiplyAdd(weight, far, far1);
            weight = S.Broadcast(Unsafe.Add(ref w0, 2 * resultStride));
            near2 = S.MultiplyAdd(weight, near, near2);
            far2 = S.MultiplyAdd(weight, far, far2);
            weight = S.Broadcast(Unsafe.Add(ref w0, 3 * resultStride));
            near3 = S.MultiplyAdd(weight, near, near3);
            far3 = S.MultiplyAdd(weight, far, far3);
            w0 = ref Unsafe.Add(ref w0, termStride);
            row = ref Unsafe.Add(ref row, ColumnTile.Samples);
        }

        Store(near0, far0, ref other, ref y, at, alpha);
        Store(near1, far1, ref other, ref y, at + ColumnTile.Samples, alpha);
        Store(near2, far2, ref other, ref y, at + (2 * ColumnTile.Samples), alpha);
        Store(near3, far3, ref other, ref y, at + (3 * ColumnTile.Samples), alpha);
    }

    /// <summary>The same for the last vector of samples, if it has no neighbour.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void HalfBlock(
        ref T w, nint termStride, nint resultStride, ref T b, int first, ref T x, ref T other, ref T y, nuint at, int terms, double alpha)
    {
        V sum0 = Bias(ref b, first), sum1 = Bias(ref b, first + 1), sum2 = Bias(ref b, first + 2), sum3 = Bias(ref b, first + 3);
        ref T w0 = ref w;
        ref T row = ref x;
        for (int k = 0; k < terms; k++)
        {
            V near = S.Load(ref row, 0);
            sum0 = S.MultiplyAdd(S.Broadcast(w0), near, sum0);
            sum1 = S.MultiplyAdd(S.Broadcast(Unsafe.Add(ref w0, resultStride)), near, sum1);
            sum2 = S.MultiplyAdd(S.Broadcast(Unsafe.Add(ref w0, 2 * resultStride)), near, sum2);
            sum3 = S.MultiplyAdd(S.Broadcast(Unsafe.Add(ref w0, 3 * resultStride)), near, sum3);
            w0 = ref Unsafe.Add(ref w0, termStride);
            row = ref Unsafe.Add(ref row, ColumnTile.Samples);
        }

        Store(sum0, ref other, ref y, at, alpha);
        Store(sum1, ref other, ref y, at + ColumnTile.Samples, alpha);
        Store(sum2, ref other, ref y, at + (2 * ColumnTile.Samples), alpha);
        Store(sum3, ref other, ref y, at + (3 * ColumnTile.Samples), alpha);
    }

    [MethodImpl(Loop.Inlined)]
    private static void Store(V near, V far, ref T other, ref T y, nuint at, double alpha)
    {
        Store(near, ref other, ref y, at, alpha);
        Store(far, ref other, ref y, at + (nuint)S.Count, alpha);
    }

    [MethodImpl(Loop.Inlined)]
    private static void Store(V sum, ref T other, ref T y, nuint at, double alpha) =>
        S.Store(TFinish.Finish<V, T, S>(sum, ref other, at, alpha), ref y, at);

    /// <summary>One result: two vectors of samples, four sums each. A last vector without a neighbour is taken for both: behind it may lie subnormal
    /// numbers of an earlier call, which take a hundred times as long.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Row(ref T w, nint termStride, V bias, ref T x, ref T y, int terms, int samples)
    {
        for (int s = 0; s < samples; s += 2 * S.Count)
        {
            nuint neighbour = (nuint)(s + S.Count < samples ? S.Count : 0);
            V near0 = bias, near1 = S.EmptySum, near2 = near1, near3 = near1;
            V far0 = bias, far1 = near1, far2 = near1, far3 = near1;
            ref T weight = ref w;
            ref T row = ref Unsafe.Add(ref x, s);
            int left = terms;
            for (; left >= 4 && !S.KeepsOrder; left -= 4)
            {
                V w0 = S.Broadcast(weight), w1 = S.Broadcast(Unsafe.Add(ref weight, termStride));
                V w2 = S.Broadcast(Unsafe.Add(ref weight, 2 * termStride)), w3 = S.Broadcast(Unsafe.Add(ref weight, 3 * termStride));
                near0 = S.MultiplyAdd(w0, S.Load(ref row, 0), near0);
                near1 = S.MultiplyAdd(w1, S.Load(ref row, ColumnTile.Samples), near1);
                near2 = S.MultiplyAdd(w2, S.Load(ref row, 2 * ColumnTile.Samples), near2);
                near3 = S.MultiplyAdd(w3, S.Load(ref row, 3 * ColumnTile.Samples), near3);
                ref T next = ref Unsafe.Add(ref row, neighbour);
                far0 = S.MultiplyAdd(w0, S.Load(ref next, 0), far0);
                far1 = S.MultiplyAdd(w1, S.Load(ref next, ColumnTile.Samples), far1);
                far2 = S.MultiplyAdd(w2, S.Load(ref next, 2 * ColumnTile.Samples), far2);
                far3 = S.MultiplyAdd(w3, S.Load(ref next, 3 * ColumnTile.Samples), far3);
                weight = ref Unsafe.Add(ref weight, 4 * termStride);
                row = ref Unsafe.Add(ref row, 4 * ColumnTile.Samples);
            }

            for (; left > 0; left--)
            {
                V w0 = S.Broadcast(weight);
                near0 = S.MultiplyAdd(w0, S.Load(ref row, 0), near0);
                far0 = S.MultiplyAdd(w0, S.Load(ref row, neighbour), far0);
                weight = ref Unsafe.Add(ref weight, termStride);
                row = ref Unsafe.Add(ref row, ColumnTile.Samples);
            }

            S.Store(S.Add(S.Add(near0, near1), S.Add(near2, near3)), ref y, (nuint)s);
            S.Store(S.Add(S.Add(far0, far1), S.Add(far2, far3)), ref y, (nuint)s + neighbour);
        }
    }

    /// <summary>The finish of sums that lie in <paramref name="y"/>: the last of them have just been written, and none has left the cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Finish(ref T other, ref T y, int results, int samples, double alpha)
    {
        nuint end = (nuint)(results * ColumnTile.Samples);
        for (nuint row = 0; row < end; row += ColumnTile.Samples)
        {
            for (nuint i = row; i < row + (nuint)samples; i += (nuint)S.Count)
            {
                S.Store(TFinish.Finish<V, T, S>(S.Load(ref y, i), ref other, i, alpha), ref y, i);
            }
        }
    }

    [MethodImpl(Loop.Inlined)]
    private static V Bias(ref T b, int result) => Unsafe.IsNullRef(ref b) ? S.EmptySum : S.Broadcast(Unsafe.Add(ref b, result));
}
