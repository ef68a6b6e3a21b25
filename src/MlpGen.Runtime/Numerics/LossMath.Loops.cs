using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

/// <content>The losses that are sums over elements.</content>
public static partial class LossMath
{
    private const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;

    /// <summary>The sum alone.</summary>
    [MethodImpl(Loop.Inlined)]
    private static T Sum<T, TLoss>(ReadOnlySpan<T> y, ReadOnlySpan<T> t, double delta = 0)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, IElementwiseLoss
    {
        Check(y.Length, t.Length, nameof(t));
        return Sum<T, TLoss>(
            ref MemoryMarshal.GetReference(y), ref MemoryMarshal.GetReference(t), ref Unsafe.NullRef<T>(), y.Length, delta, T.Zero);
    }

    /// <summary>The sum of whole rows; dy = scale · the derivatives, unless it is empty.</summary>
    /// <remarks>There is at least one row, so that a constant of <paramref name="outputs"/> says which of the two ways is needed.</remarks>
    [MethodImpl(Loop.Inlined)]
    internal static T Sum<T, TLoss>(ReadOnlySpan<T> y, ReadOnlySpan<T> t, T scale, Span<T> dy, double delta, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, IElementwiseLoss
    {
        Check(y.Length, t.Length, nameof(t));
        if (!dy.IsEmpty)
        {
            Check(y.Length, dy.Length, nameof(dy));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(y.Length, outputs, nameof(y));
        ref T slopes = ref dy.IsEmpty ? ref Unsafe.NullRef<T>() : ref MemoryMarshal.GetReference(dy);
        return Sum<T, TLoss>(
            ref MemoryMarshal.GetReference(y), ref MemoryMarshal.GetReference(t), ref slopes, y.Length, delta, scale, outputs);
    }

    /// <summary>The sum; dy = scale · the derivatives.</summary>
    [MethodImpl(Loop.Inlined)]
    private static T Sum<T, TLoss>(ReadOnlySpan<T> y, ReadOnlySpan<T> t, double delta, T scale, Span<T> dy)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, IElementwiseLoss
    {
        Check(y.Length, t.Length, nameof(t));
        Check(y.Length, dy.Length, nameof(dy));
        return Sum<T, TLoss>(
            ref MemoryMarshal.GetReference(y), ref MemoryMarshal.GetReference(t), ref MemoryMarshal.GetReference(dy), y.Length, delta, scale);
    }

    [MethodImpl(Loop.Inlined)]
    private static T Sum<T, TLoss>(ref T y, ref T t, ref T dy, int length, double delta, T scale, int least = 0)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, IElementwiseLoss
    {
        if (least >= Widths.Bytes128 / Unsafe.SizeOf<T>() || length >= Widths.Bytes128 / Unsafe.SizeOf<T>())
        {
            return Vectors<T, TLoss>(ref y, ref t, ref dy, length, delta, scale);
        }

        T sum = T.Zero;
        Widths<FewLossTerms<TLoss>>.Run(0, ref scale, ref sum, ref y, ref t, ref dy, new(0, length, alpha: delta));
        return sum;
    }

    [MethodImpl(Hot)]
    private static T Vectors<T, TLoss>(ref T y, ref T t, ref T dy, int length, double delta, T scale)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, IElementwiseLoss
    {
        T sum = T.Zero;
        Widths<LossTerms<TLoss>>.Run(length, ref scale, ref sum, ref y, ref t, ref dy, new(0, length, alpha: delta));
        return sum;
    }

    [MethodImpl(Loop.Inlined)]
    private static void Check(int expected, int actual, string name)
    {
        if (actual != expected)
        {
            Throw(expected, actual, name);
        }
    }

    [DoesNotReturn]
    private static void Throw(int expected, int actual, string name) =>
        throw new ArgumentException($"{name} needs {expected} elements, but has {actual}.", name);
}
