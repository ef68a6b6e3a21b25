using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <content>Strips of four rows.</content>
internal static partial class MatrixTile<V, T, S>
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
        for (; columns - column > S.Count; column += 2 * S.Count)
        {
            int second = Math.Min(column + S.Count, columns - S.Count);
            nint secondOffset = second - column;
            ref T x = ref left;
            ref T b = ref Unsafe.Add(ref right, column);
            V a00 = S.EmptySum, a10 = S.EmptySum, a20 = S.EmptySum, a30 = S.EmptySum;
            V a01 = S.EmptySum, a11 = S.EmptySum, a21 = S.EmptySum, a31 = S.EmptySum;
            if (!Unsafe.IsNullRef(ref seed))
            {
                a00 = a10 = a20 = a30 = S.Load(ref Unsafe.Add(ref seed, column));
                a01 = a11 = a21 = a31 = S.Load(ref Unsafe.Add(ref seed, second));
            }

            for (int k = depth; k > 0; k--)
            {
                V b0 = S.Load(ref b);
                V b1 = S.Load(ref Unsafe.Add(ref b, secondOffset));
                V x0 = S.Broadcast(x);
                a00 = S.MultiplyAdd(x0, b0, a00);
                a01 = S.MultiplyAdd(x0, b1, a01);
                V x1 = S.Broadcast(Unsafe.Add(ref x, row1));
                a10 = S.MultiplyAdd(x1, b0, a10);
                a11 = S.MultiplyAdd(x1, b1, a11);
                V x2 = S.Broadcast(Unsafe.Add(ref x, row2));
                a20 = S.MultiplyAdd(x2, b0, a20);
                a21 = S.MultiplyAdd(x2, b1, a21);
                V x3 = S.Broadcast(Unsafe.Add(ref x, row3));
                a30 = S.MultiplyAdd(x3, b0, a30);
                a31 = S.MultiplyAdd(x3, b1, a31);
                x = ref Unsafe.Add(ref x, leftDepth);
                b = ref Unsafe.Add(ref b, rightDepth);
            }

            ref T r = ref Unsafe.Add(ref result, column);
            V whole = S.LastLanes(S.Count);
            V fresh = S.LastLanes(second - column);
            StoreFour(ref r, resultRow, last, whole, accumulate, a00, a10, a20, a30);
            StoreFour(ref Unsafe.Add(ref r, secondOffset), resultRow, last, fresh, accumulate, a01, a11, a21, a31);
        }

        if (column < columns)
        {
            int start = Math.Min(column, columns - S.Count);
            ref T x = ref left;
            ref T b = ref Unsafe.Add(ref right, start);
            V a0 = S.EmptySum, a1 = S.EmptySum, a2 = S.EmptySum, a3 = S.EmptySum;
            if (!Unsafe.IsNullRef(ref seed))
            {
                a0 = a1 = a2 = a3 = S.Load(ref Unsafe.Add(ref seed, start));
            }

            for (int k = depth; k > 0; k--)
            {
                V b0 = S.Load(ref b);
                a0 = S.MultiplyAdd(S.Broadcast(x), b0, a0);
                a1 = S.MultiplyAdd(S.Broadcast(Unsafe.Add(ref x, row1)), b0, a1);
                a2 = S.MultiplyAdd(S.Broadcast(Unsafe.Add(ref x, row2)), b0, a2);
                a3 = S.MultiplyAdd(S.Broadcast(Unsafe.Add(ref x, row3)), b0, a3);
                x = ref Unsafe.Add(ref x, leftDepth);
                b = ref Unsafe.Add(ref b, rightDepth);
            }

            V fresh = S.LastLanes(columns - column);
            StoreFour(ref Unsafe.Add(ref result, start), resultRow, last, fresh, accumulate, a0, a1, a2, a3);
        }
    }

    /// <summary>
    /// Writes one vector in each of up to four rows; when accumulating, adds only the <paramref name="fresh"/> lanes, since the
    /// others belong to the neighbour that has added them already.
    /// </summary>
    [MethodImpl(Loop.Inlined)]
    private static void StoreFour(
        ref T result, nint resultRow, int last, V fresh, bool accumulate,
        V a0, V a1, V a2, V a3)
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
