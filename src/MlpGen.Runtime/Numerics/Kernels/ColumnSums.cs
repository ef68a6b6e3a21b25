using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>db += Σₛ dz[s]: the rows of a matrix added up, a vector of columns at a time.</summary>
internal static class ColumnSums<TWidth, TVector, T>
    where TWidth : struct, IVectorWidth<TVector, T>
    where TVector : struct
    where T : unmanaged
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
        for (int column = 0; column < columns; column += TWidth.Count)
        {
            // The last vector overlaps its neighbour; the lanes that are counted already are masked away.
            int start = Math.Min(column, columns - TWidth.Count);
            ref T row = ref Unsafe.Add(ref rows, start);
            TVector s0 = TWidth.Zero, s1 = TWidth.Zero, s2 = TWidth.Zero, s3 = TWidth.Zero;
            int left = count;
            for (; left >= 4; left -= 4)
            {
                s0 = TWidth.Add(s0, TWidth.Load(ref row));
                s1 = TWidth.Add(s1, TWidth.Load(ref Unsafe.Add(ref row, stride)));
                s2 = TWidth.Add(s2, TWidth.Load(ref Unsafe.Add(ref row, 2 * stride)));
                s3 = TWidth.Add(s3, TWidth.Load(ref Unsafe.Add(ref row, 3 * stride)));
                row = ref Unsafe.Add(ref row, 4 * stride);
            }

            for (; left > 0; left--)
            {
                s0 = TWidth.Add(s0, TWidth.Load(ref row));
                row = ref Unsafe.Add(ref row, stride);
            }

            TVector sum = TWidth.Keep(TWidth.Add(TWidth.Add(s0, s1), TWidth.Add(s2, s3)), TWidth.LastLanes(Math.Min(TWidth.Count, columns - column)));
            ref T target = ref Unsafe.Add(ref sums, start);
            TWidth.Store(TWidth.Add(TWidth.Load(ref target), sum), ref target);
        }
    }
}
