using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>The losses of a tile in columns: a cross entropy as it lies, since it couples the outputs; all others by rows, which is how the targets
/// come.</summary>
internal static class LossColumns
{
    private const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;

    /// <summary>A loss that takes each output for itself: what it reads goes to rows, and its gradient back to columns.</summary>
    [MethodImpl(Hot), SkipLocalsInit]
    public static T ByRows<T, TLoss>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, int samples, double delta)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, ILoss
    {
        int length = samples * outputs;
        Span<T> rows = StackMemory.Align(stackalloc T[length + StackMemory.Alignment / Unsafe.SizeOf<T>()], length);
        DenseColumns.TurnBack(read, rows, outputs);
        T loss = TLoss.OfRows<T>(rows, targets, scale, gradient.IsEmpty ? default : rows, outputs, samples, delta);
        if (!gradient.IsEmpty)
        {
            DenseColumns.Turn(rows, gradient, outputs);
        }

        return loss;
    }

    /// <summary>−Σ t·log softmax(z); dz = (softmax(z)·Σt − t)·scale.</summary>
    [MethodImpl(Hot), SkipLocalsInit]
    public static T CrossEntropy<T>(ReadOnlySpan<T> z, Targets<T> targets, T scale, Span<T> dz, int outputs, int samples)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int length = DenseColumns.TileSamples * outputs, spare = StackMemory.Alignment / Unsafe.SizeOf<T>();
        Span<T> t = StackMemory.Align(stackalloc T[length + spare], length);
        if (targets.Values.IsEmpty)
        {
            DenseColumns.OneHot(targets.Labels, t, outputs);
        }
        else
        {
            DenseColumns.Turn(targets.Values, t, outputs);
        }

        scoped Span<T> exponentials = dz;
        if (dz.IsEmpty)
        {
            exponentials = StackMemory.Align(stackalloc T[length + spare], length); // they need a place, wanted or not
        }

        return DenseColumns.CrossEntropy(z, t, exponentials, outputs, samples, scale);
    }
}
