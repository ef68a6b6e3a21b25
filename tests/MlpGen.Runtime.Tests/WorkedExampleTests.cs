using static MlpGen.Activation;
using static MlpGen.LossFunction;

namespace MlpGen.Tests;

/// <summary>Examples that can be checked with paper and pencil.</summary>
public partial class WorkedExampleTests
{
    [Layer(2, 3, Relu), Layer(3, 2, Relu), Loss(HalfSquaredError)]
    private sealed partial class TwoThreeTwo;

    private static readonly float[] s_twoThreeTwo =
    [
        -3, -2, -1, 0, 1, 2,  // W1
        -0.2f, 0.3f, -0.1f,   // b1
        -2, -1, 0, 1, 2, 3,   // W2
        0.1f, -0.1f,          // b2
    ];

    [Fact]
    public void Forward_through_2_3_2()
    {
        var net = new TwoThreeTwo(s_twoThreeTwo);
        float[] y = new float[2];
        net.Forward([0.1f, 0.2f], y);
        AssertClose([0.5f, 0.8f], y);

        float[] trace = new float[TwoThreeTwo.TraceSize];
        net.ForwardTrace([0.1f, 0.2f], trace);
        AssertClose([-0.5f, 0.3f, 0.2f, 0, 0.3f, 0.2f, 0.5f, 0.8f, 0.5f, 0.8f], trace);
    }

    [Fact]
    public void Backward_through_2_3_2()
    {
        // t = (1, 0): dy = dz2 = (−0.5, 0.8); da1 = dz2·W2ᵀ = (0.2, 0.8, 1.4); dz1 = (0, 0.8, 1.4), as z1₀ < 0.
        float[] gradient = new float[TwoThreeTwo.ParameterCount], dx = new float[2];
        float loss = TwoThreeTwo.LossAndGradient(s_twoThreeTwo, [0.1f, 0.2f], [1, 0], gradient, dx);

        AssertClose([0.5f * (0.25f + 0.64f)], [loss]);
        AssertClose(
            [
                0, 0.08f, 0.14f, 0, 0.16f, 0.28f,            // dW1 = xᵀ·dz1
                0, 0.8f, 1.4f,                               // db1 = dz1
                0, 0, -0.15f, 0.24f, -0.1f, 0.16f,           // dW2 = a1ᵀ·dz2
                -0.5f, 0.8f,                                 // db2 = dz2
            ],
            gradient);
        AssertClose([-3f, 3.6f], dx);                        // dx = dz1·W1ᵀ
    }

    [Layer(2, 2, Relu), Layer(2, 1)]
    private sealed partial class Xor;

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 1, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1, 0)]
    public void Two_hidden_units_compute_xor(float a, float b, float expected)
    {
        var net = new Xor();
        float[] w1 = [1, 1, 1, 1], b1 = [0, -1], w2 = [1, -2], b2 = [0], y = new float[1];
        w1.CopyTo(net.W1);
        b1.CopyTo(net.B1);
        w2.CopyTo(net.W2);
        b2.CopyTo(net.B2);
        net.Forward([a, b], y);
        Assert.Equal(expected, y[0]);
    }

    [Layer(784, 16, Sigmoid), Layer(16, 16, Sigmoid), Layer(16, 10, Sigmoid), Loss(SumSquaredError)]
    private sealed partial class Digits;

    [Fact]
    public void The_network_for_digits_has_13002_parameters()
    {
        Assert.Equal(13_002, Digits.ParameterCount);
        Assert.Equal(12_960, Digits.Layers.ToArray().Sum(layer => layer.WeightCount));
        Assert.Equal(42, Digits.Layers.ToArray().Sum(layer => layer.Outputs));
    }

    [Layer(3, 3), Loss(CrossEntropy), Network(Precision = Precision.Double)]
    private sealed partial class Logits;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void The_gradient_of_softmax_cross_entropy_is_softmax_minus_onehot(int k)
    {
        double[] z = [1, -0.5, 2], parameters = [0, 0, 0, 0, 0, 0, 0, 0, 0, .. z];
        double[] gradient = new double[Logits.ParameterCount];
        Logits.LossAndGradient(parameters, [0.0, 0, 0], [k], gradient);

        double sum = Math.Exp(z[0]) + Math.Exp(z[1]) + Math.Exp(z[2]);
        for (int j = 0; j < 3; j++)
        {
            Assert.Equal((Math.Exp(z[j]) / sum) - (j == k ? 1 : 0), gradient[9 + j], tolerance: 1e-15);  // db = dz
        }
    }

    [Layer(2, 2), Loss(HalfSquaredError), Network(Precision = Precision.Double)]
    private sealed partial class Regression;

    [Fact]
    public void The_gradient_of_half_the_squared_error_is_error_over_N()
    {
        double[] parameters = [1, 0, 0, 1, 0, 0], x = [1, 2, 3, 4, 5, 6, 7, 8], t = [0, 0, 3, 3, 6, 6, 7, 9];
        double[] dx = new double[8];
        Regression.LossAndGradient(parameters, x, t, new double[6], dx);  // W = identity: dx = dy
        Assert.Equal([1.0 / 4, 2.0 / 4, 0, 1.0 / 4, -1.0 / 4, 0, 0, -1.0 / 4], dx);
    }

    [Layer(1, 1, Sigmoid), Layer(1, 1, Sigmoid), Layer(1, 1, Sigmoid), Loss(HalfSquaredError)]
    [Network(Precision = Precision.Double)]
    private sealed partial class Chain;

    [Fact]
    public void The_weights_belong_in_the_chain_rule()
    {
        double w1 = 0.5, b1 = -0.25, w2 = -1.5, b2 = 0.75, w3 = 2, b3 = -1, x = 0.8, t = 0.3;
        double z1 = (w1 * x) + b1, a1 = S(z1), z2 = (w2 * a1) + b2, a2 = S(z2), z3 = (w3 * a2) + b3, a3 = S(z3);
        double dL = a3 - t;

        double[] gradient = new double[6], dx = new double[1];
        Chain.LossAndGradient([w1, b1, w2, b2, w3, b3], [x], [t], gradient, dx);
        double[] expected =
        [
            dL * D(z3) * w3 * D(z2) * w2 * D(z1) * x, dL * D(z3) * w3 * D(z2) * w2 * D(z1),
            dL * D(z3) * w3 * D(z2) * a1, dL * D(z3) * w3 * D(z2),
            dL * D(z3) * a2, dL * D(z3),
        ];
        Close.Assert(expected, gradient, 1e-14);
        Close.Assert([dL * D(z3) * w3 * D(z2) * w2 * D(z1) * w1], dx, 1e-14);

        static double S(double z) => 1 / (1 + Math.Exp(-z));
        static double D(double z) => S(z) * (1 - S(z));
    }

    private static void AssertClose(float[] expected, float[] actual) =>
        Close.Assert([.. expected.Select(v => (double)v)], [.. actual.Select(v => (double)v)], 1e-6);
}
