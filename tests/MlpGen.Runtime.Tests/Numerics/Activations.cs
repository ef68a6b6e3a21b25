using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using MlpGen.Numerics;
using static MlpGen.Numerics.ActivationMath;

namespace MlpGen.Tests.Numerics;

/// <summary>One function at every width.</summary>
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
        new(
            "Exp", Exp, Exp,
            Exp<Vector128<float>, float, Single128>, Exp, Exp<Vector512<float>, float, Single512>,
            Exp<Vector128<double>, double, Double128>, Exp, Exp<Vector512<double>, double, Double512>),
        new(
            "Erf", Erf, Erf,
            Erf<Vector128<float>, float, Single128>, Erf, Erf<Vector512<float>, float, Single512>,
            Erf<Vector128<double>, double, Double128>, Erf, Erf<Vector512<double>, double, Double512>),
        Value<SigmoidFunction>(Sigmoid, Sigmoid, Sigmoid, Sigmoid),
        Derivative<SigmoidFunction>(SigmoidDerivativeFromValue, SigmoidDerivativeFromValue, SigmoidDerivativeFromValue, SigmoidDerivativeFromValue),
        Value<TanhFunction>(Tanh, Tanh, Tanh, Tanh),
        Derivative<TanhFunction>(TanhDerivativeFromValue, TanhDerivativeFromValue, TanhDerivativeFromValue, TanhDerivativeFromValue),
        Value<SoftplusFunction>(Softplus, Softplus, Softplus, Softplus),
        Derivative<SoftplusFunction>(SoftplusDerivative, SoftplusDerivative, SoftplusDerivative, SoftplusDerivative),
        Value<ReluFunction>(Relu, Relu, Relu, Relu),
        Derivative<ReluFunction>(ReluDerivative, ReluDerivative, ReluDerivative, ReluDerivative),
        Value<SeluFunction>(Selu, Selu, Selu, Selu),
        Derivative<SeluFunction>(SeluDerivative, SeluDerivative, SeluDerivative, SeluDerivative),
        Value<GeluFunction>(Gelu, Gelu, Gelu, Gelu),
        Derivative<GeluFunction>(GeluDerivative, GeluDerivative, GeluDerivative, GeluDerivative),
        Value<GeluTanhFunction>(GeluTanh, GeluTanh, GeluTanh, GeluTanh),
        Derivative<GeluTanhFunction>(GeluTanhDerivative, GeluTanhDerivative, GeluTanhDerivative, GeluTanhDerivative),
        Value<SiluFunction>(Silu, Silu, Silu, Silu),
        Derivative<SiluFunction>(SiluDerivative, SiluDerivative, SiluDerivative, SiluDerivative),
        Value<HardSigmoidFunction>(HardSigmoid, HardSigmoid, HardSigmoid, HardSigmoid),
        Derivative<HardSigmoidFunction>(HardSigmoidDerivative, HardSigmoidDerivative, HardSigmoidDerivative, HardSigmoidDerivative),
        Value<HardTanhFunction>(HardTanh, HardTanh, HardTanh, HardTanh),
        Derivative<HardTanhFunction>(HardTanhDerivative, HardTanhDerivative, HardTanhDerivative, HardTanhDerivative),
        Value<LeakyReluFunction>(z => LeakyRelu(z, Alpha), z => LeakyRelu(z, Alpha), z => LeakyRelu(z, Alpha), z => LeakyRelu(z, Alpha), "LeakyRelu"),
        Derivative<LeakyReluFunction>(z => LeakyReluDerivative(z, Alpha), z => LeakyReluDerivative(z, Alpha), z => LeakyReluDerivative(z, Alpha), z => LeakyReluDerivative(z, Alpha), "LeakyReluDerivative"),
        Value<EluFunction>(z => Elu(z, Alpha), z => Elu(z, Alpha), z => Elu(z, Alpha), z => Elu(z, Alpha), "Elu"),
        Derivative<EluFunction>(z => EluDerivative(z, Alpha), z => EluDerivative(z, Alpha), z => EluDerivative(z, Alpha), z => EluDerivative(z, Alpha), "EluDerivative"),
    ];

    /// <summary>The names of each activation and of its derivative in z, whether they are listed here or not.</summary>
    public static IEnumerable<string> OfEach(Func<MlpGen.Activation, bool> isMeant) => Enum.GetValues<MlpGen.Activation>()
        .Where(activation => activation is not (MlpGen.Activation.Identity or MlpGen.Activation.Softmax) && isMeant(activation))
        .SelectMany(activation => All.Any(function => function.Name == $"{activation}DerivativeFromValue")
            ? (string[])[$"{activation}"]
            : [$"{activation}", $"{activation}Derivative"]);

    /// <summary>f, at the widths that are public and, through the kernels' form of it, at the others.</summary>
    private static Activation Value<TFunction>(
        Func<float, float> single, Func<double, double> @double,
        Func<Vector256<float>, Vector256<float>> single256, Func<Vector256<double>, Vector256<double>> double256,
        [CallerArgumentExpression(nameof(single))] string name = "")
        where TFunction : struct, IElementwise => new(
            name, single, @double,
            z => TFunction.Value<Vector128<float>, float, Single128>(z, Alpha), single256,
            z => TFunction.Value<Vector512<float>, float, Single512>(z, Alpha),
            z => TFunction.Value<Vector128<double>, double, Double128>(z, Alpha), double256,
            z => TFunction.Value<Vector512<double>, double, Double512>(z, Alpha));

    /// <summary>f', likewise.</summary>
    private static Activation Derivative<TFunction>(
        Func<float, float> single, Func<double, double> @double,
        Func<Vector256<float>, Vector256<float>> single256, Func<Vector256<double>, Vector256<double>> double256,
        [CallerArgumentExpression(nameof(single))] string name = "")
        where TFunction : struct, IElementwise => new(
            name, single, @double,
            z => TFunction.Derivative<Vector128<float>, float, Single128>(z, Alpha), single256,
            z => TFunction.Derivative<Vector512<float>, float, Single512>(z, Alpha),
            z => TFunction.Derivative<Vector128<double>, double, Double128>(z, Alpha), double256,
            z => TFunction.Derivative<Vector512<double>, double, Double512>(z, Alpha));

    /// <summary>
    /// Without fused multiply-add the tails of Gelu and GeluTanh are only as good as the exponent that leads to them.
    /// </summary>
    public static double TailLoss(string name, double z) =>
        Fma.IsSupported || AdvSimd.IsSupported || !name.StartsWith("Gelu", StringComparison.Ordinal) ? 1 : 1 + (z * z);

    public static Activation Named(string name) => All.Single(a => a.Name == name);
}
