using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

/// <summary>The one place that chooses a vector's width and precision.</summary>
/// <remarks>
/// The questions are answered while the JIT compiles: what the hardware has always, and the length where the caller passes a
/// constant, which is why the length is an argument of its own. What remains is a call of the one kernel.
/// </remarks>
internal static class Widths<TKernel>
    where TKernel : struct, IKernel
{
    /// <summary>
    /// Runs the kernel with the widest vectors that the hardware has and <paramref name="length"/> elements fill, and with the
    /// shortest if they fill none.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<T>(int length, ref T w, ref T b, ref T x, ref T other, ref T y, LayerSizes sizes)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            ref float wf = ref Unsafe.As<T, float>(ref w), bf = ref Unsafe.As<T, float>(ref b), xf = ref Unsafe.As<T, float>(ref x);
            ref float otherf = ref Unsafe.As<T, float>(ref other), yf = ref Unsafe.As<T, float>(ref y);
            if (Vector512.IsHardwareAccelerated && length >= Vector512<float>.Count)
            {
                TKernel.Run<Vector512<float>, float, Single512>(ref wf, ref bf, ref xf, ref otherf, ref yf, sizes);
            }
            else if (Vector256.IsHardwareAccelerated && length >= Vector256<float>.Count)
            {
                TKernel.Run<Vector256<float>, float, Single256>(ref wf, ref bf, ref xf, ref otherf, ref yf, sizes);
            }
            else
            {
                TKernel.Run<Vector128<float>, float, Single128>(ref wf, ref bf, ref xf, ref otherf, ref yf, sizes);
            }
        }
        else
        {
            ref double wd = ref Unsafe.As<T, double>(ref w), bd = ref Unsafe.As<T, double>(ref b), xd = ref Unsafe.As<T, double>(ref x);
            ref double otherd = ref Unsafe.As<T, double>(ref other), yd = ref Unsafe.As<T, double>(ref y);
            if (Vector512.IsHardwareAccelerated && length >= Vector512<double>.Count)
            {
                TKernel.Run<Vector512<double>, double, Double512>(ref wd, ref bd, ref xd, ref otherd, ref yd, sizes);
            }
            else if (Vector256.IsHardwareAccelerated && length >= Vector256<double>.Count)
            {
                TKernel.Run<Vector256<double>, double, Double256>(ref wd, ref bd, ref xd, ref otherd, ref yd, sizes);
            }
            else
            {
                TKernel.Run<Vector128<double>, double, Double128>(ref wd, ref bd, ref xd, ref otherd, ref yd, sizes);
            }
        }
    }
}

/// <summary>Lengths, as <see cref="Widths{TKernel}"/> sees them.</summary>
internal static class Widths
{
    /// <summary>Lanes of the vectors that a kernel is run with, for at least as many elements as the shortest has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Lanes<T>(int length)
        where T : unmanaged =>
        Vector512.IsHardwareAccelerated && length >= Vector512<T>.Count ? Vector512<T>.Count
        : Vector256.IsHardwareAccelerated && length >= Vector256<T>.Count ? Vector256<T>.Count
        : Vector128<T>.Count;

    /// <summary>The length for which the vectors are the widest that <paramref name="elements"/> fill more than half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int MoreThanHalf(int elements) => 2 * (elements - 1);
}
