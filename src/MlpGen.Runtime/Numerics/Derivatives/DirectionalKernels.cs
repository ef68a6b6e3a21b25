using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>The chain rule and its tangent, element by element: <c>other</c> is da and becomes dz = da ⊙ f'; y is ḋa and becomes
/// ḋz = ḋa ⊙ f' + da ⊙ f'' ⊙ ż. w is z or a, whichever f' reads; x is ż.</summary>
internal readonly struct ChainAndTangent<TFunction> : IKernel
    where TFunction : struct, IElementwise
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T> => Each<V, T, S>(ref w, ref x, ref other, ref y, outputs, alpha);

    [MethodImpl(Loop.Hot)]
    private static void Each<V, T, S>(ref T by, ref T tangent, ref T gradient, ref T gradientTangent, int length, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        nuint i = 0;
        for (; i + (nuint)S.Count <= (nuint)length; i += (nuint)S.Count)
        {
            V value = S.Load(ref by, i), da = S.Load(ref gradient, i), slope = TFunction.Derivative<V, T, S>(value, alpha);
            V bend = S.Multiply(TFunction.SecondDerivative<V, T, S>(value, alpha), S.Load(ref tangent, i));
            S.Store(S.MultiplyAdd(S.Load(ref gradientTangent, i), slope, S.Multiply(da, bend)), ref gradientTangent, i);
            S.Store(S.Multiply(da, slope), ref gradient, i);
        }

        for (; i < (nuint)length; i++)
        {
            V value = S.Broadcast(Unsafe.Add(ref by, i)), da = S.Broadcast(Unsafe.Add(ref gradient, i));
            V slope = TFunction.Derivative<V, T, S>(value, alpha);
            V bend = S.Multiply(TFunction.SecondDerivative<V, T, S>(value, alpha), S.Broadcast(Unsafe.Add(ref tangent, i)));
            Unsafe.Add(ref gradientTangent, i) =
                S.First(S.MultiplyAdd(S.Broadcast(Unsafe.Add(ref gradientTangent, i)), slope, S.Multiply(da, bend)));
            Unsafe.Add(ref gradient, i) = S.First(S.Multiply(da, slope));
        }
    }
}

/// <summary>An activation along a direction, element by element: x is ż and becomes ȧ = f' ⊙ ż; y is z̈ and becomes ä = f'' ⊙ ż² + f' ⊙ z̈. w is z or
/// a, whichever f' reads.</summary>
internal readonly struct TangentAndCurvature<TFunction> : IKernel
    where TFunction : struct, IElementwise
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T> => Each<V, T, S>(ref w, ref x, ref y, outputs, alpha);

    [MethodImpl(Loop.Hot)]
    private static void Each<V, T, S>(ref T by, ref T tangent, ref T curvature, int length, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        nuint i = 0;
        for (; i + (nuint)S.Count <= (nuint)length; i += (nuint)S.Count)
        {
            V value = S.Load(ref by, i), first = S.Load(ref tangent, i), slope = TFunction.Derivative<V, T, S>(value, alpha);
            V bend = S.Multiply(TFunction.SecondDerivative<V, T, S>(value, alpha), S.Multiply(first, first));
            S.Store(S.MultiplyAdd(S.Load(ref curvature, i), slope, bend), ref curvature, i);
            S.Store(S.Multiply(first, slope), ref tangent, i);
        }

        for (; i < (nuint)length; i++)
        {
            V value = S.Broadcast(Unsafe.Add(ref by, i)), first = S.Broadcast(Unsafe.Add(ref tangent, i));
            V slope = TFunction.Derivative<V, T, S>(value, alpha);
            V bend = S.Multiply(TFunction.SecondDerivative<V, T, S>(value, alpha), S.Multiply(first, first));
            Unsafe.Add(ref curvature, i) = S.First(S.MultiplyAdd(S.Broadcast(Unsafe.Add(ref curvature, i)), slope, bend));
            Unsafe.Add(ref tangent, i) = S.First(S.Multiply(first, slope));
        }
    }
}

