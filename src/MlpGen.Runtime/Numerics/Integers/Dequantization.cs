using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

/// <summary>From sums to floats.</summary>
internal static class Dequantization
{
    /// <summary>z = S·t of one sample: the nearest float to S, then one multiplication.</summary>
    [MethodImpl(Loop.Hot)]
    public static void Of(ReadOnlySpan<int> sums, ReadOnlySpan<float> scales, Span<float> z)
    {
        ref int s = ref MemoryMarshal.GetReference(sums);
        ref float t = ref MemoryMarshal.GetReference(scales);
        ref float to = ref MemoryMarshal.GetReference(z);
        int j = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            for (; j + Vector256<int>.Count <= z.Length; j += Vector256<int>.Count)
            {
                Vector256<float> sum = Vector256.ConvertToSingle(Vector256.LoadUnsafe(ref Unsafe.Add(ref s, j)));
                (sum * Vector256.LoadUnsafe(ref Unsafe.Add(ref t, j))).StoreUnsafe(ref Unsafe.Add(ref to, j));
            }
        }

        for (; j < z.Length; j++)
        {
            Unsafe.Add(ref to, j) = (float)Unsafe.Add(ref s, j) * Unsafe.Add(ref t, j);
        }
    }
}
