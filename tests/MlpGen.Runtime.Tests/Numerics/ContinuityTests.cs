using Xunit;

namespace MlpGen.Tests.Numerics;

/// <summary>
/// Nothing jumps where one formula hands over to another, and derivatives are the slopes of their functions.
/// </summary>
public class ContinuityTests
{
    /// <summary>The name, and the clamps and seams inside it.</summary>
    public static TheoryData<string, float[]> Seams => new()
    {
        { "Exp", [-105, -87.336f, 0, 88.7f] },
        { "Sigmoid", [-105, -87.336f, 0, 16.6f, 105] },
        { "Tanh", [-19, -9.01f, 0, 9.01f, 19] },
        { "Softplus", [-105, -87.336f, 0, 16.6f, 105] },
        { "Erf", [-10.3238f, -1, 0, 1, 10.3238f] },
        { "Elu", [-38, -17.3f, 0] },
        { "Selu", [-38, -17.3f, 0] },
        { "HardSigmoid", [-3, 3] },
        { "HardTanh", [-1, 1] },
        { "Gelu", [-14.6f, -13.3f, 0, 14.6f] },
        { "GeluTanh", [-11, -10, 0, 11] },
        { "Silu", [-105, 0, 105] },
    };

    /// <summary>The name of a function, of its derivative, and where to look.</summary>
    public static TheoryData<string, string, double, double> Derivatives => new()
    {
        { "Relu", "ReluDerivative", -3, 3 },
        { "LeakyRelu", "LeakyReluDerivative", -3, 3 },
        { "Elu", "EluDerivative", -30, 5 },
        { "Selu", "SeluDerivative", -30, 5 },
        { "Gelu", "GeluDerivative", -12, 12 },
        { "GeluTanh", "GeluTanhDerivative", -12, 12 },
        { "Silu", "SiluDerivative", -40, 40 },
        { "Softplus", "SoftplusDerivative", -40, 40 },
        { "HardSigmoid", "HardSigmoidDerivative", -5, 5 },
        { "HardTanh", "HardTanhDerivative", -3, 3 },
    };

    [Theory]
    [MemberData(nameof(Seams))]
    public void From_one_float_to_the_next_a_function_moves_by_no_more_than_its_error(string name, float[] seams)
    {
        Activation function = Activations.Named(name);
        foreach (float seam in seams)
        {
            float z = seam;
            for (int i = 0; i < 500; i++)
            {
                z = MathF.BitDecrement(z);
            }

            for (int i = 0; i < 1000; i++, z = MathF.BitIncrement(z))
            {
                float a = function.Single(z), b = function.Single(MathF.BitIncrement(z));
                double step = function.Double(MathF.BitIncrement(z)) - function.Double(z);
                float larger = Math.Max(Math.Abs(a), Math.Abs(b));
                double slack = 10 * (MathF.BitIncrement(larger) - larger);
                Assert.True(Math.Abs((double)b - a - step) <= slack + 1e-43, $"{name} jumps at {z:R}: {a:R} to {b:R}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Derivatives))]
    public void A_derivative_is_the_slope_of_its_function(string name, string derivative, double low, double high)
    {
        Func<double, double> f = Activations.Named(name).Double, slope = Activations.Named(derivative).Double;
        const double Step = 1e-5;
        for (int i = 0; i <= 2001; i++)
        {
            // An odd number of steps, and so many that no kink is within a step.
            double z = low + ((high - low) * (i + 0.37) / 2003);
            double difference = (f(z + Step) - f(z - Step)) / (2 * Step);
            // The 1/6 of HardSigmoid is, as in PyTorch, rounded to single precision: 5e-9 too large.
            Assert.Equal(difference, slope(z), 1e-8 * (1 + Math.Abs(f(z))));
        }
    }

    [Fact]
    public void Derivatives_from_the_value_are_slopes_too()
    {
        Func<double, double> sigmoid = Activations.Named("Sigmoid").Double, tanh = Activations.Named("Tanh").Double;
        Func<double, double> ofSigmoid = Activations.Named("SigmoidDerivativeFromValue").Double;
        Func<double, double> ofTanh = Activations.Named("TanhDerivativeFromValue").Double;
        const double Step = 1e-5;
        for (double z = -15; z < 15; z += 0.0137)
        {
            Assert.Equal((sigmoid(z + Step) - sigmoid(z - Step)) / (2 * Step), ofSigmoid(sigmoid(z)), 1e-9);
            Assert.Equal((tanh(z + Step) - tanh(z - Step)) / (2 * Step), ofTanh(tanh(z)), 1e-9);
        }
    }
}
