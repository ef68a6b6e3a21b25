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
    private const MethodImplOptions Inline = Loop.Inlined;

    /// <summary>
    /// Runs the kernel with the widest vectors that the hardware has and <paramref name="length"/> elements fill, and with the
    /// shortest if they fill none.
    /// </summary>
    [MethodImpl(Inline)]
    public static void Run<T>(
        int length, ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples = 1, double alpha = 0)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            Single(
                length, ref Unsafe.As<T, float>(ref w), ref Unsafe.As<T, float>(ref b), ref Unsafe.As<T, float>(ref x),
                ref Unsafe.As<T, float>(ref other), ref Unsafe.As<T, float>(ref y), inputs, outputs, samples, alpha);
        }
        else
        {
            Double(
                length, ref Unsafe.As<T, double>(ref w), ref Unsafe.As<T, double>(ref b), ref Unsafe.As<T, double>(ref x),
                ref Unsafe.As<T, double>(ref other), ref Unsafe.As<T, double>(ref y), inputs, outputs, samples, alpha);
        }
    }

    [MethodImpl(Inline)]
    private static void Single(
        int length, ref float w, ref float b, ref float x, ref float other, ref float y, int inputs, int outputs, int samples, double alpha)
    {
        if (Vector512.IsHardwareAccelerated && length >= 16)
        {
            In512Bits(ref w, ref b, ref x, ref other, ref y, inputs, outputs, samples, alpha);
        }
        else if (Vector256.IsHardwareAccelerated && length >= 8)
        {
            In256Bits(ref w, ref b, ref x, ref other, ref y, inputs, outputs, samples, alpha);
        }
        else
        {
            In128Bits(ref w, ref b, ref x, ref other, ref y, inputs, outputs, samples, alpha);
        }
    }

    [MethodImpl(Inline)]
    private static void Double(
        int length, ref double w, ref double b, ref double x, ref double other, ref double y, int inputs, int outputs, int samples, double alpha)
    {
        if (Vector512.IsHardwareAccelerated && length >= 8)
        {
            In512Bits(ref w, ref b, ref x, ref other, ref y, inputs, outputs, samples, alpha);
        }
        else if (Vector256.IsHardwareAccelerated && length >= 4)
        {
            In256Bits(ref w, ref b, ref x, ref other, ref y, inputs, outputs, samples, alpha);
        }
        else
        {
            In128Bits(ref w, ref b, ref x, ref other, ref y, inputs, outputs, samples, alpha);
        }
    }

    // A method for each: before the JIT compiles one into its caller it looks up all that it calls, in branches, too, that are never taken, and the
    // types of vectors with it, each a fraction of a millisecond.
    [MethodImpl(Inline)]
    private static void In512Bits(
        ref float w, ref float b, ref float x, ref float other, ref float y, int inputs, int outputs, int samples, double alpha) =>
        TKernel.Run<Vector512<float>, float, Single512>(ref w, ref b, ref x, ref other, ref y, inputs, outputs, samples, alpha);

    [MethodImpl(Inline)]
    private static void In512Bits(
        ref double w, ref double b, ref double x, ref double other, ref double y, int inputs, int outputs, int samples, double alpha) =>
        TKernel.Run<Vector512<double>, double, Double512>(ref w, ref b, ref x, ref other, ref y, inputs, outputs, samples, alpha);

    [MethodImpl(Inline)]
    private static void In256Bits(
        ref float w, ref float b, ref float x, ref float other, ref float y, int inputs, int outputs, int samples, double alpha) =>
        TKernel.Run<Vector256<float>, float, Single256>(ref w, ref b, ref x, ref other, ref y, inputs, outputs, samples, alpha);

    [MethodImpl(Inline)]
    private static void In256Bits(
        ref double w, ref double b, ref double x, ref double other, ref double y, int inputs, int outputs, int samples, double alpha) =>
        TKernel.Run<Vector256<double>, double, Double256>(ref w, ref b, ref x, ref other, ref y, inputs, outputs, samples, alpha);

    [MethodImpl(Inline)]
    private static void In128Bits(
        ref float w, ref float b, ref float x, ref float other, ref float y, int inputs, int outputs, int samples, double alpha) =>
        TKernel.Run<Vector128<float>, float, Single128>(ref w, ref b, ref x, ref other, ref y, inputs, outputs, samples, alpha);

    [MethodImpl(Inline)]
    private static void In128Bits(
        ref double w, ref double b, ref double x, ref double other, ref double y, int inputs, int outputs, int samples, double alpha) =>
        TKernel.Run<Vector128<double>, double, Double128>(ref w, ref b, ref x, ref other, ref y, inputs, outputs, samples, alpha);
}

/// <summary>Lengths, as <see cref="Widths{TKernel}"/> sees them.</summary>
/// <remarks>
/// Lanes are written <c>Bytes / Unsafe.SizeOf</c>, which the JIT knows before it reads what depends on them, and without loading the vector's type
/// for every method that asks.
/// </remarks>
internal static class Widths
{
    /// <summary>Bytes of the shortest vector.</summary>
    public const int Bytes128 = 16;

    /// <summary>Bytes of a vector of 256 bits.</summary>
    public const int Bytes256 = 32;

    /// <summary>Bytes of the longest vector.</summary>
    public const int Bytes512 = 64;

    /// <summary>Lanes of the vectors that a kernel is run with, for at least as many elements as the shortest has.</summary>
    [MethodImpl(Loop.Inlined)]
    public static int Lanes<T>(int length)
        where T : unmanaged =>
        Vector512.IsHardwareAccelerated && length >= Bytes512 / Unsafe.SizeOf<T>() ? Bytes512 / Unsafe.SizeOf<T>()
        : Vector256.IsHardwareAccelerated && length >= Bytes256 / Unsafe.SizeOf<T>() ? Bytes256 / Unsafe.SizeOf<T>()
        : Bytes128 / Unsafe.SizeOf<T>();

    /// <summary>The length for which the vectors are the widest that <paramref name="elements"/> fill more than half.</summary>
    [MethodImpl(Loop.Inlined)]
    public static int MoreThanHalf(int elements) => 2 * (elements - 1);

    /// <summary>The elements of such vectors, those that <paramref name="elements"/> fill in part included.</summary>
    [MethodImpl(Loop.Inlined)]
    public static int Filled<T>(int elements)
        where T : unmanaged
    {
        int lanes = Lanes<T>(MoreThanHalf(elements));
        return (elements + lanes - 1) / lanes * lanes;
    }
}
