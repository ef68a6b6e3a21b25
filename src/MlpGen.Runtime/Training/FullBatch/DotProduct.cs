using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Training;

/// <summary>Scalar products in double precision.</summary>
/// <remarks>Eight sums side by side, added up from the first to the last, without fusing: the same bits on every machine.</remarks>
internal static class DotProduct
{
    /// <summary>Σ a·b.</summary>
    /// <param name="a">Numbers.</param>
    /// <param name="b">As many.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Of<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        b = b[..a.Length];
        Vector512<double> sums = Vector512<double>.Zero;
        int i = 0;
        if (typeof(T) == typeof(double))
        {
            ref double x = ref Unsafe.As<T, double>(ref MemoryMarshal.GetReference(a)), y = ref Unsafe.As<T, double>(ref MemoryMarshal.GetReference(b));
            for (; i <= a.Length - 8; i += 8)
            {
                sums += Vector512.LoadUnsafe(ref x, (nuint)i) * Vector512.LoadUnsafe(ref y, (nuint)i);
            }
        }
        else
        {
            ref float x = ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(a)), y = ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(b));
            for (; i <= a.Length - 16; i += 16)
            {
                Vector512<float> left = Vector512.LoadUnsafe(ref x, (nuint)i), right = Vector512.LoadUnsafe(ref y, (nuint)i);
                sums += Vector512.WidenLower(left) * Vector512.WidenLower(right);
                sums += Vector512.WidenUpper(left) * Vector512.WidenUpper(right);
            }
        }

        double sum = 0;
        for (int lane = 0; lane < 8; lane++)
        {
            sum += sums.GetElement(lane);
        }

        for (; i < a.Length; i++)
        {
            sum += double.CreateTruncating(a[i]) * double.CreateTruncating(b[i]);
        }

        return sum;
    }
}
