using MlpGen.Tests;
using MlpGen.Tests.Processes;

namespace MlpGen.Generator.Tests.Integers;

/// <summary>Networks of integers, drawn at random: the bits of the arithmetic that docs/quantization.md describes, and within the proven bound.</summary>
public class IntegerNetworkTests
{
    /// <summary>What the command line of the child process begins with.</summary>
    internal const string Check = "integers";

    private const int Samples = 23;

    private static readonly string[] s_kinds = ["Int8", "Int16"];

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [ThoroughData(2)]
    [ThoroughData(3)]
    [ThoroughData(4)]
    public void A_network_computes_the_integers_that_its_text_says_alone_and_in_a_batch(int seed)
    {
        IntegerNetworks networks = IntegerNetworks.Of(seed);
        var random = new Random(seed);
        foreach ((DrawnNetwork network, string name) in All(networks))
        {
            var reference = new PlainIntegers(networks.TextOf(name));
            float[] inputs = new float[Samples * network.Inputs], outputs = new float[Samples * network.Outputs], alone = new float[network.Outputs];
            for (int s = 0; s < Samples; s++)
            {
                network.Fill(random, inputs.AsSpan(s * network.Inputs, network.Inputs));
            }

            Distort(random, inputs);
            networks.Pass(name, "ForwardBatch")(inputs, outputs);
            for (int s = 0; s < Samples; s++)
            {
                float[] x = inputs[(s * network.Inputs)..((s + 1) * network.Inputs)], y = outputs[(s * network.Outputs)..((s + 1) * network.Outputs)];
                networks.Pass(name, "Forward")(x, alone);
                Assert.Equal(Bits(y), Bits(alone));
                AssertActivated(network.Activations[^1], reference.Forward(x), y, name);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [ThoroughData(2)]
    [ThoroughData(3)]
    [ThoroughData(4)]
    public void No_output_is_further_from_that_of_floats_than_is_proven(int seed)
    {
        IntegerNetworks networks = IntegerNetworks.Of(seed);
        foreach ((DrawnNetwork network, string name) in All(networks))
        {
            float bound = networks.BoundOf(name);
            double worst = Attack(
                network, networks.Pass($"Floats{name[(name.IndexOf('_') + 1)..]}", "Forward"), networks.Pass(name, "Forward"), new Random(seed));
            Assert.True(worst <= bound, $"{name}: off by {worst}, and {bound} is said to be the most. {network.Layers}");
        }
    }

    [Fact]
    public void A_bound_is_no_more_than_a_few_times_what_happens_to_a_single_layer()
    {
        var networks = new IntegerNetworks(
            [.. IntegerNetworks.Draw(seed: 7, 60, isOdd: false).Where(network => network.Activations is [Activation.Identity or Activation.Relu])]);
        Assert.NotEmpty(networks.Networks);
        foreach ((DrawnNetwork network, string name) in All(networks))
        {
            double worst = Attack(
                network, networks.Pass($"Floats{name[(name.IndexOf('_') + 1)..]}", "Forward"), networks.Pass(name, "Forward"), new Random(1));
            Assert.InRange(networks.BoundOf(name), worst, 6 * worst);
        }
    }

    [Theory]
    [ThoroughData("DOTNET_EnableAVX512")]
    [ThoroughData("DOTNET_EnableAVXVNNI")]
    [ThoroughData("DOTNET_EnableAVXVNNI", "DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX512", "DOTNET_EnableAVX2")]
    [ThoroughData("DOTNET_EnableHWIntrinsic")]
    public void The_bits_are_the_same_without(params string[] disabled)
    {
        IntegerNetworks networks = IntegerNetworks.Of(seed: 5);
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, networks.Image);
            (int exitCode, string output) = ChildProcess.Run([Check, file], [.. disabled.Select(name => (name, "0"))]);
            Assert.True(exitCode == 0, output);
            Assert.Equal(IntegerBits.Of(networks.Assembly), output.Trim());
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static IEnumerable<(DrawnNetwork Network, string Name)> All(IntegerNetworks networks) =>
        networks.Networks.SelectMany((network, k) => s_kinds.Select(kind => (network, $"{kind}_{k}")));

    /// <summary>Some inputs out of range, and some no numbers.</summary>
    private static void Distort(Random random, float[] inputs)
    {
        float[] odd = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, -1e20f, 1e3f];
        foreach (float number in odd)
        {
            inputs[random.Next(inputs.Length)] = number;
        }
    }

    /// <summary>The largest difference found by random inputs, and by changing one input after the other where that makes it larger.</summary>
    private static double Attack(DrawnNetwork network, FrozenPass floats, FrozenPass integers, Random random)
    {
        float[] x = new float[network.Inputs], expected = new float[network.Outputs], actual = new float[network.Outputs];
        double worst = 0;
        for (int t = 0; t < 400; t++)
        {
            network.Fill(random, x);
            worst = Math.Max(worst, Difference());
        }

        for (int start = 0; start < 3; start++)
        {
            network.Fill(random, x);
            double best = Difference();
            for (int round = 0; round < 2; round++)
            {
                for (int i = 0; i < x.Length; i++)
                {
                    float step = (network.High - network.Low) / 510;
                    foreach (float candidate in (float[])[network.Low, network.High, x[i] + step, x[i] - step, x[i] + 0.49f * step])
                    {
                        float before = x[i];
                        x[i] = Math.Clamp(candidate, network.Low, network.High);
                        double difference = Difference();
                        if (difference > best)
                        {
                            best = difference;
                        }
                        else
                        {
                            x[i] = before;
                        }
                    }
                }
            }

            worst = Math.Max(worst, best);
        }

        return worst;

        double Difference()
        {
            floats(x, expected);
            integers(x, actual);
            return expected.Zip(actual).Max(pair => Math.Abs((double)pair.First - pair.Second));
        }
    }

    /// <summary>To the bit where floats decide alone; else as near as the function in double precision.</summary>
    private static void AssertActivated(Activation activation, float[] z, float[] y, string name)
    {
        float[]? exact = activation switch
        {
            Activation.Identity => z,
            Activation.Relu => [.. z.Select(value => Math.Max(value, 0))],
            Activation.LeakyRelu => [.. z.Select(value => value > 0 ? value : 0.3f * value)],
            Activation.HardTanh => [.. z.Select(value => Math.Clamp(value, -1, 1))],
            Activation.HardSigmoid => [.. z.Select(value => Math.Clamp(value + 3, 0, 6) / 6)],
            _ => null,
        };
        if (exact is not null)
        {
            Assert.True(exact.SequenceEqual(y), $"{name}: {string.Join(" ", exact)} and {string.Join(" ", y)}");
            return;
        }

        double largest = z.Max(), sum = z.Sum(value => Math.Exp(value - largest));
        for (int j = 0; j < z.Length; j++)
        {
            double expected = Value(activation, z[j], largest, sum);
            double rounding = 1.2e-7 * Math.Max(Math.Abs(expected), activation == Activation.Gelu ? Math.Abs(z[j]) : 0) + 4e-12;
            Assert.True(Math.Abs(y[j] - expected) <= rounding, $"{name}, {activation} of {z[j]}: {expected} and {y[j]}");
        }
    }

    private static double Value(Activation activation, double z, double largest, double sum) => activation switch
    {
        Activation.Elu => z > 0 ? z : (double)0.3f * (Math.Exp(z) - 1),
        Activation.Selu => 1.0507009873554805 * (z > 0 ? z : 1.6732632423543772 * (Math.Exp(z) - 1)),
        Activation.Gelu => z * Normal(z),
        Activation.GeluTanh => 0.5 * z * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (z + 0.044715 * z * z * z))),
        Activation.Silu => z / (1 + Math.Exp(-z)),
        Activation.Softplus => Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z))),
        Activation.Sigmoid => 1 / (1 + Math.Exp(-z)),
        Activation.Tanh => Math.Tanh(z),
        Activation.Softmax => Math.Exp(z - largest) / sum,
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "No value."),
    };

    /// <summary>Φ(z) by the sum of small trapezia under φ.</summary>
    private static double Normal(double z)
    {
        if (Math.Abs(z) > 8)
        {
            return z > 0 ? 1 : 0;
        }

        const int Steps = 4000;
        double width = z / Steps, sum = 0;
        for (int k = 0; k <= Steps; k++)
        {
            double at = k * width, height = Math.Exp(-at * at / 2);
            sum += k is 0 or Steps ? height / 2 : height;
        }

        return 0.5 + sum * width / Math.Sqrt(2 * Math.PI);
    }

    private static int[] Bits(float[] numbers) => [.. numbers.Select(BitConverter.SingleToInt32Bits)];
}
