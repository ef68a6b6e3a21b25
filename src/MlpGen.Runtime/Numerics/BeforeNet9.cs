#if !NET9_0_OR_GREATER
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace MlpGen.Numerics;

/// <summary>What vectors of .NET 8 lack, under the names that it has since .NET 9.</summary>
/// <remarks>A product and a sum are never fused without hardware for it: in software that is 18 times slower than multiplying and adding. The
/// larger and the smaller may be either of NaN and a number.</remarks>
internal static class BeforeNet9
{
    private const MethodImplOptions Inline = Loop.Inlined;

    extension(Vector128)
    {
        [MethodImpl(Inline)]
        public static Vector128<float> MultiplyAddEstimate(Vector128<float> a, Vector128<float> b, Vector128<float> c) =>
            Fma.IsSupported ? Fma.MultiplyAdd(a, b, c) : AdvSimd.IsSupported ? AdvSimd.FusedMultiplyAdd(c, a, b) : (a * b) + c;

        [MethodImpl(Inline)]
        public static Vector128<double> MultiplyAddEstimate(Vector128<double> a, Vector128<double> b, Vector128<double> c) =>
            Fma.IsSupported ? Fma.MultiplyAdd(a, b, c) : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.FusedMultiplyAdd(c, a, b) : (a * b) + c;

        [MethodImpl(Inline)] public static Vector128<T> MaxNative<T>(Vector128<T> a, Vector128<T> b) => Vector128.Max(a, b);
        [MethodImpl(Inline)] public static Vector128<T> MinNative<T>(Vector128<T> a, Vector128<T> b) => Vector128.Min(a, b);
    }

    extension(Vector256)
    {
        [MethodImpl(Inline)]
        public static Vector256<float> MultiplyAddEstimate(Vector256<float> a, Vector256<float> b, Vector256<float> c) =>
            Fma.IsSupported ? Fma.MultiplyAdd(a, b, c) : (a * b) + c;

        [MethodImpl(Inline)]
        public static Vector256<double> MultiplyAddEstimate(Vector256<double> a, Vector256<double> b, Vector256<double> c) =>
            Fma.IsSupported ? Fma.MultiplyAdd(a, b, c) : (a * b) + c;

        [MethodImpl(Inline)] public static Vector256<T> MaxNative<T>(Vector256<T> a, Vector256<T> b) => Vector256.Max(a, b);
        [MethodImpl(Inline)] public static Vector256<T> MinNative<T>(Vector256<T> a, Vector256<T> b) => Vector256.Min(a, b);
    }

    extension(Vector512)
    {
        [MethodImpl(Inline)]
        public static Vector512<float> MultiplyAddEstimate(Vector512<float> a, Vector512<float> b, Vector512<float> c) =>
            Avx512F.IsSupported ? Avx512F.FusedMultiplyAdd(a, b, c) : (a * b) + c;

        [MethodImpl(Inline)]
        public static Vector512<double> MultiplyAddEstimate(Vector512<double> a, Vector512<double> b, Vector512<double> c) =>
            Avx512F.IsSupported ? Avx512F.FusedMultiplyAdd(a, b, c) : (a * b) + c;

        [MethodImpl(Inline)] public static Vector512<T> MaxNative<T>(Vector512<T> a, Vector512<T> b) => Vector512.Max(a, b);
        [MethodImpl(Inline)] public static Vector512<T> MinNative<T>(Vector512<T> a, Vector512<T> b) => Vector512.Min(a, b);
    }
}
#endif
