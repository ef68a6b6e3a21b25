using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>y = f(x).</summary>
internal readonly struct ElementwiseValue<TFunction> : IKernel
    where TFunction : struct, IElementwise
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        if (outputs * Unsafe.SizeOf<T>() < Unsafe.SizeOf<V>())
        {
            Few<V, T, S>(ref x, ref y, outputs, alpha);
        }
        else
        {
            Each<V, T, S>(ref x, ref y, outputs, alpha);
        }
    }

    /// <summary>
    /// At least one vector. The last may overlap the one before it, and is computed first and stored last, so that y may be x.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Each<V, T, S>(ref T x, ref T y, int length, double alpha)
        where V : struct
        where S : ISimd<V, T>
    {
        nuint last = (nuint)(length - S.Count);
        V tail = TFunction.Value<V, T, S>(S.Load(ref x, last), alpha);
        for (nuint i = 0; i < last; i += (nuint)S.Count)
        {
            S.Store(TFunction.Value<V, T, S>(S.Load(ref x, i), alpha), ref y, i);
        }

        S.Store(tail, ref y, last);
    }

    /// <summary>Fewer elements than the shortest vector has: in one that the first of them fills up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Few<V, T, S>(ref T x, ref T y, int length, double alpha)
        where V : struct
        where S : ISimd<V, T>
    {
        if (length == 0)
        {
            return;
        }

        V values = TFunction.Value<V, T, S>(FewElements.Load<V, T, S>(ref x, length), alpha);
        FewElements.Store(ref values, ref y, length);
    }
}

/// <summary>y = x ⊙ f', which reads <c>other</c>: x is da, y is dz, and <c>other</c> is z or a.</summary>
internal readonly struct ElementwiseGradient<TFunction> : IKernel
    where TFunction : struct, IElementwise
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        if (outputs * Unsafe.SizeOf<T>() < Unsafe.SizeOf<V>())
        {
            Few<V, T, S>(ref x, ref other, ref y, outputs, alpha);
        }
        else
        {
            Each<V, T, S>(ref x, ref other, ref y, outputs, alpha);
        }
    }

    /// <summary>At least one vector, in the order of the value's loop.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Each<V, T, S>(ref T da, ref T by, ref T dz, int length, double alpha)
        where V : struct
        where S : ISimd<V, T>
    {
        nuint last = (nuint)(length - S.Count);
        V tail = S.Multiply(S.Load(ref da, last), TFunction.Derivative<V, T, S>(S.Load(ref by, last), alpha));
        for (nuint i = 0; i < last; i += (nuint)S.Count)
        {
            S.Store(S.Multiply(S.Load(ref da, i), TFunction.Derivative<V, T, S>(S.Load(ref by, i), alpha)), ref dz, i);
        }

        S.Store(tail, ref dz, last);
    }

    /// <summary>Fewer elements than the shortest vector has: in one that the first of them fills up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Few<V, T, S>(ref T da, ref T by, ref T dz, int length, double alpha)
        where V : struct
        where S : ISimd<V, T>
    {
        if (length == 0)
        {
            return;
        }

        V derivative = TFunction.Derivative<V, T, S>(FewElements.Load<V, T, S>(ref by, length), alpha);
        V products = S.Multiply(FewElements.Load<V, T, S>(ref da, length), derivative);
        FewElements.Store(ref products, ref dz, length);
    }
}

/// <summary>Fewer elements than a vector has lanes, in one.</summary>
internal static class FewElements
{
    /// <summary>Reads them; lanes that are left have the first.</summary>
    [MethodImpl(Loop.Inlined)]
    public static V Load<V, T, S>(ref T from, int length)
        where V : struct
        where S : ISimd<V, T>
    {
        V vector = S.Broadcast(from);
        for (int i = 1; i < length; i++)
        {
            Unsafe.Add(ref Unsafe.As<V, T>(ref vector), i) = Unsafe.Add(ref from, i);
        }

        return vector;
    }

    /// <summary>Writes them.</summary>
    [MethodImpl(Loop.Inlined)]
    public static void Store<V, T>(ref V vector, ref T to, int length)
        where V : struct
    {
        for (int i = 0; i < length; i++)
        {
            Unsafe.Add(ref to, i) = Unsafe.Add(ref Unsafe.As<V, T>(ref vector), i);
        }
    }
}
