using MlpGen.Numerics;
using Xunit;

namespace MlpGen.Tests.Numerics;

/// <summary>
/// Doubles against the definitions in exact arithmetic, then floats against doubles, which are a million times finer.
/// </summary>
public class AccuracyTests
{
    private const double SmallestSubnormal = 4.94e-324;

    public static TheoryData<string, double, double> DoubleRanges => new()
    {
        { "Exp", -746, 709.7 },
        { "Sigmoid", -746, 40 },
        { "Tanh", -20, 20 },
        { "Softplus", -746, 50 },
        { "Erf", -6.2, 6.2 },
        { "Elu", -42, 3 },
        { "EluDerivative", -746, 3 },
        { "Selu", -42, 3 },
        { "SeluDerivative", -746, 3 },
        { "Gelu", -38.8, 10 },
        { "GeluTanh", -22.5, 12 },
        { "Silu", -753, 40 },
        { "SoftplusDerivative", -746, 40 },
        { "GeluDerivative", -38.8, 10 },
        { "GeluTanhDerivative", -22.5, 12 },
        { "SiluDerivative", -753, 40 },
    };

    /// <summary>The name, the bound in ulp, and where it holds.</summary>
    public static TheoryData<string, double, double, double> SingleBounds => new()
    {
        { "Exp", 4, -105, 88.72 },
        { "Sigmoid", 4, -105, 20 },
        { "Tanh", 5, -10, 10 },
        { "Softplus", 8, -105, 100 },
        { "Erf", 8, -5, 5 },
        { "Elu", 8, -20, 3 },
        { "EluDerivative", 8, -105, 3 },
        { "Selu", 8, -20, 3 },
        { "SeluDerivative", 8, -105, 3 },
        { "Gelu", 8, -15, 10 },
        { "GeluTanh", 8, -11.5, 10 },
        { "Silu", 8, -112, 20 },
        { "SoftplusDerivative", 4, -105, 20 },
        { "GeluDerivative", 8, -15, 10 },
        { "GeluTanhDerivative", 8, -11.5, 10 },
        { "SiluDerivative", 8, -112, 20 },
        { "HardSigmoid", 2, -4, 4 },
    };

    [Fact]
    public void No_activation_that_bends_is_missing()
    {
        string[] curved = [.. Activations.OfEach(activation => activation is not (
            MlpGen.Activation.Relu or MlpGen.Activation.LeakyRelu or MlpGen.Activation.HardSigmoid or MlpGen.Activation.HardTanh))];
        Assert.Empty(curved.Except(DoubleRanges.Select(row => (string)row[0])));
        Assert.Empty(curved.Except(SingleBounds.Select(row => (string)row[0])));
    }

    [Theory]
    [MemberData(nameof(DoubleRanges))]
    public void Doubles_are_within_1e14_of_the_exact_value(string name, double low, double high)
    {
        Activation function = Activations.Named(name);
        double worst = 0, at = 0;
        foreach (double z in Samples(low, high, 200))
        {
            double exact = ExactValue(name, z);
            double bound = Scale(name, z, exact) + (64e14 * SmallestSubnormal);
            double error = Math.Abs(function.Double(z) - exact) / bound;
            if (!(error <= worst))
            {
                (worst, at) = (error, z);
            }
        }

        Assert.True(worst <= 1e-14, $"{name}({at:R}) is off by {worst:E2}");
    }

    [Theory]
    [MemberData(nameof(SingleBounds))]
    public void Floats_are_within_a_few_ulp(string name, double bound, double low, double high)
    {
        Activation function = Activations.Named(name);
        double worst = 0, at = 0;
        foreach (double sample in Samples(low, high, 100_000))
        {
            float z = (float)sample;
            double exact = function.Double(z);
            double ulp = UlpOfSingle(Scale(name, z, exact));
            double error = Math.Abs(function.Single(z) - exact) / ulp;
            if (!(error <= worst))
            {
                (worst, at) = (error, z);
            }
        }

        Assert.True(worst <= bound, $"{name}({at:R}) is off by {worst:F2} ulp");
    }

