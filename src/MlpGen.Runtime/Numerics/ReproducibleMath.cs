using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

/// <summary>The functions of <see cref="ActivationMath"/> that the text of a reproducible network calls for single numbers: by the same formulas, with
/// the same bits on every hardware, and as in each lane of a vector.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ReproducibleMath
{
    private const MethodImplOptions Inline = Loop.Inlined;

    /// <inheritdoc cref="ActivationMath.Relu(float)"/>
    [MethodImpl(Inline)]
    public static float Relu(float z) => Value<ReluFunction>(z);

    /// <inheritdoc cref="ActivationMath.ReluDerivative(float)"/>
    [MethodImpl(Inline)]
    public static float ReluDerivative(float z) => Derivative<ReluFunction>(z);

    /// <inheritdoc cref="ActivationMath.Relu(double)"/>
    [MethodImpl(Inline)]
    public static double Relu(double z) => Value<ReluFunction>(z);

    /// <inheritdoc cref="ActivationMath.ReluDerivative(double)"/>
    [MethodImpl(Inline)]
    public static double ReluDerivative(double z) => Derivative<ReluFunction>(z);

    /// <inheritdoc cref="ActivationMath.LeakyRelu(float, float)"/>
    [MethodImpl(Inline)]
    public static float LeakyRelu(float z, float alpha) => Value<LeakyReluFunction>(z, alpha);

    /// <inheritdoc cref="ActivationMath.LeakyReluDerivative(float, float)"/>
    [MethodImpl(Inline)]
    public static float LeakyReluDerivative(float z, float alpha) => Derivative<LeakyReluFunction>(z, alpha);

    /// <inheritdoc cref="ActivationMath.LeakyRelu(double, double)"/>
    [MethodImpl(Inline)]
    public static double LeakyRelu(double z, double alpha) => Value<LeakyReluFunction>(z, alpha);

    /// <inheritdoc cref="ActivationMath.LeakyReluDerivative(double, double)"/>
    [MethodImpl(Inline)]
    public static double LeakyReluDerivative(double z, double alpha) => Derivative<LeakyReluFunction>(z, alpha);

    /// <inheritdoc cref="ActivationMath.Elu(float, float)"/>
    [MethodImpl(Inline)]
    public static float Elu(float z, float alpha) => Value<EluFunction>(z, alpha);

    /// <inheritdoc cref="ActivationMath.EluDerivative(float, float)"/>
    [MethodImpl(Inline)]
    public static float EluDerivative(float z, float alpha) => Derivative<EluFunction>(z, alpha);

    /// <inheritdoc cref="ActivationMath.Elu(double, double)"/>
    [MethodImpl(Inline)]
    public static double Elu(double z, double alpha) => Value<EluFunction>(z, alpha);

    /// <inheritdoc cref="ActivationMath.EluDerivative(double, double)"/>
    [MethodImpl(Inline)]
    public static double EluDerivative(double z, double alpha) => Derivative<EluFunction>(z, alpha);

    /// <inheritdoc cref="ActivationMath.Selu(float)"/>
    [MethodImpl(Inline)]
    public static float Selu(float z) => Value<SeluFunction>(z);

    /// <inheritdoc cref="ActivationMath.SeluDerivative(float)"/>
    [MethodImpl(Inline)]
    public static float SeluDerivative(float z) => Derivative<SeluFunction>(z);

    /// <inheritdoc cref="ActivationMath.Selu(double)"/>
    [MethodImpl(Inline)]
    public static double Selu(double z) => Value<SeluFunction>(z);

    /// <inheritdoc cref="ActivationMath.SeluDerivative(double)"/>
    [MethodImpl(Inline)]
    public static double SeluDerivative(double z) => Derivative<SeluFunction>(z);

    /// <inheritdoc cref="ActivationMath.Gelu(float)"/>
    [MethodImpl(Inline)]
    public static float Gelu(float z) => Value<GeluFunction>(z);

    /// <inheritdoc cref="ActivationMath.GeluDerivative(float)"/>
    [MethodImpl(Inline)]
    public static float GeluDerivative(float z) => Derivative<GeluFunction>(z);

    /// <inheritdoc cref="ActivationMath.Gelu(double)"/>
    [MethodImpl(Inline)]
    public static double Gelu(double z) => Value<GeluFunction>(z);

    /// <inheritdoc cref="ActivationMath.GeluDerivative(double)"/>
    [MethodImpl(Inline)]
    public static double GeluDerivative(double z) => Derivative<GeluFunction>(z);

    /// <inheritdoc cref="ActivationMath.GeluTanh(float)"/>
    [MethodImpl(Inline)]
    public static float GeluTanh(float z) => Value<GeluTanhFunction>(z);

    /// <inheritdoc cref="ActivationMath.GeluTanhDerivative(float)"/>
    [MethodImpl(Inline)]
    public static float GeluTanhDerivative(float z) => Derivative<GeluTanhFunction>(z);

    /// <inheritdoc cref="ActivationMath.GeluTanh(double)"/>
    [MethodImpl(Inline)]
    public static double GeluTanh(double z) => Value<GeluTanhFunction>(z);

    /// <inheritdoc cref="ActivationMath.GeluTanhDerivative(double)"/>
    [MethodImpl(Inline)]
    public static double GeluTanhDerivative(double z) => Derivative<GeluTanhFunction>(z);

    /// <inheritdoc cref="ActivationMath.Silu(float)"/>
    [MethodImpl(Inline)]
    public static float Silu(float z) => Value<SiluFunction>(z);

    /// <inheritdoc cref="ActivationMath.SiluDerivative(float)"/>
    [MethodImpl(Inline)]
    public static float SiluDerivative(float z) => Derivative<SiluFunction>(z);

    /// <inheritdoc cref="ActivationMath.Silu(double)"/>
    [MethodImpl(Inline)]
    public static double Silu(double z) => Value<SiluFunction>(z);

    /// <inheritdoc cref="ActivationMath.SiluDerivative(double)"/>
    [MethodImpl(Inline)]
    public static double SiluDerivative(double z) => Derivative<SiluFunction>(z);

    /// <inheritdoc cref="ActivationMath.Softplus(float)"/>
    [MethodImpl(Inline)]
    public static float Softplus(float z) => Value<SoftplusFunction>(z);

    /// <inheritdoc cref="ActivationMath.SoftplusDerivative(float)"/>
    [MethodImpl(Inline)]
    public static float SoftplusDerivative(float z) => Derivative<SoftplusFunction>(z);

    /// <inheritdoc cref="ActivationMath.Softplus(double)"/>
    [MethodImpl(Inline)]
    public static double Softplus(double z) => Value<SoftplusFunction>(z);

    /// <inheritdoc cref="ActivationMath.SoftplusDerivative(double)"/>
    [MethodImpl(Inline)]
    public static double SoftplusDerivative(double z) => Derivative<SoftplusFunction>(z);

    /// <inheritdoc cref="ActivationMath.Sigmoid(float)"/>
    [MethodImpl(Inline)]
    public static float Sigmoid(float z) => Value<SigmoidFunction>(z);

    /// <inheritdoc cref="ActivationMath.SigmoidDerivativeFromValue(float)"/>
    [MethodImpl(Inline)]
    public static float SigmoidDerivativeFromValue(float a) => Derivative<SigmoidFunction>(a);

    /// <inheritdoc cref="ActivationMath.Sigmoid(double)"/>
    [MethodImpl(Inline)]
    public static double Sigmoid(double z) => Value<SigmoidFunction>(z);

    /// <inheritdoc cref="ActivationMath.SigmoidDerivativeFromValue(double)"/>
    [MethodImpl(Inline)]
    public static double SigmoidDerivativeFromValue(double a) => Derivative<SigmoidFunction>(a);

    /// <inheritdoc cref="ActivationMath.Tanh(float)"/>
    [MethodImpl(Inline)]
    public static float Tanh(float z) => Value<TanhFunction>(z);

    /// <inheritdoc cref="ActivationMath.TanhDerivativeFromValue(float)"/>
    [MethodImpl(Inline)]
    public static float TanhDerivativeFromValue(float a) => Derivative<TanhFunction>(a);

    /// <inheritdoc cref="ActivationMath.Tanh(double)"/>
    [MethodImpl(Inline)]
    public static double Tanh(double z) => Value<TanhFunction>(z);

    /// <inheritdoc cref="ActivationMath.TanhDerivativeFromValue(double)"/>
    [MethodImpl(Inline)]
    public static double TanhDerivativeFromValue(double a) => Derivative<TanhFunction>(a);

    /// <inheritdoc cref="ActivationMath.HardSigmoid(float)"/>
    [MethodImpl(Inline)]
    public static float HardSigmoid(float z) => Value<HardSigmoidFunction>(z);

    /// <inheritdoc cref="ActivationMath.HardSigmoidDerivative(float)"/>
    [MethodImpl(Inline)]
    public static float HardSigmoidDerivative(float z) => Derivative<HardSigmoidFunction>(z);

    /// <inheritdoc cref="ActivationMath.HardSigmoid(double)"/>
    [MethodImpl(Inline)]
    public static double HardSigmoid(double z) => Value<HardSigmoidFunction>(z);

    /// <inheritdoc cref="ActivationMath.HardSigmoidDerivative(double)"/>
    [MethodImpl(Inline)]
    public static double HardSigmoidDerivative(double z) => Derivative<HardSigmoidFunction>(z);

    /// <inheritdoc cref="ActivationMath.HardTanh(float)"/>
    [MethodImpl(Inline)]
    public static float HardTanh(float z) => Value<HardTanhFunction>(z);

    /// <inheritdoc cref="ActivationMath.HardTanhDerivative(float)"/>
    [MethodImpl(Inline)]
    public static float HardTanhDerivative(float z) => Derivative<HardTanhFunction>(z);

    /// <inheritdoc cref="ActivationMath.HardTanh(double)"/>
    [MethodImpl(Inline)]
    public static double HardTanh(double z) => Value<HardTanhFunction>(z);

    /// <inheritdoc cref="ActivationMath.HardTanhDerivative(double)"/>
    [MethodImpl(Inline)]
    public static double HardTanhDerivative(double z) => Derivative<HardTanhFunction>(z);

    /// <inheritdoc cref="ActivationMath.Exp(float)"/>
    [MethodImpl(Inline)]
    public static float Exp(float x) =>
        ActivationMath.Exp<Vector128<float>, float, Unfused<Vector128<float>, float, Single128>>(Vector128.CreateScalarUnsafe(x)).ToScalar();

    /// <inheritdoc cref="ActivationMath.Exp(double)"/>
    [MethodImpl(Inline)]
    public static double Exp(double x) =>
        ActivationMath.Exp<Vector128<double>, double, Unfused<Vector128<double>, double, Double128>>(Vector128.CreateScalarUnsafe(x)).ToScalar();

    /// <summary>ln x, within 2 ulp: −∞ at 0, NaN below.</summary>
    [MethodImpl(Loop.Hot)]
    public static double Log(double x)
    {
        const double SmallestNormal = 2.2250738585072014e-308, TwoToThe54 = 18014398509481984, Ln2 = 0.69314718055994530942;
        return x >= SmallestNormal ? (double.IsPositiveInfinity(x) ? x : PortableMath.Log(x))
            : x > 0 ? PortableMath.Log(x * TwoToThe54) - (54 * Ln2)
            : x == 0 ? double.NegativeInfinity
            : double.NaN;
    }

    /// <summary>ln x, rounded from more digits than a float has: −∞ at 0, NaN below.</summary>
    [MethodImpl(Loop.Hot)]
    public static float Log(float x) =>
        x > 0 && x < float.PositiveInfinity ? (float)PortableMath.LogOfSingle(x) : (float)Log((double)x);

    /// <inheritdoc cref="Log(double)"/>
    [MethodImpl(Inline)]
    internal static T Log<T>(T x)
        where T : unmanaged => typeof(T) == typeof(float) ? (T)(object)Log((float)(object)x) : (T)(object)Log((double)(object)x);

    /// <summary>xⁿ, by repeated squaring.</summary>
    [MethodImpl(Loop.Hot)]
    internal static double Power(double x, long n)
    {
        double power = 1;
        for (; n > 0; n >>= 1)
        {
            power *= (n & 1) != 0 ? x : 1;
            x *= x;
        }

        return power;
    }

    [MethodImpl(Inline)]
    private static float Value<TFunction>(float z, double alpha = 0)
        where TFunction : struct, IElementwise =>
        TFunction.Value<Vector128<float>, float, Unfused<Vector128<float>, float, Single128>>(Vector128.CreateScalarUnsafe(z), alpha).ToScalar();

    [MethodImpl(Inline)]
    private static float Derivative<TFunction>(float z, double alpha = 0)
        where TFunction : struct, IElementwise =>
        TFunction.Derivative<Vector128<float>, float, Unfused<Vector128<float>, float, Single128>>(Vector128.CreateScalarUnsafe(z), alpha).ToScalar();

    [MethodImpl(Inline)]
    private static double Value<TFunction>(double z, double alpha = 0)
        where TFunction : struct, IElementwise =>
        TFunction.Value<Vector128<double>, double, Unfused<Vector128<double>, double, Double128>>(Vector128.CreateScalarUnsafe(z), alpha).ToScalar();

    [MethodImpl(Inline)]
    private static double Derivative<TFunction>(double z, double alpha = 0)
        where TFunction : struct, IElementwise =>
        TFunction.Derivative<Vector128<double>, double, Unfused<Vector128<double>, double, Double128>>(Vector128.CreateScalarUnsafe(z), alpha).ToScalar();
}
