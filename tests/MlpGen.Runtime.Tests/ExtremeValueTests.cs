using MlpGen.Tests.Networks;
using MlpGen.Tests.Reference;

namespace MlpGen.Tests;

/// <summary>Values at the kinks, far from zero, infinite, and not numbers at all.</summary>
public class ExtremeValueTests
{
    public static TheoryData<string, Activation> Units
    {
        get
        {
            var units = new TheoryData<string, Activation>();
            foreach (Activation activation in Enum.GetValues<Activation>().Where(activation => activation != Activation.Softmax))
            {
                units.Add("Single", activation);
                units.Add("Double", activation);
            }

            return units;
        }
    }

    [Theory]
    [MemberData(nameof(Units))]
    public void Activations_hold_from_one_end_of_the_line_to_the_other(string precision, Activation activation)
    {
        NetworkUnderTest unit = Unit(precision, activation);
        double tolerance = unit.IsDouble ? 1e-14 : 3e-7;
        double[] distances = [0, 1e-20, 1e-3, 0.5, 1, 2, 3, 3.5, 10, 20, 30, 88, 100, 750, 1e4];
        foreach (double point in distances.Concat(distances.Select(distance => -distance)))
        {
            double z = (float)point;
            double y = unit.Forward([1, 0], [z])[0], expected = ReferenceActivation.Value(activation, Alpha(activation), z);
            AssertClose(expected, y, tolerance, z);

            double derivative = unit.Backward([1, 0], [z], [1]).Parameters[1];
            AssertClose(ReferenceActivation.Derivative(activation, Alpha(activation), z), derivative, tolerance, z);
        }
    }

    [Theory]
    [MemberData(nameof(Units))]
    public void NaN_in_gives_NaN_out(string precision, Activation activation)
    {
        NetworkUnderTest unit = Unit(precision, activation);
        Assert.Equal([double.NaN], unit.Forward([1, 0], [double.NaN]));
        Assert.Equal([double.NaN], unit.ForwardBatch([1, 0], [double.NaN]));
        Assert.Equal(double.NaN, unit.Loss([1, 0], [double.NaN], new[] { 0.0 }));
        Assert.Equal([double.NaN, double.NaN], unit.ForwardTrace([1, 0], [double.NaN]));

        // A gradient of NaN passes through every activation, and NaN as an input reaches the gradient of its weight.
        Assert.Equal([double.NaN], unit.Backward([1, 0], [0.5], [double.NaN]).Inputs);
        Assert.Equal(double.NaN, unit.Backward([1, 0], [double.NaN], [1]).Parameters[0]);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(9)]
    [InlineData(17)]
    [InlineData(33)]
    public void An_infinite_sample_gives_in_a_batch_what_it_gives_alone(int samples)
    {
        float[] parameters = [.. Enumerable.Repeat(0.5f, TinyNet.ParameterCount)], outputGradients = [.. Enumerable.Repeat(1f, 2 * samples)];
        for (int infinite = 0; infinite < samples; infinite++)
        {
            float[] inputs = [.. Enumerable.Repeat(0.25f, 2 * samples)], together = new float[parameters.Length], alone = new float[parameters.Length];
            inputs[2 * infinite] = float.PositiveInfinity;
            TinyNet.BackwardBatch(parameters, inputs, outputGradients, together);
            for (int s = 0; s < samples; s++)
            {
                TinyNet.Backward(parameters, inputs.AsSpan(2 * s, 2), outputGradients.AsSpan(2 * s, 2), alone);
            }

            Assert.Equal(alone, together);
            Assert.Contains(float.PositiveInfinity, together);
        }
    }

    [Theory]
    [InlineData("Single")]
    [InlineData("Double")]
    public void The_slope_of_Relu_is_0_at_zero_and_1_at_NaN(string precision)
    {
        NetworkUnderTest relu = Unit(precision, Activation.Relu);
        Assert.Equal(0, relu.Backward([1, 0], [0], [5]).Parameters[1]);
        Assert.Equal(0, relu.Backward([1, 0], [-0.0], [5]).Parameters[1]);
        Assert.Equal(5, relu.Backward([1, 0], [double.NaN], [5]).Parameters[1]);
    }

