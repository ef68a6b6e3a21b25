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
    private static T Sum<T, TTerm>(ReadOnlySpan<T> y, ReadOnlySpan<T> t, double delta = 0)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTerm : struct, ILossTerm
    {
        Check(y.Length, t.Length, nameof(t));
        return Run<T, TTerm>(y, t, delta, T.Zero, []);
    }

    /// <summary>The sum; dy = scale · the derivatives.</summary>
    private static T Sum<T, TTerm>(ReadOnlySpan<T> y, ReadOnlySpan<T> t, double delta, T scale, Span<T> dy)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTerm : struct, ILossTerm
    {
        Check(y.Length, t.Length, nameof(t));
        Check(y.Length, dy.Length, nameof(dy));
        return Run<T, TTerm>(y, t, delta, scale, dy);
    }

    /// <summary>The sum of all terms, and their derivatives unless <paramref name="dy"/> is empty.</summary>
    [MethodImpl(Hot)]
    private static T Run<T, TTerm>(ReadOnlySpan<T> y, ReadOnlySpan<T> t, double delta, T scale, Span<T> dy)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTerm : struct, ILossTerm
    {
        if (typeof(T) == typeof(float))
        {
            return T.CreateTruncating(Run<TTerm>(
                MemoryMarshal.Cast<T, float>(y), MemoryMarshal.Cast<T, float>(t), delta,
                float.CreateTruncating(scale), MemoryMarshal.Cast<T, float>(dy)));
        }

        return T.CreateTruncating(Run<TTerm>(
            MemoryMarshal.Cast<T, double>(y), MemoryMarshal.Cast<T, double>(t), delta,
            double.CreateTruncating(scale), MemoryMarshal.Cast<T, double>(dy)));
    }

    private static float Run<TTerm>(ReadOnlySpan<float> y, ReadOnlySpan<float> t, double delta, float scale, Span<float> dy)
        where TTerm : struct, ILossTerm
    {
        if (Vector512.IsHardwareAccelerated && y.Length >= Vector512<float>.Count)
        {
            return Loop<TTerm, Vector512<float>, float, Single512>(y, t, delta, scale, dy, padding: 0);
        }

        if (Vector256.IsHardwareAccelerated && y.Length >= Vector256<float>.Count)
        {
            return Loop<TTerm, Vector256<float>, float, Single256>(y, t, delta, scale, dy, padding: 0);
        }

        return y.Length >= Vector128<float>.Count
            ? Loop<TTerm, Vector128<float>, float, Single128>(y, t, delta, scale, dy, padding: 0)
            : Few<TTerm, Vector128<float>, float, Single128>(y, t, delta, scale, dy);
    }

    private static double Run<TTerm>(ReadOnlySpan<double> y, ReadOnlySpan<double> t, double delta, double scale, Span<double> dy)
        where TTerm : struct, ILossTerm
    {
        if (Vector512.IsHardwareAccelerated && y.Length >= Vector512<double>.Count)
        {
            return Loop<TTerm, Vector512<double>, double, Double512>(y, t, delta, scale, dy, padding: 0);
        }

        if (Vector256.IsHardwareAccelerated && y.Length >= Vector256<double>.Count)
        {
            return Loop<TTerm, Vector256<double>, double, Double256>(y, t, delta, scale, dy, padding: 0);
        }

        return y.Length >= Vector128<double>.Count
            ? Loop<TTerm, Vector128<double>, double, Double128>(y, t, delta, scale, dy, padding: 0)
            : Few<TTerm, Vector128<double>, double, Double128>(y, t, delta, scale, dy);
    }

    /// <summary>Fewer elements than a vector has: they fill its last lanes.</summary>
    [MethodImpl(Hot)]
    private static T Few<TTerm, V, T, S>(ReadOnlySpan<T> y, ReadOnlySpan<T> t, double delta, T scale, Span<T> dy)
        where TTerm : struct, ILossTerm
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        int padding = S.Count - y.Length;
        Span<T> few = stackalloc T[2 * S.Count];
        few.Clear();
        Span<T> fewY = few[..S.Count], fewT = few[S.Count..];
        y.CopyTo(fewY[padding..]);
        t.CopyTo(fewT[padding..]);
        T sum = Loop<TTerm, V, T, S>(fewY, fewT, delta, scale, dy.IsEmpty ? [] : fewY, padding);
        if (!dy.IsEmpty)
        {
            fewY[padding..].CopyTo(dy);
        }

        return sum;
    }

    /// <summary>
    /// At least one vector. The last may overlap the one before: it is read first and written last, so that dy may be y, and
    /// counts only where no other does, and not in the first <paramref name="padding"/> lanes.
    /// </summary>
    [MethodImpl(Hot)]
    private static T Loop<TTerm, V, T, S>(ReadOnlySpan<T> y, ReadOnlySpan<T> t, double delta, T scale, Span<T> dy, int padding)
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

        sum = S.Add(sum, S.ZeroBelow(TTerm.Value<V, T, S>(lastY, lastT, delta), (int)(i - last) + padding));
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
