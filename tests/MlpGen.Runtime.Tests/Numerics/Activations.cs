using System.Runtime.Intrinsics;
using static MlpGen.Numerics.ActivationMath;

namespace MlpGen.Tests.Numerics;

/// <summary>One function in all its overloads.</summary>
internal sealed record Activation(
    string Name,
    Func<float, float> Single,
    Func<double, double> Double,
    Func<Vector128<float>, Vector128<float>> Single128,
    Func<Vector256<float>, Vector256<float>> Single256,
    Func<Vector512<float>, Vector512<float>> Single512,
    Func<Vector128<double>, Vector128<double>> Double128,
    Func<Vector256<double>, Vector256<double>> Double256,
    Func<Vector512<double>, Vector512<double>> Double512);

/// <summary>The functions under test, by name.</summary>
internal static class Activations
{
    public const float Alpha = 0.75f;

    public static readonly Activation[] All =
    [
        new("Exp", Exp, Exp, Exp, Exp, Exp, Exp, Exp, Exp),
        new("Sigmoid", Sigmoid, Sigmoid, Sigmoid, Sigmoid, Sigmoid, Sigmoid, Sigmoid, Sigmoid),
        new(
            "SigmoidDerivativeFromValue",
            SigmoidDerivativeFromValue, SigmoidDerivativeFromValue, SigmoidDerivativeFromValue, SigmoidDerivativeFromValue,
            SigmoidDerivativeFromValue, SigmoidDerivativeFromValue, SigmoidDerivativeFromValue, SigmoidDerivativeFromValue),
        new("Tanh", Tanh, Tanh, Tanh, Tanh, Tanh, Tanh, Tanh, Tanh),
        new(
            "TanhDerivativeFromValue",
            TanhDerivativeFromValue, TanhDerivativeFromValue, TanhDerivativeFromValue, TanhDerivativeFromValue,
            TanhDerivativeFromValue, TanhDerivativeFromValue, TanhDerivativeFromValue, TanhDerivativeFromValue),
        new("Softplus", Softplus, Softplus, Softplus, Softplus, Softplus, Softplus, Softplus, Softplus),
        new(
            "SoftplusDerivative",
            SoftplusDerivative, SoftplusDerivative, SoftplusDerivative, SoftplusDerivative,
            SoftplusDerivative, SoftplusDerivative, SoftplusDerivative, SoftplusDerivative),
        new("Erf", Erf, Erf, Erf, Erf, Erf, Erf, Erf, Erf),
        new("Relu", Relu, Relu, Relu, Relu, Relu, Relu, Relu, Relu),
        new(
            "ReluDerivative",
            ReluDerivative, ReluDerivative, ReluDerivative, ReluDerivative,
            ReluDerivative, ReluDerivative, ReluDerivative, ReluDerivative),
        new("Selu", Selu, Selu, Selu, Selu, Selu, Selu, Selu, Selu),
        new(
            "SeluDerivative",
            SeluDerivative, SeluDerivative, SeluDerivative, SeluDerivative,
            SeluDerivative, SeluDerivative, SeluDerivative, SeluDerivative),
        new("Gelu", Gelu, Gelu, Gelu, Gelu, Gelu, Gelu, Gelu, Gelu),
        new(
            "GeluDerivative",
            GeluDerivative, GeluDerivative, GeluDerivative, GeluDerivative,
            GeluDerivative, GeluDerivative, GeluDerivative, GeluDerivative),
        new("GeluTanh", GeluTanh, GeluTanh, GeluTanh, GeluTanh, GeluTanh, GeluTanh, GeluTanh, GeluTanh),
        new(
            "GeluTanhDerivative",
            GeluTanhDerivative, GeluTanhDerivative, GeluTanhDerivative, GeluTanhDerivative,
            GeluTanhDerivative, GeluTanhDerivative, GeluTanhDerivative, GeluTanhDerivative),
        new("Silu", Silu, Silu, Silu, Silu, Silu, Silu, Silu, Silu),
        new(
            "SiluDerivative",
            SiluDerivative, SiluDerivative, SiluDerivative, SiluDerivative,
            SiluDerivative, SiluDerivative, SiluDerivative, SiluDerivative),
        new(
            "HardSigmoid",
            HardSigmoid, HardSigmoid, HardSigmoid, HardSigmoid,
            HardSigmoid, HardSigmoid, HardSigmoid, HardSigmoid),
        new(
            "HardSigmoidDerivative",
            HardSigmoidDerivative, HardSigmoidDerivative, HardSigmoidDerivative, HardSigmoidDerivative,
            HardSigmoidDerivative, HardSigmoidDerivative, HardSigmoidDerivative, HardSigmoidDerivative),
        new("HardTanh", HardTanh, HardTanh, HardTanh, HardTanh, HardTanh, HardTanh, HardTanh, HardTanh),
        new(
            "HardTanhDerivative",
            HardTanhDerivative, HardTanhDerivative, HardTanhDerivative, HardTanhDerivative,
            HardTanhDerivative, HardTanhDerivative, HardTanhDerivative, HardTanhDerivative),
        new(
            "LeakyRelu",
            z => LeakyRelu(z, Alpha), z => LeakyRelu(z, Alpha),
            z => LeakyRelu(z, Alpha), z => LeakyRelu(z, Alpha), z => LeakyRelu(z, Alpha),
            z => LeakyRelu(z, Alpha), z => LeakyRelu(z, Alpha), z => LeakyRelu(z, Alpha)),
        new(
            "LeakyReluDerivative",
            z => LeakyReluDerivative(z, Alpha), z => LeakyReluDerivative(z, Alpha),
            z => LeakyReluDerivative(z, Alpha), z => LeakyReluDerivative(z, Alpha), z => LeakyReluDerivative(z, Alpha),
            z => LeakyReluDerivative(z, Alpha), z => LeakyReluDerivative(z, Alpha), z => LeakyReluDerivative(z, Alpha)),
        new(
            "Elu",
            z => Elu(z, Alpha), z => Elu(z, Alpha),
            z => Elu(z, Alpha), z => Elu(z, Alpha), z => Elu(z, Alpha),
            z => Elu(z, Alpha), z => Elu(z, Alpha), z => Elu(z, Alpha)),
        new(
            "EluDerivative",
            z => EluDerivative(z, Alpha), z => EluDerivative(z, Alpha),
            z => EluDerivative(z, Alpha), z => EluDerivative(z, Alpha), z => EluDerivative(z, Alpha),
            z => EluDerivative(z, Alpha), z => EluDerivative(z, Alpha), z => EluDerivative(z, Alpha)),
    ];

    public static Activation Named(string name) => All.Single(a => a.Name == name);
}
