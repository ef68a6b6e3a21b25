using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

/// <content>Overloads of 128 and 512 bits, until generated code takes samples in vectors of 256 bits or in the kernels alone.</content>
public static partial class ActivationMath
{
    /// <inheritdoc cref="Elu(float, float)"/>
    [MethodImpl(Inline)]
    public static Vector128<float> Elu(Vector128<float> z, float alpha) =>
        Elu<Vector128<float>, float, Single128>(z, alpha);

    /// <inheritdoc cref="Elu(float, float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> Elu(Vector512<float> z, float alpha) =>
        Elu<Vector512<float>, float, Single512>(z, alpha);

    /// <inheritdoc cref="Elu(float, float)"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Elu(Vector128<double> z, double alpha) =>
        Elu<Vector128<double>, double, Double128>(z, alpha);

    /// <inheritdoc cref="Elu(float, float)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> Elu(Vector512<double> z, double alpha) =>
        Elu<Vector512<double>, double, Double512>(z, alpha);

    /// <inheritdoc cref="EluDerivative(float, float)"/>
    [MethodImpl(Inline)]
    public static Vector128<float> EluDerivative(Vector128<float> z, float alpha) =>
        EluDerivative<Vector128<float>, float, Single128>(z, alpha);

    /// <inheritdoc cref="EluDerivative(float, float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> EluDerivative(Vector512<float> z, float alpha) =>
        EluDerivative<Vector512<float>, float, Single512>(z, alpha);

    /// <inheritdoc cref="EluDerivative(float, float)"/>
    [MethodImpl(Inline)]
    public static Vector128<double> EluDerivative(Vector128<double> z, double alpha) =>
        EluDerivative<Vector128<double>, double, Double128>(z, alpha);

    /// <inheritdoc cref="EluDerivative(float, float)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> EluDerivative(Vector512<double> z, double alpha) =>
        EluDerivative<Vector512<double>, double, Double512>(z, alpha);

    /// <inheritdoc cref="Erf(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<float> Erf(Vector128<float> z) => Erf<Vector128<float>, float, Single128>(z);

    /// <inheritdoc cref="Erf(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> Erf(Vector512<float> z) => Erf<Vector512<float>, float, Single512>(z);

    /// <inheritdoc cref="Erf(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Erf(Vector128<double> z) => Erf<Vector128<double>, double, Double128>(z);

    /// <inheritdoc cref="Erf(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> Erf(Vector512<double> z) => Erf<Vector512<double>, double, Double512>(z);

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<float> Exp(Vector128<float> x) => Exp<Vector128<float>, float, Single128>(x);

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> Exp(Vector512<float> x) => Exp<Vector512<float>, float, Single512>(x);

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Exp(Vector128<double> x) => Exp<Vector128<double>, double, Double128>(x);

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> Exp(Vector512<double> x) => Exp<Vector512<double>, double, Double512>(x);

    /// <inheritdoc cref="Gelu(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<float> Gelu(Vector128<float> z) => Gelu<Vector128<float>, float, Single128>(z);

    /// <inheritdoc cref="Gelu(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> Gelu(Vector512<float> z) => Gelu<Vector512<float>, float, Single512>(z);

    /// <inheritdoc cref="Gelu(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Gelu(Vector128<double> z) => Gelu<Vector128<double>, double, Double128>(z);

    /// <inheritdoc cref="Gelu(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> Gelu(Vector512<double> z) => Gelu<Vector512<double>, double, Double512>(z);

    /// <inheritdoc cref="GeluDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<float> GeluDerivative(Vector128<float> z) =>
        GeluDerivative<Vector128<float>, float, Single128>(z);

    /// <inheritdoc cref="GeluDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> GeluDerivative(Vector512<float> z) =>
        GeluDerivative<Vector512<float>, float, Single512>(z);

    /// <inheritdoc cref="GeluDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<double> GeluDerivative(Vector128<double> z) =>
        GeluDerivative<Vector128<double>, double, Double128>(z);

    /// <inheritdoc cref="GeluDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> GeluDerivative(Vector512<double> z) =>
        GeluDerivative<Vector512<double>, double, Double512>(z);

    /// <inheritdoc cref="GeluTanh(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<float> GeluTanh(Vector128<float> z) => GeluTanh<Vector128<float>, float, Single128>(z);

    /// <inheritdoc cref="GeluTanh(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> GeluTanh(Vector512<float> z) => GeluTanh<Vector512<float>, float, Single512>(z);

    /// <inheritdoc cref="GeluTanh(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<double> GeluTanh(Vector128<double> z) => GeluTanh<Vector128<double>, double, Double128>(z);