/// <summary>The chain rule of a value with its tangent and its curvature, element by element. w is z or a, whichever f' reads; b is ż, x is z̈; y is ∂L/∂a
/// and becomes ∂L/∂z, behind it by <c>inputs</c> ∂L/∂ȧ becomes ∂L/∂ż, and behind that by as much again ∂L/∂ä becomes ∂L/∂z̈.</summary>
/// <remarks>ä = f''·ż² + f'·z̈, ȧ = f'·ż and a = f(z), each differentiated by z, ż and z̈.</remarks>
internal readonly struct ChainOfCurvature<TFunction> : IKernel
    where TFunction : struct, IElementwise
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T> => Each<V, T, S>(
            ref w, ref b, ref x, ref y, ref Unsafe.Add(ref y, inputs), ref Unsafe.Add(ref y, 2 * inputs), outputs, alpha);

    [MethodImpl(Loop.Hot)]
    private static void Each<V, T, S>(
        ref T by, ref T tangent, ref T curvature, ref T byValue, ref T byTangent, ref T byCurvature, int length, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        nuint i = 0;
        for (; i + (nuint)S.Count <= (nuint)length; i += (nuint)S.Count)
        {
            V dc = S.Load(ref byCurvature, i);
            (V dz, V dt, V slope) = One<V, T, S>(
                S.Load(ref by, i), S.Load(ref tangent, i), S.Load(ref curvature, i), S.Load(ref byValue, i), S.Load(ref byTangent, i), dc, alpha);
            S.Store(dz, ref byValue, i);
            S.Store(dt, ref byTangent, i);
            S.Store(S.Multiply(dc, slope), ref byCurvature, i);
        }

        for (; i < (nuint)length; i++)
        {
            V dc = S.Broadcast(Unsafe.Add(ref byCurvature, i));
            (V dz, V dt, V slope) = One<V, T, S>(
                S.Broadcast(Unsafe.Add(ref by, i)), S.Broadcast(Unsafe.Add(ref tangent, i)), S.Broadcast(Unsafe.Add(ref curvature, i)),
                S.Broadcast(Unsafe.Add(ref byValue, i)), S.Broadcast(Unsafe.Add(ref byTangent, i)), dc, alpha);
            Unsafe.Add(ref byValue, i) = S.First(dz);
            Unsafe.Add(ref byTangent, i) = S.First(dt);
            Unsafe.Add(ref byCurvature, i) = S.First(S.Multiply(dc, slope));
        }
    }

    [MethodImpl(Loop.Inlined)]
    private static (V ByZ, V ByTangent, V Slope) One<V, T, S>(V value, V tz, V cz, V da, V dta, V dca, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        V slope = TFunction.Derivative<V, T, S>(value, alpha), second = TFunction.SecondDerivative<V, T, S>(value, alpha);
        V bend = S.Multiply(second, tz), third = S.Multiply(TFunction.ThirdDerivative<V, T, S>(value, alpha), S.Multiply(tz, tz));
        V dz = S.MultiplyAdd(da, slope, S.MultiplyAdd(dta, bend, S.Multiply(dca, S.MultiplyAdd(second, cz, third))));
        return (dz, S.MultiplyAdd(dta, slope, S.Multiply(S.Multiply(dca, bend), 2)), slope);
    }
}

/// <summary>y += x.</summary>
internal readonly struct Addition : IKernel
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T> => Each<V, T, S>(ref x, ref y, outputs);

    [MethodImpl(Loop.Hot)]
    private static void Each<V, T, S>(ref T x, ref T y, int length)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        nuint i = 0;
        for (; i + (nuint)S.Count <= (nuint)length; i += (nuint)S.Count)
        {
            S.Store(S.Add(S.Load(ref y, i), S.Load(ref x, i)), ref y, i);
        }

        for (; i < (nuint)length; i++)
        {
            Unsafe.Add(ref y, i) = Scalar.Add(Unsafe.Add(ref y, i), Unsafe.Add(ref x, i));
        }
    }
}
