using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

/// <content>f'' of the activations that have one; of all others it is 0 wherever it exists, and 0 is taken where it does not.</content>
public static partial class ActivationMath
{
    /// <summary>0 for z &gt; 0, alpha·e^z for z ≤ 0.</summary>
    [MethodImpl(Inline)]
    public static float EluSecondDerivative(float z, float alpha) =>
        EluSecondDerivative<Vector128<float>, float, Single128>(Vector128.CreateScalarUnsafe(z), alpha).ToScalar();

    /// <inheritdoc cref="EluSecondDerivative(float, float)"/>
    [MethodImpl(Inline)]
    public static double EluSecondDerivative(double z, double alpha) =>
        EluSecondDerivative<Vector128<double>, double, Double128>(Vector128.CreateScalarUnsafe(z), alpha).ToScalar();

    /// <summary>0 for z &gt; 0, λ·α·e^z for z ≤ 0.</summary>
    [MethodImpl(Inline)]
    public static float SeluSecondDerivative(float z) =>
        SeluSecondDerivative<Vector128<float>, float, Single128>(Vector128.CreateScalarUnsafe(z)).ToScalar();

    /// <inheritdoc cref="SeluSecondDerivative(float)"/>
    [MethodImpl(Inline)]
    public static double SeluSecondDerivative(double z) =>
        SeluSecondDerivative<Vector128<double>, double, Double128>(Vector128.CreateScalarUnsafe(z)).ToScalar();

    /// <summary>φ(z)·(2 − z²).</summary>
    [MethodImpl(Inline)]
    public static float GeluSecondDerivative(float z) =>
        GeluSecondDerivative<Vector128<float>, float, Single128>(Vector128.CreateScalarUnsafe(z)).ToScalar();

    /// <inheritdoc cref="GeluSecondDerivative(float)"/>
    [MethodImpl(Inline)]
    public static double GeluSecondDerivative(double z) =>
        GeluSecondDerivative<Vector128<double>, double, Double128>(Vector128.CreateScalarUnsafe(z)).ToScalar();

    /// <summary>(1 − tanh² u)·(u' + ½·z·(u'' − 2·tanh u·u'²)), u = √(2/π)·(z + 0.044715·z³).</summary>
    [MethodImpl(Inline)]
    public static float GeluTanhSecondDerivative(float z) =>
        GeluTanhSecondDerivative<Vector128<float>, float, Single128>(Vector128.CreateScalarUnsafe(z)).ToScalar();

    /// <inheritdoc cref="GeluTanhSecondDerivative(float)"/>
    [MethodImpl(Inline)]
    public static double GeluTanhSecondDerivative(double z) =>
        GeluTanhSecondDerivative<Vector128<double>, double, Double128>(Vector128.CreateScalarUnsafe(z)).ToScalar();

    /// <summary>σ(z)·σ(−z)·(2 + z·(σ(−z) − σ(z))).</summary>
    [MethodImpl(Inline)]
    public static float SiluSecondDerivative(float z) =>
        SiluSecondDerivative<Vector128<float>, float, Single128>(Vector128.CreateScalarUnsafe(z)).ToScalar();

    /// <inheritdoc cref="SiluSecondDerivative(float)"/>
    [MethodImpl(Inline)]
    public static double SiluSecondDerivative(double z) =>
        SiluSecondDerivative<Vector128<double>, double, Double128>(Vector128.CreateScalarUnsafe(z)).ToScalar();

    /// <summary>σ(z)·σ(−z).</summary>
    [MethodImpl(Inline)]
    public static float SoftplusSecondDerivative(float z) =>
        SoftplusSecondDerivative<Vector128<float>, float, Single128>(Vector128.CreateScalarUnsafe(z)).ToScalar();

    /// <inheritdoc cref="SoftplusSecondDerivative(float)"/>
    [MethodImpl(Inline)]
    public static double SoftplusSecondDerivative(double z) =>
        SoftplusSecondDerivative<Vector128<double>, double, Double128>(Vector128.CreateScalarUnsafe(z)).ToScalar();

    /// <summary>a·(1 − a)·(1 − 2a), a = σ(z).</summary>
    [MethodImpl(Inline)]
    public static float SigmoidSecondDerivativeFromValue(float a) =>
        SigmoidSecondDerivativeFromValue<Vector128<float>, float, Single128>(Vector128.CreateScalarUnsafe(a)).ToScalar();