    /// <inheritdoc cref="GeluTanh(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> GeluTanh(Vector512<double> z) => GeluTanh<Vector512<double>, double, Double512>(z);

    /// <inheritdoc cref="GeluTanhDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<float> GeluTanhDerivative(Vector128<float> z) =>
        GeluTanhDerivative<Vector128<float>, float, Single128>(z);

    /// <inheritdoc cref="GeluTanhDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> GeluTanhDerivative(Vector512<float> z) =>
        GeluTanhDerivative<Vector512<float>, float, Single512>(z);

    /// <inheritdoc cref="GeluTanhDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<double> GeluTanhDerivative(Vector128<double> z) =>
        GeluTanhDerivative<Vector128<double>, double, Double128>(z);

    /// <inheritdoc cref="GeluTanhDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> GeluTanhDerivative(Vector512<double> z) =>
        GeluTanhDerivative<Vector512<double>, double, Double512>(z);

    /// <inheritdoc cref="HardSigmoid(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<float> HardSigmoid(Vector128<float> z) =>
        HardSigmoid<Vector128<float>, float, Single128>(z);

    /// <inheritdoc cref="HardSigmoid(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> HardSigmoid(Vector512<float> z) =>
        HardSigmoid<Vector512<float>, float, Single512>(z);

    /// <inheritdoc cref="HardSigmoid(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<double> HardSigmoid(Vector128<double> z) =>
        HardSigmoid<Vector128<double>, double, Double128>(z);

    /// <inheritdoc cref="HardSigmoid(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> HardSigmoid(Vector512<double> z) =>
        HardSigmoid<Vector512<double>, double, Double512>(z);

    /// <inheritdoc cref="HardSigmoidDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<float> HardSigmoidDerivative(Vector128<float> z) =>
        HardSigmoidDerivative<Vector128<float>, float, Single128>(z);

    /// <inheritdoc cref="HardSigmoidDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> HardSigmoidDerivative(Vector512<float> z) =>
        HardSigmoidDerivative<Vector512<float>, float, Single512>(z);

    /// <inheritdoc cref="HardSigmoidDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<double> HardSigmoidDerivative(Vector128<double> z) =>
        HardSigmoidDerivative<Vector128<double>, double, Double128>(z);

    /// <inheritdoc cref="HardSigmoidDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> HardSigmoidDerivative(Vector512<double> z) =>
        HardSigmoidDerivative<Vector512<double>, double, Double512>(z);

    /// <inheritdoc cref="HardTanh(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<float> HardTanh(Vector128<float> z) => HardTanh<Vector128<float>, float, Single128>(z);

    /// <inheritdoc cref="HardTanh(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> HardTanh(Vector512<float> z) => HardTanh<Vector512<float>, float, Single512>(z);

    /// <inheritdoc cref="HardTanh(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<double> HardTanh(Vector128<double> z) => HardTanh<Vector128<double>, double, Double128>(z);

    /// <inheritdoc cref="HardTanh(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> HardTanh(Vector512<double> z) => HardTanh<Vector512<double>, double, Double512>(z);

    /// <inheritdoc cref="HardTanhDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<float> HardTanhDerivative(Vector128<float> z) =>
        HardTanhDerivative<Vector128<float>, float, Single128>(z);

    /// <inheritdoc cref="HardTanhDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> HardTanhDerivative(Vector512<float> z) =>
        HardTanhDerivative<Vector512<float>, float, Single512>(z);

    /// <inheritdoc cref="HardTanhDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<double> HardTanhDerivative(Vector128<double> z) =>
        HardTanhDerivative<Vector128<double>, double, Double128>(z);

    /// <inheritdoc cref="HardTanhDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> HardTanhDerivative(Vector512<double> z) =>
        HardTanhDerivative<Vector512<double>, double, Double512>(z);

    /// <inheritdoc cref="LeakyRelu(float, float)"/>
    [MethodImpl(Inline)]
    public static Vector128<float> LeakyRelu(Vector128<float> z, float alpha) =>
        LeakyRelu<Vector128<float>, float, Single128>(z, alpha);

    /// <inheritdoc cref="LeakyRelu(float, float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> LeakyRelu(Vector512<float> z, float alpha) =>
        LeakyRelu<Vector512<float>, float, Single512>(z, alpha);

    /// <inheritdoc cref="LeakyRelu(float, float)"/>
    [MethodImpl(Inline)]
    public static Vector128<double> LeakyRelu(Vector128<double> z, double alpha) =>
        LeakyRelu<Vector128<double>, double, Double128>(z, alpha);

