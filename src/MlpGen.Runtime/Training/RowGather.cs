using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace MlpGen.Training;

/// <summary>Copies rows of a matrix in any order, one behind the other.</summary>
internal static class RowGather
{
    /// <summary>How many rows ahead the memory is asked: rows lie anywhere, and the machine cannot guess the next. Two are what it fetches
    /// while one is copied.</summary>
    private const int RowsAhead = 2;

    /// <summary>Overwrites <paramref name="gathered"/>.</summary>
    /// <param name="rows">The matrix.</param>
    /// <param name="length">The length of a row.</param>
    /// <param name="order">Which rows.</param>
    /// <param name="gathered">As long as so many rows.</param>
    /// <remarks>Rows are copied in pairs of whole vectors. What a pair has too much belongs to the next row on either side, and is overwritten
    /// by it; where there is no next row, the last numbers are copied as they are.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy<T>(ReadOnlySpan<T> rows, int length, ReadOnlySpan<int> order, Span<T> gathered)
        where T : unmanaged
    {
        int pair = 2 * Vector<T>.Count, rounded = (length + pair - 1) / pair * pair;
        for (int i = 0; i < order.Length; i++)
        {
            int from = order[i] * length, to = i * length;
            if (from > rows.Length - rounded || to > gathered.Length - rounded)
            {
                rows.Slice(from, length).CopyTo(gathered.Slice(to, length));
                continue;
            }

            ref readonly T source = ref rows[from];
            ref T target = ref gathered[to];
            ref readonly T later = ref rows[order[Math.Min(i + RowsAhead, order.Length - 1)] * length];
            for (int j = 0; j < length; j += pair)
            {
                Prefetch(in later, j);
                Vector<T> low = Vector.LoadUnsafe(in source, (nuint)j), high = Vector.LoadUnsafe(in source, (nuint)(j + Vector<T>.Count));
                low.StoreUnsafe(ref target, (nuint)j);
                high.StoreUnsafe(ref target, (nuint)(j + Vector<T>.Count));
            }
        }
    }

    /// <summary>A hint: a wrong address does no harm, nor does one that the garbage collector has moved from.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Prefetch<T>(ref readonly T row, int place)
        where T : unmanaged
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref Unsafe.AsRef(in row), place)));
        }
    }
}
