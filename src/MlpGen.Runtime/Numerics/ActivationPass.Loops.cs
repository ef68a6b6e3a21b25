using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

/// <content>The loops: the widest vectors that the hardware has and the span fills.</content>
public static partial class ActivationPass
{
    /// <summary>
    /// For the loops, and for the members that lead to them: without it they would run unoptimized until the runtime finds time,
    /// and on a busy machine that takes seconds. What lies between is inlined into the latter.
    /// </summary>
    private const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;

    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>a = f(z).</summary>
    [MethodImpl(Inline)]
    internal static void Value<T, TFunction>(ReadOnlySpan<T> z, Span<T> a, double alpha)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TFunction : struct, IElementwise
    {
        Check(z.Length, a.Length, nameof(a));
        if (typeof(T) == typeof(float))
        {
            Value<TFunction>(MemoryMarshal.Cast<T, float>(z), MemoryMarshal.Cast<T, float>(a), alpha);
        }
        else
        {
            Value<TFunction>(MemoryMarshal.Cast<T, double>(z), MemoryMarshal.Cast<T, double>(a), alpha);
        }
    }

    [MethodImpl(Inline)]
    internal static void Gradient<T, TFunction>(ReadOnlySpan<T> da, ReadOnlySpan<T> by, Span<T> dz, double alpha)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TFunction : struct, IElementwise
    {
        Check(da.Length, dz.Length, nameof(dz));
        Check(by.Length, dz.Length, nameof(dz));
        if (typeof(T) == typeof(float))
        {
            Gradient<TFunction>(MemoryMarshal.Cast<T, float>(da), MemoryMarshal.Cast<T, float>(by), MemoryMarshal.Cast<T, float>(dz), alpha);
        }
        else
        {
            Gradient<TFunction>(MemoryMarshal.Cast<T, double>(da), MemoryMarshal.Cast<T, double>(by), MemoryMarshal.Cast<T, double>(dz), alpha);
        }
    }

    [MethodImpl(Inline)]
    private static void Value<TFunction>(ReadOnlySpan<float> z, Span<float> a, double alpha)
        where TFunction : struct, IElementwise
    {
        if (Vector512.IsHardwareAccelerated && z.Length >= Vector512<float>.Count)
        {
            ValueLoop<TFunction, Vector512<float>, float, Single512>(z, a, alpha);
        }
        else if (Vector256.IsHardwareAccelerated && z.Length >= Vector256<float>.Count)
        {
            ValueLoop<TFunction, Vector256<float>, float, Single256>(z, a, alpha);
        }
        else if (z.Length >= Vector128<float>.Count)
        {
            ValueLoop<TFunction, Vector128<float>, float, Single128>(z, a, alpha);
        }
        else
        {
            FewValues<TFunction, Vector128<float>, float, Single128>(z, a, alpha);
        }
    }

    [MethodImpl(Inline)]
    private static void Value<TFunction>(ReadOnlySpan<double> z, Span<double> a, double alpha)
        where TFunction : struct, IElementwise
    {
        if (Vector512.IsHardwareAccelerated && z.Length >= Vector512<double>.Count)
        {
            ValueLoop<TFunction, Vector512<double>, double, Double512>(z, a, alpha);
        }
        else if (Vector256.IsHardwareAccelerated && z.Length >= Vector256<double>.Count)
        {
            ValueLoop<TFunction, Vector256<double>, double, Double256>(z, a, alpha);
        }
        else if (z.Length >= Vector128<double>.Count)
        {
            ValueLoop<TFunction, Vector128<double>, double, Double128>(z, a, alpha);
        }
        else
        {
            FewValues<TFunction, Vector128<double>, double, Double128>(z, a, alpha);
        }
    }

    [MethodImpl(Inline)]
    private static void Gradient<TFunction>(ReadOnlySpan<float> da, ReadOnlySpan<float> by, Span<float> dz, double alpha)
        where TFunction : struct, IElementwise
    {
        if (Vector512.IsHardwareAccelerated && dz.Length >= Vector512<float>.Count)
        {
            GradientLoop<TFunction, Vector512<float>, float, Single512>(da, by, dz, alpha);
        }
        else if (Vector256.IsHardwareAccelerated && dz.Length >= Vector256<float>.Count)
        {
            GradientLoop<TFunction, Vector256<float>, float, Single256>(da, by, dz, alpha);
        }
        else if (dz.Length >= Vector128<float>.Count)
        {
            GradientLoop<TFunction, Vector128<float>, float, Single128>(da, by, dz, alpha);
        }
        else
        {
            FewGradients<TFunction, Vector128<float>, float, Single128>(da, by, dz, alpha);
        }
    }

