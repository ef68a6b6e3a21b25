using MlpGen.Numerics;
using Xunit;

namespace MlpGen.Tests.Numerics;

/// <summary>
/// NaN, infinities, zeros, kinks and the ends of the range; as PyTorch has them, but limits for ∞ times 0.
/// </summary>
public class SpecialValueTests
{
    private const double Inf = double.PositiveInfinity;
    private const double NaN = double.NaN;
    private const double Scale = 1.0507009873554804934193349852946;

    /// <summary>The name, then the values at −∞, −1e4, 0, 1e4, +∞ and NaN.</summary>
    public static TheoryData<string, double[]> Values => new()
    {
        { "Exp", [0, 0, 1, Inf, Inf, NaN] },
        { "Sigmoid", [0, 0, 0.5, 1, 1, NaN] },
        { "Tanh", [-1, -1, 0, 1, 1, NaN] },
        { "Softplus", [0, 0, 0.6931471805599453, 1e4, Inf, NaN] },
        { "SoftplusDerivative", [0, 0, 0.5, 1, 1, NaN] },
        { "Erf", [-1, -1, 0, 1, 1, NaN] },
        { "Relu", [0, 0, 0, 1e4, Inf, NaN] },
        { "ReluDerivative", [0, 0, 0, 1, 1, 1] },
        { "LeakyRelu", [-Inf, -7500, 0, 1e4, Inf, NaN] },
        { "LeakyReluDerivative", [0.75, 0.75, 0.75, 1, 1, 0.75] },
        { "Elu", [-0.75, -0.75, 0, 1e4, Inf, NaN] },
        { "EluDerivative", [0, 0, 0.75, 1, 1, 1] },
        { "Selu", [-1.7580993408473766, -1.7580993408473766, 0, Scale * 1e4, Inf, NaN] },
        { "SeluDerivative", [0, 0, 1.7580993408473766, Scale, Scale, Scale] },
        { "Gelu", [0, 0, 0, 1e4, Inf, NaN] },
        { "GeluDerivative", [0, 0, 0.5, 1, 1, NaN] },
        { "GeluTanh", [0, 0, 0, 1e4, Inf, NaN] },
        { "GeluTanhDerivative", [0, 0, 0.5, 1, 1, NaN] },
        { "Silu", [0, 0, 0, 1e4, Inf, NaN] },
        { "SiluDerivative", [0, 0, 0.5, 1, 1, NaN] },
        { "HardSigmoid", [0, 0, 0.5, 1, 1, NaN] },
        { "HardSigmoidDerivative", [0, 0, 1f / 6f, 0, 0, 0] },
        { "HardTanh", [-1, -1, 0, 1, 1, NaN] },
        { "HardTanhDerivative", [0, 0, 1, 0, 0, 1] },
    };

    [Fact]
    public void No_activation_is_missing() => Assert.Empty(Activations.OfEach(_ => true).Except(Values.Select(row => (string)row[0])));

    [Theory]
    [MemberData(nameof(Values))]
    public void Infinities_large_numbers_zero_and_NaN_are_right(string name, double[] expected)
    {
        Activation function = Activations.Named(name);
        double[] z = [-Inf, -1e4, 0, 1e4, Inf, NaN];
        for (int i = 0; i < z.Length; i++)
        {
            AssertNear(expected[i], function.Double(z[i]), 1e-15);
            AssertNear(expected[i], function.Single((float)z[i]), 2e-7);
        }
    }

    [Fact]
    public void At_a_kink_the_derivative_takes_the_side_that_PyTorch_takes()
    {
        Assert.Equal(0, ActivationMath.HardTanhDerivative(-1f));
        Assert.Equal(0, ActivationMath.HardTanhDerivative(1f));
        Assert.Equal(1, ActivationMath.HardTanhDerivative(MathF.BitDecrement(1)));
        Assert.Equal(0, ActivationMath.HardSigmoidDerivative(-3.0));
        Assert.Equal(0, ActivationMath.HardSigmoidDerivative(3.0));
        Assert.Equal(1f / 6f, ActivationMath.HardSigmoidDerivative(Math.BitDecrement(3)));
        Assert.Equal(0, ActivationMath.ReluDerivative(-0f));
        Assert.Equal(1, ActivationMath.ReluDerivative(float.Epsilon));
        Assert.Equal(1, ActivationMath.EluDerivative(float.Epsilon, 0.5f));
        Assert.Equal(0.5f, ActivationMath.EluDerivative(0f, 0.5f));
        Assert.Equal(0.01, ActivationMath.LeakyReluDerivative(0.0, 0.01));
    }

    [Fact]
    public void Odd_functions_keep_the_sign_of_zero()
    {
        Assert.True(float.IsNegative(ActivationMath.Tanh(-0f)));
        Assert.True(double.IsNegative(ActivationMath.Erf(-0.0)));
        Assert.False(float.IsNegative(ActivationMath.Tanh(0f)));
    }

    [Fact]
    public void Small_numbers_keep_their_digits()
    {
        Assert.Equal(1e-30f, ActivationMath.Tanh(1e-30f));
        Assert.Equal(-1e-30f, ActivationMath.Elu(-1e-30f, 1));
        Assert.Equal(-1e-300, ActivationMath.Elu(-1e-300, 1));
        Assert.Equal(1e-300, ActivationMath.Tanh(1e-300));
        Assert.Equal(5e-31f, ActivationMath.Gelu(1e-30f), 1e-37f);
    }

    [Fact]
    public void Exp_overflows_and_underflows_where_it_must()
    {
        Assert.True(float.IsFinite(ActivationMath.Exp(88.72283f)));
        Assert.True(float.IsPositiveInfinity(ActivationMath.Exp(88.722846f)));
        Assert.True(double.IsFinite(ActivationMath.Exp(709.78)));
        Assert.True(double.IsPositiveInfinity(ActivationMath.Exp(709.79)));
        Assert.Equal(float.Epsilon, ActivationMath.Exp(-103.5f));
        Assert.Equal(0, ActivationMath.Exp(-104f));
        Assert.Equal(double.Epsilon, ActivationMath.Exp(-745.0));
        Assert.Equal(0, ActivationMath.Exp(-746.0));
    }

    [Fact]
    public void Derivatives_from_the_value_are_their_formulas()
    {
        Assert.Equal(0.1875f, ActivationMath.SigmoidDerivativeFromValue(0.25f));
        Assert.Equal(0.9375, ActivationMath.TanhDerivativeFromValue(-0.25));
        Assert.Equal(0, ActivationMath.TanhDerivativeFromValue(1f));
    }

    private static void AssertNear(double expected, double actual, double relative) =>
        Assert.True(
            expected.Equals(actual) || Math.Abs(expected - actual) <= relative * Math.Abs(expected),
            $"{expected:R} was expected, {actual:R} came");
}
