using MlpGen.Numerics;
using static MlpGen.Activation;
using static MlpGen.LossFunction;

namespace MlpGen.Tests;

/// <summary>What a seed makes of a declaration.</summary>
public partial class InitializeTests
{
    [Layer(2, 3, Relu), Layer(3, 2, Tanh, Bias = false), Layer(2, 1)]
    private sealed partial class Small;

    [Layer(2, 3, Relu), Layer(3, 2, Tanh, Bias = false), Layer(2, 1), Network(Precision = Precision.Double)]
    private sealed partial class SmallDouble;

    [Fact]
    public void A_seed_gives_these_bits_on_every_platform()
    {
        string[] bits = [.. new SmallDouble(seed: 2024).Parameters.ToArray()
            .Select(p => BitConverter.DoubleToUInt64Bits(p).ToString("X16", System.Globalization.CultureInfo.InvariantCulture))];
        string[] expected =
        [
            "3FF24CE115A283AE", "3FE4150653ACB942", "BFFC875A15D38ECA", "BFDC8A77B6D9952C", "BFE171581AFBC48F", "3FE2819920B47ABD",
            "0000000000000000", "0000000000000000", "0000000000000000",
            "3FE81E71273B481D", "3FD6A3DF0B02FB2F", "BFE8D98232BDCE8C", "3FDA7829FF700527", "3FF13CE764221FA3", "BFD6920EBD5CA064",
            "3FEBEAE91CF8BD1F", "BFC372983B52E48B", "0000000000000000",
        ];
        Assert.Equal(expected, bits);
    }

    [Fact]
    public void Layers_are_drawn_in_order_from_one_source()
    {
        double[] expected = new double[SmallDouble.ParameterCount];
        var random = new RandomSource(5);
        random.FillHeNormal(expected.AsSpan(0, 6), fanIn: 2);
        random.FillXavierUniform(expected.AsSpan(9, 6), fanIn: 3, fanOut: 2);
        random.FillXavierUniform(expected.AsSpan(15, 2), fanIn: 2, fanOut: 1);
        Assert.Equal(expected, new SmallDouble(5).Parameters.ToArray());
    }

    [Fact]
    public void A_float_network_and_a_double_network_of_one_seed_agree_to_rounding() => Assert.Equal(
        new SmallDouble(7).Parameters.ToArray().Select(p => (float)p), new Small(7).Parameters.ToArray());

    [Fact]
    public void Every_way_to_initialize_gives_the_same_and_overwrites_everything()
    {
        float[] expected = new Small(3).Parameters.ToArray();
        float[] parameters = Enumerable.Repeat(float.NaN, Small.ParameterCount).ToArray();
        Small.Initialize(parameters, 3);
        Assert.Equal(expected, parameters);

        var net = new Small(4);
        Assert.NotEqual(expected, net.Parameters.ToArray());
        net.Initialize(3);
        Assert.Equal(expected, net.Parameters.ToArray());
        Assert.Equal(new Small(0).Parameters.ToArray(), new Small().Parameters.ToArray());
    }

    [Layer(50, 400, Initializer = Initializer.Zeros), Layer(400, 50, Initializer = Initializer.ScaledNormal)]
    [Layer(50, 401, Initializer = Initializer.ScaledNormal, InitialScale = 0.5), Layer(401, 50, Initializer = Initializer.XavierUniform)]
    [Layer(50, 402, Initializer = Initializer.XavierNormal), Layer(402, 50, Initializer = Initializer.HeUniform)]
    [Layer(50, 403, Initializer = Initializer.HeNormal), Layer(403, 50, Initializer = Initializer.LecunNormal)]
    private sealed partial class EachInitializer;

    [Fact]
    public void Each_initializer_draws_with_its_own_deviation()
    {
        double[] expected =
        [
            0, 0.01, 0.5, Math.Sqrt(2.0 / 451), Math.Sqrt(2.0 / 452), Math.Sqrt(2.0 / 402), Math.Sqrt(2.0 / 50), Math.Sqrt(1.0 / 403),
        ];
        AssertDeviations<EachInitializer>(expected);
    }

    [Layer(64, 200, Relu), Layer(200, 64, LeakyRelu), Layer(64, 200, Elu), Layer(200, 64, Gelu), Layer(64, 200, GeluTanh)]
    [Layer(200, 64, Silu), Layer(64, 200, Selu), Layer(200, 64, Tanh), Layer(64, 200, Sigmoid), Layer(200, 64, Softplus)]
    [Layer(64, 200, HardSigmoid), Layer(200, 64, HardTanh), Layer(64, 200, Identity), Layer(200, 64, Softmax)]
#pragma warning disable MLP101 // two linear layers in a row: all activations are wanted here
    private sealed partial class EachActivation;
#pragma warning restore MLP101

    [Fact]
    public void Auto_is_He_for_the_Relu_family_and_Lecun_for_Selu_and_Xavier_for_the_rest()
    {
        double xavier = Math.Sqrt(2.0 / 264);
        double[] expected =
        [
            He(64), He(200), He(64), He(200), He(64), He(200), Math.Sqrt(1.0 / 64),
            xavier, xavier, xavier, xavier, xavier, xavier, xavier,
        ];
        AssertDeviations<EachActivation>(expected);
        static double He(int fanIn) => Math.Sqrt(2.0 / fanIn);
    }

    private static void AssertDeviations<TNetwork>(double[] expected)
        where TNetwork : INetwork<TNetwork, float>
    {
        float[] parameters = Enumerable.Repeat(float.NaN, TNetwork.ParameterCount).ToArray();
        TNetwork.Initialize(parameters, 1);
        for (int l = 0; l < expected.Length; l++)
        {
            LayerInfo layer = TNetwork.Layers[l];
            float[] weights = parameters[layer.WeightOffset..(layer.WeightOffset + layer.WeightCount)];
            Assert.Equal(expected[l], Math.Sqrt(weights.Average(w => (double)w * w)), tolerance: 0.03 * expected[l]);
            Assert.All(parameters[layer.BiasOffset..(layer.BiasOffset + layer.Outputs)], b => Assert.Equal(0, b));
        }
    }
}
