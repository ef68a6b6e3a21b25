using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

/// <summary>Work on a tile in columns, written once for every width and both precisions.</summary>
internal interface IColumnKernel
{
    /// <summary>Does it. What the references mean is the kernel's to say.</summary>
    static abstract void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, ColumnShape shape)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>;
}

/// <summary>The sizes that a kernel over columns works on.</summary>
/// <param name="Inputs">Rows of W.</param>
/// <param name="Outputs">Columns of W.</param>
/// <param name="Samples">1 to <see cref="ColumnTile.Samples"/>.</param>
/// <param name="Alpha">The α of the activation, if it has one.</param>
internal readonly record struct ColumnShape(int Inputs, int Outputs, int Samples, double Alpha = 0);

/// <summary>Runs a kernel at the width that suits the tile: the widest of which the samples fill more than one vector.</summary>
internal static class ColumnWidth<TKernel>
    where TKernel : struct, IColumnKernel
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<T>(ref T w, ref T b, ref T x, ref T other, ref T y, ColumnShape shape)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            RunSingle(
                ref Unsafe.As<T, float>(ref w), ref Unsafe.As<T, float>(ref b), ref Unsafe.As<T, float>(ref x),
                ref Unsafe.As<T, float>(ref other), ref Unsafe.As<T, float>(ref y), shape);
        }
        else
        {
            RunDouble(
                ref Unsafe.As<T, double>(ref w), ref Unsafe.As<T, double>(ref b), ref Unsafe.As<T, double>(ref x),
                ref Unsafe.As<T, double>(ref other), ref Unsafe.As<T, double>(ref y), shape);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunSingle(ref float w, ref float b, ref float x, ref float other, ref float y, ColumnShape shape)
    {
        if (Vector512.IsHardwareAccelerated && shape.Samples > Vector256<float>.Count)
        {
            TKernel.Run<Vector512<float>, float, Single512>(ref w, ref b, ref x, ref other, ref y, shape);
        }
        else if (Vector256.IsHardwareAccelerated && shape.Samples > Vector128<float>.Count)
        {
            TKernel.Run<Vector256<float>, float, Single256>(ref w, ref b, ref x, ref other, ref y, shape);
        }
        else
        {
            TKernel.Run<Vector128<float>, float, Single128>(ref w, ref b, ref x, ref other, ref y, shape);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunDouble(ref double w, ref double b, ref double x, ref double other, ref double y, ColumnShape shape)
    {
        if (Vector512.IsHardwareAccelerated && shape.Samples > Vector256<double>.Count)
        {
            TKernel.Run<Vector512<double>, double, Double512>(ref w, ref b, ref x, ref other, ref y, shape);
        }
        else if (Vector256.IsHardwareAccelerated && shape.Samples > Vector128<double>.Count)
        {
            TKernel.Run<Vector256<double>, double, Double256>(ref w, ref b, ref x, ref other, ref y, shape);
        }
        else
        {
            TKernel.Run<Vector128<double>, double, Double128>(ref w, ref b, ref x, ref other, ref y, shape);
        }
    }
}