    /// <inheritdoc cref="SigmoidSecondDerivativeFromValue(float)"/>
    [MethodImpl(Inline)]
    public static double SigmoidSecondDerivativeFromValue(double a) =>
        SigmoidSecondDerivativeFromValue<Vector128<double>, double, Double128>(Vector128.CreateScalarUnsafe(a)).ToScalar();

    /// <summary>−2a·(1 − a²), a = tanh(z).</summary>
    [MethodImpl(Inline)]
    public static float TanhSecondDerivativeFromValue(float a) =>
        TanhSecondDerivativeFromValue<Vector128<float>, float, Single128>(Vector128.CreateScalarUnsafe(a)).ToScalar();

    /// <inheritdoc cref="TanhSecondDerivativeFromValue(float)"/>
    [MethodImpl(Inline)]
    public static double TanhSecondDerivativeFromValue(double a) =>
        TanhSecondDerivativeFromValue<Vector128<double>, double, Double128>(Vector128.CreateScalarUnsafe(a)).ToScalar();

    [MethodImpl(Inline)]
    internal static V EluSecondDerivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> =>
        S.Choose(S.GreaterThan(z, 0), S.Splat(0), S.Multiply(Exp<V, T, S>(S.Min(0, z)), alpha));

    [MethodImpl(Inline)]
    internal static V SeluSecondDerivative<V, T, S>(V z)
        where V : struct
        where S : ISimd<V, T> => EluSecondDerivative<V, T, S>(z, SeluScale * SeluAlpha);

    // The four that follow are even functions of z: taken at u = |z|, where nothing overflows and no digits cancel in the tails.

    [MethodImpl(Inline)]
    internal static V GeluSecondDerivative<V, T, S>(V z)
        where V : struct
        where S : ISimd<V, T>
    {
        V u = NormalCutoff<V, T, S>(z);
        return S.Multiply(S.Multiply(Gaussian<V, T, S>(u), 0.39894228040143267794), S.MultiplyAdd(S.Negate(u), u, 2));
    }

    [MethodImpl(Inline)]
    internal static V GeluTanhSecondDerivative<V, T, S>(V z)
        where V : struct
        where S : ISimd<V, T>
    {
        // √(2/π)·(z + 0.044715·z³) is half of w; tanh(w/2) = σ(w) − σ(−w), and 1 − tanh² = 4·σ(w)·σ(−w).
        V u = GeluTanhCutoff<V, T, S>(z), square = S.Multiply(u, u);
        V w = S.Multiply(u, S.MultiplyAdd(square, GeluTanhCubic, GeluTanhLinear));
        V slope = S.MultiplyAdd(square, 1.5 * GeluTanhCubic, 0.5 * GeluTanhLinear), bend = S.Multiply(u, 3 * GeluTanhCubic);
        V large = Sigmoid<V, T, S>(w), small = Sigmoid<V, T, S>(S.Negate(w));
        V tanh = S.Subtract(large, small);
        V inner = S.MultiplyAdd(S.Multiply(tanh, -2), S.Multiply(slope, slope), bend);
        return S.Multiply(S.Multiply(S.Multiply(large, small), 4), S.MultiplyAdd(S.Multiply(u, 0.5), inner, slope));
    }

    [MethodImpl(Inline)]
    internal static V SiluSecondDerivative<V, T, S>(V z)
        where V : struct
        where S : ISimd<V, T>
    {
        V u = GateCutoff<V, T, S>(z), large = Sigmoid<V, T, S>(u), small = Sigmoid<V, T, S>(S.Negate(u));
        return S.Multiply(S.Multiply(large, small), S.MultiplyAdd(u, S.Subtract(small, large), 2));
    }

    [MethodImpl(Inline)]
    internal static V SoftplusSecondDerivative<V, T, S>(V z)
        where V : struct
        where S : ISimd<V, T> => S.Multiply(Sigmoid<V, T, S>(z), Sigmoid<V, T, S>(S.Negate(z)));

    [MethodImpl(Inline)]
    internal static V SigmoidSecondDerivativeFromValue<V, T, S>(V a)
        where V : struct
        where S : ISimd<V, T> => S.Multiply(S.Multiply(a, S.Subtract(S.Splat(1), a)), S.MultiplyAdd(a, -2, 1));

    [MethodImpl(Inline)]
    internal static V TanhSecondDerivativeFromValue<V, T, S>(V a)
        where V : struct
        where S : ISimd<V, T> => S.Multiply(S.Multiply(a, -2), S.MultiplyAdd(S.Negate(a), a, 1));
}
