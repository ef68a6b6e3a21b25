using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <content>Strips of eight rows.</content>
internal static partial class MatrixTile<V, T, S>
{
    /// <summary>One strip of up to eight rows. Rows past <paramref name="last"/> repeat it: they are computed and dropped, which keeps one loop for any count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void EightRows(
        ref T left, nint leftRow, nint leftDepth, int last,
        ref T right, nint rightDepth, int columns, int depth,
        ref T seed, ref T result, nint resultRow, bool accumulate)
    {
        nint row1 = Math.Min(1, last) * leftRow;
        nint row2 = Math.Min(2, last) * leftRow;
        nint row3 = Math.Min(3, last) * leftRow;
        nint row4 = Math.Min(4, last) * leftRow;
        nint row5 = Math.Min(5, last) * leftRow;
        nint row6 = Math.Min(6, last) * leftRow;
        nint row7 = Math.Min(7, last) * leftRow;
        int column = 0;
        for (; columns - column > S.Count; column += 2 * S.Count)
        {
            int second = Math.Min(column + S.Count, columns - S.Count);
            nint secondOffset = second - column;
            ref T x = ref left;
            ref T b = ref Unsafe.Add(ref right, column);
            V a00 = S.EmptySum, a10 = S.EmptySum, a20 = S.EmptySum, a30 = S.EmptySum;
            V a40 = S.EmptySum, a50 = S.EmptySum, a60 = S.EmptySum, a70 = S.EmptySum;
            V a01 = S.EmptySum, a11 = S.EmptySum, a21 = S.EmptySum, a31 = S.EmptySum;
            V a41 = S.EmptySum, a51 = S.EmptySum, a61 = S.EmptySum, a71 = S.EmptySum;
            if (!Unsafe.IsNullRef(ref seed))
            {
                a00 = a10 = a20 = a30 = a40 = a50 = a60 = a70 = S.Load(ref Unsafe.Add(ref seed, column));
                a01 = a11 = a21 = a31 = a41 = a51 = a61 = a71 = S.Load(ref Unsafe.Add(ref seed, second));
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
                V x4 = S.Broadcast(Unsafe.Add(ref x, row4));
                a40 = S.MultiplyAdd(x4, b0, a40);
                a41 = S.MultiplyAdd(x4, b1, a41);
                V x5 = S.Broadcast(Unsafe.Add(ref x, row5));
                a50 = S.MultiplyAdd(x5, b0, a50);
                a51 = S.MultiplyAdd(x5, b1, a51);
                V x6 = S.Broadcast(Unsafe.Add(ref x, row6));
                a60 = S.MultiplyAdd(x6, b0, a60);
                a61 = S.MultiplyAdd(x6, b1, a61);
                V x7 = S.Broadcast(Unsafe.Add(ref x, row7));
                a70 = S.MultiplyAdd(x7, b0, a70);
                a71 = S.MultiplyAdd(x7, b1, a71);
                x = ref Unsafe.Add(ref x, leftDepth);
                b = ref Unsafe.Add(ref b, rightDepth);
            }

            ref T r = ref Unsafe.Add(ref result, column);
            V whole = S.LastLanes(S.Count);
            V fresh = S.LastLanes(second - column);
            StoreEight(ref r, resultRow, last, whole, accumulate, a00, a10, a20, a30, a40, a50, a60, a70);
            StoreEight(ref Unsafe.Add(ref r, secondOffset), resultRow, last, fresh, accumulate, a01, a11, a21, a31, a41, a51, a61, a71);
        }

        if (column < columns)
        {
            int start = Math.Min(column, columns - S.Count);
            ref T x = ref left;
            ref T b = ref Unsafe.Add(ref right, start);
            V a0 = S.EmptySum, a1 = S.EmptySum, a2 = S.EmptySum, a3 = S.EmptySum;
            V a4 = S.EmptySum, a5 = S.EmptySum, a6 = S.EmptySum, a7 = S.EmptySum;
            if (!Unsafe.IsNullRef(ref seed))
            {
                a0 = a1 = a2 = a3 = a4 = a5 = a6 = a7 = S.Load(ref Unsafe.Add(ref seed, start));
            }

            for (int k = depth; k > 0; k--)
            {
                V b0 = S.Load(ref b);
                a0 = S.MultiplyAdd(S.Broadcast(x), b0, a0);
                a1 = S.MultiplyAdd(S.Broadcast(Unsafe.Add(ref x, row1)), b0, a1);
                a2 = S.MultiplyAdd(S.Broadcast(Unsafe.Add(ref x, row2)), b0, a2);
                a3 = S.MultiplyAdd(S.Broadcast(Unsafe.Add(ref x, row3)), b0, a3);
                a4 = S.MultiplyAdd(S.Broadcast(Unsafe.Add(ref x, row4)), b0, a4);
                a5 = S.MultiplyAdd(S.Broadcast(Unsafe.Add(ref x, row5)), b0, a5);
                a6 = S.MultiplyAdd(S.Broadcast(Unsafe.Add(ref x, row6)), b0, a6);
                a7 = S.MultiplyAdd(S.Broadcast(Unsafe.Add(ref x, row7)), b0, a7);
                x = ref Unsafe.Add(ref x, leftDepth);
                b = ref Unsafe.Add(ref b, rightDepth);
            }

            V fresh = S.LastLanes(columns - column);
            StoreEight(ref Unsafe.Add(ref result, start), resultRow, last, fresh, accumulate, a0, a1, a2, a3, a4, a5, a6, a7);
        }
    }

    /// <summary>Writes one vector in each of up to eight rows, as <see cref="StoreFour"/> does in each of up to four.</summary>
    [MethodImpl(Loop.Inlined)]
    private static void StoreEight(
        ref T result, nint resultRow, int last, V fresh, bool accumulate,
        V a0, V a1, V a2, V a3, V a4, V a5, V a6, V a7)
    {
        StoreFour(ref result, resultRow, last, fresh, accumulate, a0, a1, a2, a3);
        if (last >= 4)
        {
            StoreFour(ref Unsafe.Add(ref result, 4 * resultRow), resultRow, last - 4, fresh, accumulate, a4, a5, a6, a7);
        }
    }
}