    [Theory]
    [InlineData(Activation.Identity, double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData(Activation.Relu, 0, double.PositiveInfinity)]
    [InlineData(Activation.LeakyRelu, double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData(Activation.Elu, -1, double.PositiveInfinity)]
    [InlineData(Activation.Selu, -1.7580993408473766, double.PositiveInfinity)]
    [InlineData(Activation.Softplus, 0, double.PositiveInfinity)]
    [InlineData(Activation.Sigmoid, 0, 1)]
    [InlineData(Activation.Tanh, -1, 1)]
    [InlineData(Activation.HardSigmoid, 0, 1)]
    [InlineData(Activation.HardTanh, -1, 1)]
    public void Infinity_in_gives_the_limit_out(Activation activation, double atMinus, double atPlus)
    {
        foreach (string precision in new[] { "Single", "Double" })
        {
            NetworkUnderTest unit = Unit(precision, activation);
            Assert.Equal(atMinus, unit.Forward([1, 0], [double.NegativeInfinity])[0], tolerance: 2e-7);
            Assert.Equal(atPlus, unit.Forward([1, 0], [double.PositiveInfinity])[0]);
        }
    }

    [Theory]
    [InlineData(Activation.Gelu)]
    [InlineData(Activation.GeluTanh)]
    [InlineData(Activation.Silu)]
    public void Infinity_passes_z_times_its_gate(Activation activation)
    {
        foreach (string precision in new[] { "Single", "Double" })
        {
            NetworkUnderTest unit = Unit(precision, activation);
            Assert.Equal(double.PositiveInfinity, unit.Forward([1, 0], [double.PositiveInfinity])[0]);

            // −∞·0: IEEE 754 says NaN, the limit is 0. PyTorch gives NaN.
            double y = unit.Forward([1, 0], [double.NegativeInfinity])[0];
            Assert.True(y == 0 || double.IsNaN(y));
        }
    }

    [Theory]
    [InlineData("Single", -80)]
    [InlineData("Double", -700)]
    public void The_negative_tails_of_Sigmoid_and_Softplus_are_kept(string precision, double z)
    {
        double tolerance = precision == "Double" ? 1e-13 : 1e-5;
        Assert.Equal(1, Unit(precision, Activation.Sigmoid).Forward([1, 0], [z])[0] / Math.Exp(z), tolerance);
        Assert.Equal(1, Unit(precision, Activation.Softplus).Forward([1, 0], [z])[0] / Math.Exp(z), tolerance);
    }

    public static TheoryData<string> Losses => ["PairsSingle", "LoopsSingle", "PairsDouble", "UnrolledDouble"];

    [Theory]
    [MemberData(nameof(Losses))]
    public void Cross_entropy_of_huge_logits_is_finite_and_right(string collection)
    {
        foreach (string name in new[] { "SoftmaxCrossEntropy", "TanhCrossEntropy" })
        {
            NetworkUnderTest network = Find(collection, name);
            foreach (var (z0, z1) in new[] { (1e4, -1e4), (-1e4, 1e4), (1e4, 1e4), (-1e4, -1e4), (1e4, 0.0), (0.0, 50.0) })
            {
                AssertLossOfLogits(network, [z0, z1], [0, 1]);
                AssertLossOfLogits(network, [z0, z1], [1, 0]);
                AssertLossOfLogits(network, [z0, z1], [0.25, 0.5]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Binary_cross_entropy_of_huge_logits_is_finite_and_right(string collection)
    {
        foreach (string name in new[] { "SigmoidBinaryCrossEntropy", "TanhBinaryCrossEntropy" })
        {
            NetworkUnderTest network = Find(collection, name);
            foreach (double z in new[] { 1e4, -1e4, 100, -100, 40, -40, 0 })
            {
                AssertLossOfLogits(network, [z, -z], [0, 1]);
                AssertLossOfLogits(network, [z, -z], [1, 1]);
                AssertLossOfLogits(network, [z, z], [0.25, 0]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void The_tail_of_the_binary_cross_entropy_is_kept(string collection)
    {
        // Sure and right: the loss is log(1 + e⁻³⁰) ≈ e⁻³⁰, which 1 + e⁻³⁰ rounds away in float and nearly so in double.
        foreach (string name in new[] { "SigmoidBinaryCrossEntropy", "TanhBinaryCrossEntropy" })
        {
            NetworkUnderTest network = Find(collection, name);
            double[] parameters = WithLogits(network, [-30, 30]), x = new double[3], t = [0, 1];
            double tolerance = network.IsDouble ? 1e-12 : 1e-5;
            Assert.Equal(1, network.Loss(parameters, x, t) / Math.Exp(-30), tolerance);
            Assert.Equal(1, network.LossAndGradient(parameters, x, t).Loss / Math.Exp(-30), tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Softmax_of_huge_logits_adds_up_to_one(string collection)
    {
        NetworkUnderTest network = Find(collection, "SoftmaxMeanSquaredError");
        foreach (var (z0, z1, p0) in new[] { (1e4, -1e4, 1.0), (-1e4, 1e4, 0.0), (1e4, 1e4, 0.5), (-1e4, -1e4, 0.5), (3.0, 3.0, 0.5) })
        {
            double[] p = network.Forward(WithLogits(network, [z0, z1]), new double[network.InputSize]);
            Assert.Equal([p0, 1 - p0], p);
        }
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void NaN_in_one_sample_reaches_the_loss_and_the_gradient(string collection)
    {
        foreach (Type type in typeof(PairsSingle).Assembly.GetType($"MlpGen.Tests.Networks.{collection}")!
            .GetNestedTypes(System.Reflection.BindingFlags.NonPublic).Where(type => type.IsDefined(typeof(LayerAttribute), false)))
        {
            var network = NetworkUnderTest.Of(type);
            Point point = Point.Random(network, samples: 3, seed: 1);
            point.Inputs[1][0] = double.NaN;
            Gradients actual = network.LossAndGradient(point.Parameters, point.FlatInputs, point.FlatTargets);
            Assert.Equal(double.NaN, actual.Loss);
            Assert.Equal(double.NaN, actual.Parameters[0]);
            Assert.All(actual.Inputs[..network.InputSize], dx => Assert.False(double.IsNaN(dx)));
            Assert.All(actual.Inputs[(2 * network.InputSize)..], dx => Assert.False(double.IsNaN(dx)));
        }
    }

    [Fact]
    public void Mean_absolute_error_and_Huber_at_their_corners()
    {
        foreach (string precision in new[] { "Single", "Double" })
        {
            NetworkUnderTest mae = Find($"Pairs{precision}", "IdentityMeanAbsoluteError");
            double[] parameters = WithLogits(mae, [2, 3]);
            Gradients actual = mae.LossAndGradient(parameters, new double[3], new double[] { 2, 5 });
            Assert.Equal(1, actual.Loss);
            Assert.Equal([0, -0.5], actual.Parameters[^2..]);

            NetworkUnderTest huber = Find($"Pairs{precision}", "IdentityHuber");
            actual = huber.LossAndGradient(parameters, new double[3], new double[] { 1, 4 });
            Assert.Equal(0.5, actual.Loss);
            Assert.Equal([0.5, -0.5], actual.Parameters[^2..]);
        }
    }

    private static void AssertLossOfLogits(NetworkUnderTest network, double[] z, double[] t)
    {
        double[] parameters = WithLogits(network, z), x = new double[network.InputSize];
        var reference = ReferenceNetwork.Of(network.Type, parameters);
        double tolerance = network.IsDouble ? 1e-14 : 1e-6, expected = reference.Loss([x], [t]);

        double loss = network.Loss(parameters, x, t);
        Gradients actual = network.LossAndGradient(parameters, x, t);
        AssertClose(expected, loss, tolerance, z[0]);
        AssertClose(expected, actual.Loss, tolerance, z[0]);
        double[] gradient = reference.LossGradient([x], [t]).Gradient;
        for (int i = 0; i < gradient.Length; i++)
        {
            AssertClose(gradient[i], actual.Parameters[i], tolerance, z[0]);
        }
    }

    /// <summary>All weights 0, and the last bias such that z is what is wanted.</summary>
    private static double[] WithLogits(NetworkUnderTest network, double[] z)
    {
        double[] parameters = new double[network.ParameterCount];
        z.CopyTo(parameters, parameters.Length - z.Length);
        return parameters;
    }

    private static void AssertClose(double expected, double actual, double tolerance, double z) =>
        Assert.True(
            Math.Abs(actual - expected) <= tolerance * Math.Max(1, Math.Abs(expected)),
            $"At {z}: expected {expected:G17}, got {actual:G17}.");

    private static double Alpha(Activation activation) => activation == Activation.LeakyRelu ? 0.01 : 1;

    private static NetworkUnderTest Unit(string precision, Activation activation) => Find($"Units{precision}", $"{activation}Unit");

    private static NetworkUnderTest Find(string collection, string name) =>
        NetworkUnderTest.Of(typeof(PairsSingle).Assembly.GetType($"MlpGen.Tests.Networks.{collection}+{name}", throwOnError: true)!);
}