    /// <summary>What is subnormal there, e^z, must not cost what is not, z·e^z: with e^z alone these would be off by 46 ulp and more.</summary>
    [Theory]
    [InlineData(-91.1956)]
    [InlineData(-90)]
    [InlineData(-91.5)]
    [InlineData(-103.9)]
    public void A_float_whose_exponential_is_subnormal_is_as_near_as_any(double at)
    {
        float z = (float)at;
        Assert.InRange(Math.Abs(ActivationMath.Silu(z) - Exact.Silu(z)) / UlpOfSingle(Exact.Silu(z)), 0, 2);
        Assert.InRange(Math.Abs(ActivationMath.SiluDerivative(z) - Exact.SiluDerivative(z)) / UlpOfSingle(Exact.SiluDerivative(z)), 0, 2);
    }

    [Fact]
    public void The_exact_reference_knows_values_from_elsewhere()
    {
        Assert.Equal(Math.PI, (double)BigReal.Pi);
        Assert.Equal(Math.Log(2), (double)BigReal.Ln2);
        Assert.Equal(Math.E, Exact.Exp(1));
        Assert.Equal(1.4142135623730951, (double)BigReal.Sqrt(2));
        Assert.Equal(0.84270079294971487, Exact.Erf(1));
        Assert.Equal(-4.792513773637444e-121, Exact.Gelu(-23.5));
        Assert.Equal(9.85967654375977e-305, Exact.Sigmoid(-700));
        Assert.Equal(0.04858735157374206, Exact.Softplus(-3));
    }

    /// <summary>
    /// What an error is relative to: the value; but the derivatives of the gates cross zero between −1.3 and −0.7, and
    /// from −2 to −0.5 no error counts as relative to less than 1/8.
    /// </summary>
    private static double Scale(string name, double z, double exact) =>
        name is "GeluDerivative" or "GeluTanhDerivative" or "SiluDerivative" && z is > -2 and < -0.5
            ? Math.Max(Math.Abs(exact), 0.125)
            : Math.Abs(exact);

    private static double ExactValue(string name, double z) => name switch
    {
        "Exp" => Exact.Exp(z),
        "Sigmoid" or "SoftplusDerivative" => Exact.Sigmoid(z),
        "Tanh" => Exact.Tanh(z),
        "Softplus" => Exact.Softplus(z),
        "Erf" => Exact.Erf(z),
        "Elu" => Exact.Elu(z, Activations.Alpha),
        "EluDerivative" => Exact.EluDerivative(z, Activations.Alpha),
        "Selu" => Exact.Selu(z),
        "SeluDerivative" => Exact.SeluDerivative(z),
        "Gelu" => Exact.Gelu(z),
        "GeluDerivative" => Exact.GeluDerivative(z),
        "GeluTanh" => Exact.GeluTanh(z),
        "GeluTanhDerivative" => Exact.GeluTanhDerivative(z),
        "Silu" => Exact.Silu(z),
        "SiluDerivative" => Exact.SiluDerivative(z),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };

    /// <summary>
    /// Evenly over the range; around 0, where most pre-activations are; and toward 0 by powers of ten.
    /// </summary>
    private static IEnumerable<double> Samples(double low, double high, int count)
    {
        for (int i = 0; i <= count; i++)
        {
            double t = (double)i / count;
            yield return low + ((high - low) * t);
            yield return Math.Clamp(-6 + (12 * t), low, high);
            yield return Math.Pow(10, -20 * t);
            yield return -Math.Pow(10, -20 * t);
        }
    }

    private static double UlpOfSingle(double value) =>
        Math.ScaleB(1, Math.Max(value == 0 ? -126 : Math.ILogB(value), -126) - 23);
}
