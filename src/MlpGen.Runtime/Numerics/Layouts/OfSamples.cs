using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlpGen.Numerics;

/// <summary>A kernel that takes each number for itself, on the numbers of a layout that belong to samples.</summary>
/// <remarks>
/// Of a tile in columns these are the rows as far as the last vector of its samples. What lies behind them on the stack an earlier call has left, of
/// whatever kind: the halves of an address, read as floats, are subnormal numbers, with which a processor may multiply a hundred times as long.
/// </remarks>
internal static class OfSamples<TKernel>
    where TKernel : struct, IKernel
{
    /// <summary>Runs the kernel on <paramref name="length"/> numbers of each operand, or on those of them that count.</summary>
    [MethodImpl(Loop.Inlined)]
    public static void Run<T, TSamples>(
        TSamples samples, int length, ref T w, ref T b, ref T x, ref T other, ref T y, int inputs = 0, double alpha = 0)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TSamples : struct, ISamples<T>
    {
        if (samples.InColumns && samples.Samples < DenseColumns.TileSamples)
        {
            InRows(length, Widths.Filled<T>(samples.Samples), ref w, ref b, ref x, ref other, ref y, inputs, alpha);
        }
        else
        {
            Widths<TKernel>.Run(length, ref w, ref b, ref x, ref other, ref y, inputs, length, alpha: alpha);
        }
    }

    /// <summary>dz = da ⊙ f' in place of da, by a kernel that does so.</summary>
    [MethodImpl(Loop.Inlined)]
    public static void Chain<T, TSamples, TFunction>(TSamples samples, ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> dz, double alpha)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TSamples : struct, ISamples<T>
        where TFunction : struct, IElementwise
    {
        if (typeof(TFunction) != typeof(IdentityFunction))
        {
            ref T none = ref Unsafe.NullRef<T>(), d = ref MemoryMarshal.GetReference(dz);
            ref T by = ref MemoryMarshal.GetReference((TFunction.ReadsZ ? z : a).Slice(0, dz.Length));
            Run(samples, dz.Length, ref none, ref none, ref d, ref by, ref d, alpha: alpha);
        }
    }

    [MethodImpl(Loop.Hot)]
    private static void InRows<T>(int length, int used, ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, double alpha)
        where T : unmanaged
    {
        for (int row = 0; row < length; row += DenseColumns.TileSamples)
        {
            Widths<TKernel>.Run(
                used, ref Unsafe.Add(ref w, row), ref Unsafe.Add(ref b, row), ref Unsafe.Add(ref x, row), ref Unsafe.Add(ref other, row),
                ref Unsafe.Add(ref y, row), inputs, used, alpha: alpha);
        }
    }
}
