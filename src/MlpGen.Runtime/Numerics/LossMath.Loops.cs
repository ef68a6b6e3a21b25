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

    /// <summary>The sum over whole rows; dy = scale · the derivatives, unless it is empty.</summary>
    /// <remarks>There is at least one row, so that a constant of <paramref name="outputs"/> says which of the two ways is needed; and of one row a
    /// constant says which vectors.</remarks>
    [MethodImpl(Loop.Inlined)]
    internal static T Sum<T, TLoss>(ReadOnlySpan<T> y, ReadOnlySpan<T> t, T scale, Span<T> dy, double delta, int outputs, int samples)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, IElementwiseLoss
    {
        Check(outputs * samples, y.Length, nameof(y));
        Check(outputs * samples, t.Length, nameof(t));
        if (!dy.IsEmpty)
        {
            Check(outputs * samples, dy.Length, nameof(dy));
        }

        ref T y0 = ref MemoryMarshal.GetReference(y), t0 = ref MemoryMarshal.GetReference(t);
        ref T slopes = ref dy.IsEmpty ? ref Unsafe.NullRef<T>() : ref MemoryMarshal.GetReference(dy);
        T sum = default;
        if (outputs >= Widths.Bytes128 / Unsafe.SizeOf<T>())
        {
            Widths<LossTerms<TLoss>>.Run(
                outputs * samples, ref scale, ref sum, ref y0, ref t0, ref slopes, 0, outputs * samples, alpha: delta);
            return sum;
        }

        return Sum<T, TLoss>(ref y0, ref t0, ref slopes, outputs * samples, delta, scale);
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
    private static T Sum<T, TLoss>(ref T y, ref T t, ref T dy, int length, double delta, T scale)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, IElementwiseLoss
    {
        if (length >= Widths.Bytes128 / Unsafe.SizeOf<T>())
        {
            return Vectors<T, TLoss>(ref y, ref t, ref dy, length, delta, scale);
        }

        T sum = default;
        Widths<FewLossTerms<TLoss>>.Run(0, ref scale, ref sum, ref y, ref t, ref dy, 0, length, alpha: delta);
        return sum;
    }

    [MethodImpl(Hot)]
    private static T Vectors<T, TLoss>(ref T y, ref T t, ref T dy, int length, double delta, T scale)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, IElementwiseLoss
    {
        T sum = default;
        Widths<LossTerms<TLoss>>.Run(length, ref scale, ref sum, ref y, ref t, ref dy, 0, length, alpha: delta);
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
