using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlpGen.Training;

/// <summary>Sums the gradients of the parts of a mini-batch.</summary>
internal static class GradientSum
{
    /// <summary>sum ← share·part: the first of the parts, which may be the sum itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Set<T>(Span<T> sum, ReadOnlySpan<T> part, T share)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<Vector<T>> sums = MemoryMarshal.Cast<T, Vector<T>>(sum);
        ReadOnlySpan<Vector<T>> parts = MemoryMarshal.Cast<T, Vector<T>>(part);
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] = share * parts[i];
        }

        for (int i = sums.Length * Vector<T>.Count; i < sum.Length; i++)
        {
            sum[i] = share * part[i];
        }
    }

    /// <summary>sum ← sum + share·part.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<T>(Span<T> sum, ReadOnlySpan<T> part, T share)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<Vector<T>> sums = MemoryMarshal.Cast<T, Vector<T>>(sum);
        ReadOnlySpan<Vector<T>> parts = MemoryMarshal.Cast<T, Vector<T>>(part);
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] += share * parts[i];
        }

        for (int i = sums.Length * Vector<T>.Count; i < sum.Length; i++)
        {
            sum[i] += share * part[i];
        }
    }
}