    /// <inheritdoc cref="LeakyRelu(float, float)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> LeakyRelu(Vector512<double> z, double alpha) =>
        LeakyRelu<Vector512<double>, double, Double512>(z, alpha);

    /// <inheritdoc cref="LeakyReluDerivative(float, float)"/>
    [MethodImpl(Inline)]
    public static Vector128<float> LeakyReluDerivative(Vector128<float> z, float alpha) =>
        LeakyReluDerivative<Vector128<float>, float, Single128>(z, alpha);

    /// <inheritdoc cref="LeakyReluDerivative(float, float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> LeakyReluDerivative(Vector512<float> z, float alpha) =>
        LeakyReluDerivative<Vector512<float>, float, Single512>(z, alpha);

    /// <inheritdoc cref="LeakyReluDerivative(float, float)"/>
    [MethodImpl(Inline)]
    public static Vector128<double> LeakyReluDerivative(Vector128<double> z, double alpha) =>
        LeakyReluDerivative<Vector128<double>, double, Double128>(z, alpha);

    /// <inheritdoc cref="LeakyReluDerivative(float, float)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> LeakyReluDerivative(Vector512<double> z, double alpha) =>
        LeakyReluDerivative<Vector512<double>, double, Double512>(z, alpha);

    /// <inheritdoc cref="Relu(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<float> Relu(Vector128<float> z) => Relu<Vector128<float>, float, Single128>(z);

    /// <inheritdoc cref="Relu(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> Relu(Vector512<float> z) => Relu<Vector512<float>, float, Single512>(z);

    /// <inheritdoc cref="Relu(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Relu(Vector128<double> z) => Relu<Vector128<double>, double, Double128>(z);

    /// <inheritdoc cref="Relu(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> Relu(Vector512<double> z) => Relu<Vector512<double>, double, Double512>(z);

    /// <inheritdoc cref="ReluDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<float> ReluDerivative(Vector128<float> z) =>
        ReluDerivative<Vector128<float>, float, Single128>(z);

    /// <inheritdoc cref="ReluDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> ReluDerivative(Vector512<float> z) =>
        ReluDerivative<Vector512<float>, float, Single512>(z);

    /// <inheritdoc cref="ReluDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<double> ReluDerivative(Vector128<double> z) =>
        ReluDerivative<Vector128<double>, double, Double128>(z);

    /// <inheritdoc cref="ReluDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> ReluDerivative(Vector512<double> z) =>
        ReluDerivative<Vector512<double>, double, Double512>(z);

    /// <inheritdoc cref="Selu(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<float> Selu(Vector128<float> z) => Selu<Vector128<float>, float, Single128>(z);

    /// <inheritdoc cref="Selu(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> Selu(Vector512<float> z) => Selu<Vector512<float>, float, Single512>(z);

    /// <inheritdoc cref="Selu(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Selu(Vector128<double> z) => Selu<Vector128<double>, double, Double128>(z);

    /// <inheritdoc cref="Selu(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> Selu(Vector512<double> z) => Selu<Vector512<double>, double, Double512>(z);

    /// <inheritdoc cref="SeluDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<float> SeluDerivative(Vector128<float> z) =>
        SeluDerivative<Vector128<float>, float, Single128>(z);

    /// <inheritdoc cref="SeluDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> SeluDerivative(Vector512<float> z) =>
        SeluDerivative<Vector512<float>, float, Single512>(z);

    /// <inheritdoc cref="SeluDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<double> SeluDerivative(Vector128<double> z) =>
        SeluDerivative<Vector128<double>, double, Double128>(z);

    /// <inheritdoc cref="SeluDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> SeluDerivative(Vector512<double> z) =>
        SeluDerivative<Vector512<double>, double, Double512>(z);

    /// <inheritdoc cref="Sigmoid(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<float> Sigmoid(Vector128<float> z) => Sigmoid<Vector128<float>, float, Single128>(z);

    /// <inheritdoc cref="Sigmoid(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> Sigmoid(Vector512<float> z) => Sigmoid<Vector512<float>, float, Single512>(z);

    /// <inheritdoc cref="Sigmoid(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Sigmoid(Vector128<double> z) => Sigmoid<Vector128<double>, double, Double128>(z);

    /// <inheritdoc cref="Sigmoid(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> Sigmoid(Vector512<double> z) => Sigmoid<Vector512<double>, double, Double512>(z);

