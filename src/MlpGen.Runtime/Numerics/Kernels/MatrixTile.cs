using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>
/// The one matrix kernel behind every batch: R (+)= L·B over tiles of eight (or four) rows and two vectors of columns held in registers.
/// </summary>
/// <remarks>
/// <para>
/// <c>result[m, n] = seed[n] + Σₖ left[m, k] · right[k, n]</c>, with any strides for <c>left</c>, so that the same code serves
/// z = x·W + b (rows are samples, k runs over inputs), da = dz·Wᵀ (right is a transposed panel of W) and dW += aᵀ·dz
/// (rows are inputs, k runs over samples).
/// </para>
/// <para>
/// A strip of rows is a method of its own and stays one: two of them in one method exceed what the JIT inlines there, and the
/// vector operations become calls.
/// </para>
/// <para>
/// Nothing outside the three matrices is read or written. Columns that do not fill a vector are covered by a last vector
/// that overlaps its neighbour, so <c>columns</c> must be at least the vector's width: callers choose the width by it.
/// </para>
/// </remarks>
internal static partial class MatrixTile<V, T, S>
    where V : struct
    where T : unmanaged
    where S : ISimd<V, T>
{
    /// <summary>R = seed + L·B, or R += L·B where <paramref name="accumulate"/> is set.</summary>
    /// <param name="left">Element (0, 0) of L.</param>
    /// <param name="leftRow">Distance between rows of L.</param>
    /// <param name="leftDepth">Distance between neighbours along k in L.</param>
    /// <param name="rows">Rows of L and of R.</param>
    /// <param name="right">Element (0, 0) of B, whose rows are contiguous.</param>
    /// <param name="rightDepth">Distance between rows of B.</param>
    /// <param name="columns">Columns of B and of R, at least one vector.</param>
    /// <param name="depth">Extent of k.</param>
    /// <param name="seed">One value a column to start from, or a null reference for zeros.</param>
    /// <param name="result">Element (0, 0) of R, whose rows are contiguous.</param>
    /// <param name="resultRow">Distance between rows of R.</param>
    /// <param name="accumulate">Whether to add to R instead of overwriting it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Multiply(
        ref T left, nint leftRow, nint leftDepth, int rows,
        ref T right, nint rightDepth, int columns, int depth,
        ref T seed, ref T result, nint resultRow, bool accumulate)
    {
        // Sixteen sums and their operands need the 32 registers that only 512-bit vectors are sure to come with; with 16
        // registers eight rows of two vectors are half as fast again as four. One vector of columns fits in any case.
        bool tall = Unsafe.SizeOf<V>() == 64 || columns == S.Count;
        int row = 0;
        for (; tall && rows - row > 4; row += 8)
        {
            EightRows(
                ref Unsafe.Add(ref left, row * leftRow), leftRow, leftDepth, Math.Min(8, rows - row) - 1,
                ref right, rightDepth, columns, depth, ref seed, ref Unsafe.Add(ref result, row * resultRow), resultRow, accumulate);
        }

        for (; row < rows; row += 4)
        {
            FourRows(
                ref Unsafe.Add(ref left, row * leftRow), leftRow, leftDepth, Math.Min(4, rows - row) - 1,
                ref right, rightDepth, columns, depth, ref seed, ref Unsafe.Add(ref result, row * resultRow), resultRow, accumulate);
        }
    }

    [MethodImpl(Loop.Inlined)]
    private static void StoreRow(ref T result, V fresh, bool accumulate, V value)
    {
        if (accumulate)
        {
            value = S.Add(S.Load(ref result), S.Keep(value, fresh));
        }

        S.Store(value, ref result);
    }
}
