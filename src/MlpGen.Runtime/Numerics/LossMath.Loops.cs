using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

/// <content>The loop of the losses that are sums over elements: the widest vectors that the hardware has and the spans fill.</content>
public static partial class LossMath
{
    private const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;

    /// <summary>The sum alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Sum<T, TTerm>(ReadOnlySpan<T> y, ReadOnlySpan<T> t, double delta = 0)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTerm : struct, ILossTerm
    {
        Check(y.Length, t.Length, nameof(t));
        return y.Length < Vector128<T>.Count ? Few<T, TTerm>(y, t, delta, T.Zero, []) : Run<T, TTerm>(y, t, delta, T.Zero, []);
    }

    /// <summary>The sum; dy = scale · the derivatives.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Sum<T, TTerm>(ReadOnlySpan<T> y, ReadOnlySpan<T> t, double delta, T scale, Span<T> dy)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTerm : struct, ILossTerm
    {
        Check(y.Length, t.Length, nameof(t));
        Check(y.Length, dy.Length, nameof(dy));
        return y.Length < Vector128<T>.Count ? Few<T, TTerm>(y, t, delta, scale, dy) : Run<T, TTerm>(y, t, delta, scale, dy);
    }

    /// <summary>
    /// The few outputs of one sample, inlined into the loop over samples of a network that is unrolled: a call would cost more
    /// than the sum.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Few<T, TTerm>(ReadOnlySpan<T> y, ReadOnlySpan<T> t, double delta, T scale, Span<T> dy)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTerm : struct, ILossTerm =>
        typeof(T) == typeof(float)
            ? T.CreateTruncating(Few<TTerm, Vector128<float>, float, Single128>(
                MemoryMarshal.Cast<T, float>(y), MemoryMarshal.Cast<T, float>(t), delta,
                float.CreateTruncating(scale), MemoryMarshal.Cast<T, float>(dy)))
            : T.CreateTruncating(Few<TTerm, Vector128<double>, double, Double128>(
                MemoryMarshal.Cast<T, double>(y), MemoryMarshal.Cast<T, double>(t), delta,
                double.CreateTruncating(scale), MemoryMarshal.Cast<T, double>(dy)));

    /// <summary>The sum of at least one vector of terms, and their derivatives unless <paramref name="dy"/> is empty.</summary>
    [MethodImpl(Hot)]
    private static T Run<T, TTerm>(ReadOnlySpan<T> y, ReadOnlySpan<T> t, double delta, T scale, Span<T> dy)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTerm : struct, ILossTerm =>
        typeof(T) == typeof(float)
            ? T.CreateTruncating(Run<TTerm>(
                MemoryMarshal.Cast<T, float>(y), MemoryMarshal.Cast<T, float>(t), delta,
                float.CreateTruncating(scale), MemoryMarshal.Cast<T, float>(dy)))
            : T.CreateTruncating(Run<TTerm>(
                MemoryMarshal.Cast<T, double>(y), MemoryMarshal.Cast<T, double>(t), delta,
                double.CreateTruncating(scale), MemoryMarshal.Cast<T, double>(dy)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Run<TTerm>(ReadOnlySpan<float> y, ReadOnlySpan<float> t, double delta, float scale, Span<float> dy)
        where TTerm : struct, ILossTerm
    {
        if (Vector512.IsHardwareAccelerated && y.Length >= Vector512<float>.Count)
        {
            return Loop<TTerm, Vector512<float>, float, Single512>(y, t, delta, scale, dy);
        }

        if (Vector256.IsHardwareAccelerated && y.Length >= Vector256<float>.Count)
        {
            return Loop<TTerm, Vector256<float>, float, Single256>(y, t, delta, scale, dy);
        }

        return Loop<TTerm, Vector128<float>, float, Single128>(y, t, delta, scale, dy);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Run<TTerm>(ReadOnlySpan<double> y, ReadOnlySpan<double> t, double delta, double scale, Span<double> dy)
        where TTerm : struct, ILossTerm
    {
        if (Vector512.IsHardwareAccelerated && y.Length >= Vector512<double>.Count)
        {
            return Loop<TTerm, Vector512<double>, double, Double512>(y, t, delta, scale, dy);
        }

        if (Vector256.IsHardwareAccelerated && y.Length >= Vector256<double>.Count)
        {
            return Loop<TTerm, Vector256<double>, double, Double256>(y, t, delta, scale, dy);
        }

        return Loop<TTerm, Vector128<double>, double, Double128>(y, t, delta, scale, dy);
    }

    /// <summary>Fewer elements than the shortest vector has, one by one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Few<TTerm, V, T, S>(ReadOnlySpan<T> y, ReadOnlySpan<T> t, double delta, T scale, Span<T> dy)
        where TTerm : struct, ILossTerm
        where V : struct
        where S : ISimd<V, T>
    {
        V sum = S.Splat(0);
        for (int i = 0; i < y.Length; i++)
        {
            V yi = S.Broadcast(y[i]), ti = S.Broadcast(t[i]);
            sum = S.Add(sum, TTerm.Value<V, T, S>(yi, ti, delta));
            if (!dy.IsEmpty)
            {
                dy[i] = S.First(S.Multiply(TTerm.Derivative<V, T, S>(yi, ti, delta), S.Broadcast(scale)));
            }
        }

        return S.First(sum);
    }

    /// <summary>
    /// At least one vector. The last may overlap the one before: it is read first and written last, so that dy may be y, and
    /// counts only where no other does.
    /// </summary>
    [MethodImpl(Hot)]
    private static T Loop<TTerm, V, T, S>(ReadOnlySpan<T> y, ReadOnlySpan<T> t, double delta, T scale, Span<T> dy)
        where TTerm : struct, ILossTerm
        where V : struct
        where S : ISimd<V, T>
    {
        ref T y0 = ref MemoryMarshal.GetReference(y);
        ref T t0 = ref MemoryMarshal.GetReference(t);
        ref T dy0 = ref MemoryMarshal.GetReference(dy);
        nuint last = (nuint)(y.Length - S.Count);
        V lastY = S.Load(ref y0, last), lastT = S.Load(ref t0, last), factor = S.Broadcast(scale), sum = S.Splat(0);
        bool differentiate = !dy.IsEmpty;
        nuint i = 0;
        for (; i < last; i += (nuint)S.Count)
        {
            V yi = S.Load(ref y0, i), ti = S.Load(ref t0, i);
            sum = S.Add(sum, TTerm.Value<V, T, S>(yi, ti, delta));
            if (differentiate)
            {
                S.Store(S.Multiply(TTerm.Derivative<V, T, S>(yi, ti, delta), factor), ref dy0, i);
            }
        }

        sum = S.Add(sum, S.Keep(TTerm.Value<V, T, S>(lastY, lastT, delta), S.LastLanes(y.Length - (int)i)));
        if (differentiate)
        {
            S.Store(S.Multiply(TTerm.Derivative<V, T, S>(lastY, lastT, delta), factor), ref dy0, last);
        }

        return S.Sum(sum);
    }

    private static void Check(int expected, int actual, string name)
    {
        if (actual != expected)
        {
            throw new ArgumentException($"{name} needs {expected} elements, but has {actual}.", name);
        }
    }
}
