using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>db += Σₛ dz[s]: the rows of a matrix added up, a vector of columns at a time.</summary>
internal static class ColumnSums<V, T, S>
    where V : struct
    where T : unmanaged
    where S : ISimd<V, T>
{
    /// <summary>sums[j] += Σₛ rows[s, j].</summary>
    /// <param name="rows">Element (0, 0) of the matrix.</param>
    /// <param name="sums">One element a column; overlaps nothing.</param>
    /// <param name="count">Rows, at least one.</param>
    /// <param name="columns">Columns, at least one vector.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Add(ref T rows, ref T sums, int count, int columns)
    {
        nint stride = columns;
        for (int column = 0; column < columns; column += S.Count)
        {
            // The last vector overlaps its neighbour; the lanes that are counted already are masked away.
            int start = Math.Min(column, columns - S.Count);
            ref T row = ref Unsafe.Add(ref rows, start);
            V s0 = S.EmptySum, s1 = S.EmptySum, s2 = S.EmptySum, s3 = S.EmptySum;
            int left = count;
            for (; left >= 4; left -= 4)
            {
                s0 = S.Add(s0, S.Load(ref row));
                s1 = S.Add(s1, S.Load(ref Unsafe.Add(ref row, stride)));
                s2 = S.Add(s2, S.Load(ref Unsafe.Add(ref row, 2 * stride)));
                s3 = S.Add(s3, S.Load(ref Unsafe.Add(ref row, 3 * stride)));
                row = ref Unsafe.Add(ref row, 4 * stride);
            }

            for (; left > 0; left--)
            {
                s0 = S.Add(s0, S.Load(ref row));
                row = ref Unsafe.Add(ref row, stride);
            }

            V sum = S.Keep(S.Add(S.Add(s0, s1), S.Add(s2, s3)), S.LastLanes(Math.Min(S.Count, columns - column)));
            ref T target = ref Unsafe.Add(ref sums, start);
            S.Store(S.Add(S.Load(ref target), sum), ref target);
        }
    }
}
