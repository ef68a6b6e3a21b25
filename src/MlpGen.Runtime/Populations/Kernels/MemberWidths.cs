using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MlpGen.Numerics;

namespace MlpGen.Populations;

/// <summary>Turns the number of lanes of a stripe, which <see cref="MemberLayout"/> has chosen, into the type of its vectors.</summary>
internal static class MemberWidths<TKernel>
    where TKernel : struct, IMemberKernel
{
    /// <summary>Runs the kernel.</summary>
    /// <remarks>Vectors that the hardware has not are in no layout: what is asked first is known to the JIT.</remarks>
    [MethodImpl(Loop.Inlined)]
    public static void Run<T>(int lanes, ref T w, ref T x, ref T other, ref T y, in MemberShape shape, in MemberTile tile)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            Single(
                lanes, ref Unsafe.As<T, float>(ref w), ref Unsafe.As<T, float>(ref x), ref Unsafe.As<T, float>(ref other),
                ref Unsafe.As<T, float>(ref y), in shape, in tile);
        }
        else
        {
            Double(
                lanes, ref Unsafe.As<T, double>(ref w), ref Unsafe.As<T, double>(ref x), ref Unsafe.As<T, double>(ref other),
                ref Unsafe.As<T, double>(ref y), in shape, in tile);
        }
    }

    [MethodImpl(Loop.Inlined)]
    private static void Single(int lanes, ref float w, ref float x, ref float other, ref float y, in MemberShape shape, in MemberTile tile)
    {
        if (Vector512.IsHardwareAccelerated && lanes == 16)
        {
            TKernel.Run<Vector512<float>, float, Single512>(ref w, ref x, ref other, ref y, in shape, in tile);
        }
        else if (Vector256.IsHardwareAccelerated && lanes == 8)
        {
            TKernel.Run<Vector256<float>, float, Single256>(ref w, ref x, ref other, ref y, in shape, in tile);
        }
        else
        {
            TKernel.Run<Vector128<float>, float, Single128>(ref w, ref x, ref other, ref y, in shape, in tile);
        }
    }

    [MethodImpl(Loop.Inlined)]
    private static void Double(int lanes, ref double w, ref double x, ref double other, ref double y, in MemberShape shape, in MemberTile tile)
    {
        if (Vector512.IsHardwareAccelerated && lanes == 8)
        {
            TKernel.Run<Vector512<double>, double, Double512>(ref w, ref x, ref other, ref y, in shape, in tile);
        }
        else if (Vector256.IsHardwareAccelerated && lanes == 4)
        {
            TKernel.Run<Vector256<double>, double, Double256>(ref w, ref x, ref other, ref y, in shape, in tile);
        }
        else
        {
            TKernel.Run<Vector128<double>, double, Double128>(ref w, ref x, ref other, ref y, in shape, in tile);
        }
    }
}