    /// <inheritdoc cref="SigmoidDerivativeFromValue(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<float> SigmoidDerivativeFromValue(Vector128<float> a) =>
        SigmoidDerivativeFromValue<Vector128<float>, float, Single128>(a);

    /// <inheritdoc cref="SigmoidDerivativeFromValue(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> SigmoidDerivativeFromValue(Vector512<float> a) =>
        SigmoidDerivativeFromValue<Vector512<float>, float, Single512>(a);

    /// <inheritdoc cref="SigmoidDerivativeFromValue(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<double> SigmoidDerivativeFromValue(Vector128<double> a) =>
        SigmoidDerivativeFromValue<Vector128<double>, double, Double128>(a);

    /// <inheritdoc cref="SigmoidDerivativeFromValue(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> SigmoidDerivativeFromValue(Vector512<double> a) =>
        SigmoidDerivativeFromValue<Vector512<double>, double, Double512>(a);

    /// <inheritdoc cref="Silu(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<float> Silu(Vector128<float> z) => Silu<Vector128<float>, float, Single128>(z);

    /// <inheritdoc cref="Silu(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> Silu(Vector512<float> z) => Silu<Vector512<float>, float, Single512>(z);

    /// <inheritdoc cref="Silu(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Silu(Vector128<double> z) => Silu<Vector128<double>, double, Double128>(z);

    /// <inheritdoc cref="Silu(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> Silu(Vector512<double> z) => Silu<Vector512<double>, double, Double512>(z);

    /// <inheritdoc cref="SiluDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<float> SiluDerivative(Vector128<float> z) =>
        SiluDerivative<Vector128<float>, float, Single128>(z);

    /// <inheritdoc cref="SiluDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> SiluDerivative(Vector512<float> z) =>
        SiluDerivative<Vector512<float>, float, Single512>(z);

    /// <inheritdoc cref="SiluDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<double> SiluDerivative(Vector128<double> z) =>
        SiluDerivative<Vector128<double>, double, Double128>(z);

    /// <inheritdoc cref="SiluDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> SiluDerivative(Vector512<double> z) =>
        SiluDerivative<Vector512<double>, double, Double512>(z);

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<float> Softplus(Vector128<float> z) => Softplus<Vector128<float>, float, Single128>(z);

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> Softplus(Vector512<float> z) => Softplus<Vector512<float>, float, Single512>(z);

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Softplus(Vector128<double> z) => Softplus<Vector128<double>, double, Double128>(z);

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> Softplus(Vector512<double> z) => Softplus<Vector512<double>, double, Double512>(z);

    /// <inheritdoc cref="SoftplusDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<float> SoftplusDerivative(Vector128<float> z) =>
        SoftplusDerivative<Vector128<float>, float, Single128>(z);

    /// <inheritdoc cref="SoftplusDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> SoftplusDerivative(Vector512<float> z) =>
        SoftplusDerivative<Vector512<float>, float, Single512>(z);

    /// <inheritdoc cref="SoftplusDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<double> SoftplusDerivative(Vector128<double> z) =>
        SoftplusDerivative<Vector128<double>, double, Double128>(z);

    /// <inheritdoc cref="SoftplusDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> SoftplusDerivative(Vector512<double> z) =>
        SoftplusDerivative<Vector512<double>, double, Double512>(z);

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<float> Tanh(Vector128<float> z) => Tanh<Vector128<float>, float, Single128>(z);

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> Tanh(Vector512<float> z) => Tanh<Vector512<float>, float, Single512>(z);

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Tanh(Vector128<double> z) => Tanh<Vector128<double>, double, Double128>(z);

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> Tanh(Vector512<double> z) => Tanh<Vector512<double>, double, Double512>(z);

    /// <inheritdoc cref="TanhDerivativeFromValue(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<float> TanhDerivativeFromValue(Vector128<float> a) =>
        TanhDerivativeFromValue<Vector128<float>, float, Single128>(a);

    /// <inheritdoc cref="TanhDerivativeFromValue(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> TanhDerivativeFromValue(Vector512<float> a) =>
        TanhDerivativeFromValue<Vector512<float>, float, Single512>(a);

    /// <inheritdoc cref="TanhDerivativeFromValue(float)"/>
    [MethodImpl(Inline)]
    public static Vector128<double> TanhDerivativeFromValue(Vector128<double> a) =>
        TanhDerivativeFromValue<Vector128<double>, double, Double128>(a);

    /// <inheritdoc cref="TanhDerivativeFromValue(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> TanhDerivativeFromValue(Vector512<double> a) =>
        TanhDerivativeFromValue<Vector512<double>, double, Double512>(a);
}
