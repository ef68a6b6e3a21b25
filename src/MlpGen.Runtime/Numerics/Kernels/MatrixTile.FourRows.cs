using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <content>Strips of four rows.</content>
internal static partial class MatrixTile<TWidth, TVector, T>
{
    /// <summary>One strip of up to four rows. Rows past <paramref name="last"/> repeat it: they are computed and dropped, which keeps one loop for any count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void FourRows(
        ref T left, nint leftRow, nint leftDepth, int last,
        ref T right, nint rightDepth, int columns, int depth,
        ref T seed, ref T result, nint resultRow, bool accumulate)
    {
        nint row1 = Math.Min(1, last) * leftRow;
        nint row2 = Math.Min(2, last) * leftRow;
        nint row3 = Math.Min(3, last) * leftRow;
        int column = 0;
        for (; columns - column > TWidth.Count; column += 2 * TWidth.Count)
        {
            int second = Math.Min(column + TWidth.Count, columns - TWidth.Count);
            nint secondOffset = second - column;
            ref T x = ref left;
            ref T b = ref Unsafe.Add(ref right, column);
            TVector a00 = TWidth.Zero, a10 = TWidth.Zero, a20 = TWidth.Zero, a30 = TWidth.Zero;
            TVector a01 = TWidth.Zero, a11 = TWidth.Zero, a21 = TWidth.Zero, a31 = TWidth.Zero;
            if (!Unsafe.IsNullRef(ref seed))
            {
                a00 = a10 = a20 = a30 = TWidth.Load(ref Unsafe.Add(ref seed, column));
                a01 = a11 = a21 = a31 = TWidth.Load(ref Unsafe.Add(ref seed, second));
            }

            for (int k = depth; k > 0; k--)
            {
                TVector b0 = TWidth.Load(ref b);
                TVector b1 = TWidth.Load(ref Unsafe.Add(ref b, secondOffset));
                TVector x0 = TWidth.Broadcast(x);
                a00 = TWidth.MultiplyAdd(x0, b0, a00);
                a01 = TWidth.MultiplyAdd(x0, b1, a01);
                TVector x1 = TWidth.Broadcast(Unsafe.Add(ref x, row1));
                a10 = TWidth.MultiplyAdd(x1, b0, a10);
                a11 = TWidth.MultiplyAdd(x1, b1, a11);
                TVector x2 = TWidth.Broadcast(Unsafe.Add(ref x, row2));
                a20 = TWidth.MultiplyAdd(x2, b0, a20);
                a21 = TWidth.MultiplyAdd(x2, b1, a21);
                TVector x3 = TWidth.Broadcast(Unsafe.Add(ref x, row3));
                a30 = TWidth.MultiplyAdd(x3, b0, a30);
                a31 = TWidth.MultiplyAdd(x3, b1, a31);
                x = ref Unsafe.Add(ref x, leftDepth);
                b = ref Unsafe.Add(ref b, rightDepth);
            }

            ref T r = ref Unsafe.Add(ref result, column);
            TVector whole = TWidth.LastLanes(TWidth.Count);
            TVector fresh = TWidth.LastLanes(second - column);
            StoreFour(ref r, resultRow, last, whole, accumulate, a00, a10, a20, a30);
            StoreFour(ref Unsafe.Add(ref r, secondOffset), resultRow, last, fresh, accumulate, a01, a11, a21, a31);
        }

        if (column < columns)
        {
            int start = Math.Min(column, columns - TWidth.Count);
            ref T x = ref left;
            ref T b = ref Unsafe.Add(ref right, start);
            TVector a0 = TWidth.Zero, a1 = TWidth.Zero, a2 = TWidth.Zero, a3 = TWidth.Zero;
            if (!Unsafe.IsNullRef(ref seed))
            {
                a0 = a1 = a2 = a3 = TWidth.Load(ref Unsafe.Add(ref seed, start));
            }

            for (int k = depth; k > 0; k--)
            {
                TVector b0 = TWidth.Load(ref b);
                a0 = TWidth.MultiplyAdd(TWidth.Broadcast(x), b0, a0);
                a1 = TWidth.MultiplyAdd(TWidth.Broadcast(Unsafe.Add(ref x, row1)), b0, a1);
                a2 = TWidth.MultiplyAdd(TWidth.Broadcast(Unsafe.Add(ref x, row2)), b0, a2);
                a3 = TWidth.MultiplyAdd(TWidth.Broadcast(Unsafe.Add(ref x, row3)), b0, a3);
                x = ref Unsafe.Add(ref x, leftDepth);
                b = ref Unsafe.Add(ref b, rightDepth);
            }

            TVector fresh = TWidth.LastLanes(columns - column);
            StoreFour(ref Unsafe.Add(ref result, start), resultRow, last, fresh, accumulate, a0, a1, a2, a3);
        }
    }

    /// <summary>
    /// Writes one vector in each of up to four rows; when accumulating, adds only the <paramref name="fresh"/> lanes, since the
    /// others belong to the neighbour that has added them already.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFour(
        ref T result, nint resultRow, int last, TVector fresh, bool accumulate,
        TVector a0, TVector a1, TVector a2, TVector a3)
    {
        StoreRow(ref result, fresh, accumulate, a0);
        if (last < 1)
        {
            return;
        }

        result = ref Unsafe.Add(ref result, resultRow);
        StoreRow(ref result, fresh, accumulate, a1);
        if (last < 2)
        {
            return;
        }

        result = ref Unsafe.Add(ref result, resultRow);
        StoreRow(ref result, fresh, accumulate, a2);
        if (last < 3)
        {
            return;
        }

        result = ref Unsafe.Add(ref result, resultRow);
        StoreRow(ref result, fresh, accumulate, a3);
    }
}