    [MethodImpl(Inline)]
    private static void Gradient<TFunction>(ReadOnlySpan<double> da, ReadOnlySpan<double> by, Span<double> dz, double alpha)
        where TFunction : struct, IElementwise
    {
        if (Vector512.IsHardwareAccelerated && dz.Length >= Vector512<double>.Count)
        {
            GradientLoop<TFunction, Vector512<double>, double, Double512>(da, by, dz, alpha);
        }
        else if (Vector256.IsHardwareAccelerated && dz.Length >= Vector256<double>.Count)
        {
            GradientLoop<TFunction, Vector256<double>, double, Double256>(da, by, dz, alpha);
        }
        else if (dz.Length >= Vector128<double>.Count)
        {
            GradientLoop<TFunction, Vector128<double>, double, Double128>(da, by, dz, alpha);
        }
        else
        {
            FewGradients<TFunction, Vector128<double>, double, Double128>(da, by, dz, alpha);
        }
    }

    /// <summary>a = f(z) for at least one vector. The last vector may overlap the one before it, and is computed first and stored last,
    /// so that a may be z.</summary>
    [MethodImpl(Hot)]
    private static void ValueLoop<TFunction, V, T, S>(ReadOnlySpan<T> z, Span<T> a, double alpha)
        where TFunction : struct, IElementwise
        where V : struct
        where S : ISimd<V, T>
    {
        ref T from = ref MemoryMarshal.GetReference(z);
        ref T to = ref MemoryMarshal.GetReference(a);
        nuint last = (nuint)(z.Length - S.Count);
        V tail = TFunction.Value<V, T, S>(S.Load(ref from, last), alpha);
        for (nuint i = 0; i < last; i += (nuint)S.Count)
        {
            S.Store(TFunction.Value<V, T, S>(S.Load(ref from, i), alpha), ref to, i);
        }

        S.Store(tail, ref to, last);
    }

    /// <summary>dz = da ⊙ f'(by), in the order of <see cref="ValueLoop"/>.</summary>
    [MethodImpl(Hot)]
    private static void GradientLoop<TFunction, V, T, S>(ReadOnlySpan<T> da, ReadOnlySpan<T> by, Span<T> dz, double alpha)
        where TFunction : struct, IElementwise
        where V : struct
        where S : ISimd<V, T>
    {
        ref T outgoing = ref MemoryMarshal.GetReference(da);
        ref T read = ref MemoryMarshal.GetReference(by);
        ref T to = ref MemoryMarshal.GetReference(dz);
        nuint last = (nuint)(dz.Length - S.Count);
        V tail = S.Multiply(S.Load(ref outgoing, last), TFunction.Derivative<V, T, S>(S.Load(ref read, last), alpha));
        for (nuint i = 0; i < last; i += (nuint)S.Count)
        {
            S.Store(S.Multiply(S.Load(ref outgoing, i), TFunction.Derivative<V, T, S>(S.Load(ref read, i), alpha)), ref to, i);
        }

        S.Store(tail, ref to, last);
    }

    /// <summary>Fewer elements than the shortest vector has, one by one.</summary>
    [MethodImpl(Hot)]
    private static void FewValues<TFunction, V, T, S>(ReadOnlySpan<T> z, Span<T> a, double alpha)
        where TFunction : struct, IElementwise
        where V : struct
        where S : ISimd<V, T>
    {
        for (int i = 0; i < z.Length; i++)
        {
            a[i] = S.First(TFunction.Value<V, T, S>(S.Broadcast(z[i]), alpha));
        }
    }

    /// <inheritdoc cref="FewValues"/>
    [MethodImpl(Hot)]
    private static void FewGradients<TFunction, V, T, S>(ReadOnlySpan<T> da, ReadOnlySpan<T> by, Span<T> dz, double alpha)
        where TFunction : struct, IElementwise
        where V : struct
        where S : ISimd<V, T>
    {
        for (int i = 0; i < dz.Length; i++)
        {
            V derivative = TFunction.Derivative<V, T, S>(S.Broadcast(by[i]), alpha);
            dz[i] = S.First(S.Multiply(S.Broadcast(da[i]), derivative));
        }
    }

    [MethodImpl(Inline)]
    private static void Check(int length, int written, string name)
    {
        if (length != written)
        {
            Throw(length, written, name);
        }
    }

    [DoesNotReturn]
    private static void Throw(int length, int written, string name) =>
        throw new ArgumentException($"Expected spans of one length, but {length} elements were to be read and {written} written.", name);
}
