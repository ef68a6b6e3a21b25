using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Text;
using MlpGen.Tests;
using MlpGen.Weights;

namespace MlpGen.Generator.Tests.Frozen;

/// <summary>Whatever the architecture: a frozen network computes what the unfrozen one computes with the same parameters, to the bit; or to
/// rounding where its weights are literals, since one sample of an unfrozen one may add in another order.</summary>
public class FrozenAgainstUnfrozenTests
{
    private const int NetworksPerSeed = 20;

    private static readonly int[] s_widths = [1, 2, 3, 4, 5, 7, 8, 16, 17, 33, 70];

    [Theory]
    [InlineData(1)]
    [ThoroughData(2)]
    [ThoroughData(3)]
    public void A_random_network_gives_the_same_frozen_and_unfrozen(int seed)
    {
        var random = new Random(seed);
        string[] declarations = [.. Enumerable.Range(0, NetworksPerSeed).Select(_ => Declare(random))];
        string prefix = "#pragma warning disable\n" + Markup.Usings;
        string unfrozen = prefix + string.Join("\n", declarations.Select((declaration, i) => $"{declaration} public partial class Net{i};"));
        Assembly trained = GeneratorHarness.Run(unfrozen, new HarnessOptions { Optimize = true }).Load();
        INetworkPair[] pairs = [.. declarations.Select((_, i) => Pair(trained.GetType($"Net{i}", throwOnError: true)!, seed))];

        string frozen = prefix + string.Join("\n", declarations.Select(
            (declaration, i) => $"{declaration} [Frozen(\"net{i}.weights.json\")] public partial class Frozen{i};"));
        GeneratorRun run = GeneratorHarness.Run(frozen, new HarnessOptions
        {
            Optimize = true,
            AdditionalFiles = [.. pairs.Select((pair, i) => ($"/weights/net{i}.weights.json", pair.Json))],
        });
        Assert.Empty(run.Errors);
        Assembly shipped = run.Load();

        for (int i = 0; i < pairs.Length; i++)
        {
            pairs[i].AssertSame(shipped.GetType($"Frozen{i}", throwOnError: true)!, declarations[i]);
        }
    }

    private static INetworkPair Pair(Type network, int seed)
    {
        Type scalar = network.GetInterfaces().Single(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(INetwork<,>)).GetGenericArguments()[1];
        return (INetworkPair)Activator.CreateInstance(typeof(NetworkPair<,>).MakeGenericType(network, scalar), seed)!;
    }

    private static string Declare(Random random)
    {
        int depth = random.Next(1, 4);
        int[] widths = [.. Enumerable.Range(0, depth + 1).Select(_ => s_widths[random.Next(random.Next(2) == 0 ? 5 : s_widths.Length)])];
        var text = new StringBuilder();
        for (int l = 0; l < depth; l++)
        {
            Activation[] legal = [.. Enum.GetValues<Activation>().Where(activation => l == depth - 1 || activation != Activation.Softmax)];
            Activation activation = legal[random.Next(legal.Length)];
            widths[l + 1] += widths[l + 1] == 1 && activation == Activation.Softmax ? 1 : 0; // MLP015
            string bias = random.Next(4) == 0 ? ", Bias = false" : "";
            string alpha = activation is Activation.LeakyRelu or Activation.Elu ? ", Alpha = 0.3" : "";
            string dropout = l < depth - 1 && random.Next(4) == 0 ? ", Dropout = 0.4" : ""; // does nothing in a forward pass
            text.Append(CultureInfo.InvariantCulture, $"[Layer({widths[l]}, {widths[l + 1]}, {activation}{bias}{alpha}{dropout})] ");
        }

        string unroll = random.Next(4) switch { 0 => ", Unroll = Unroll.None", 1 => ", Unroll = Unroll.Full", _ => "" };
        unroll = widths.Zip(widths.Skip(1), (i, o) => i * o).Sum() > 1000 ? "" : unroll;
        return text.Append(CultureInfo.InvariantCulture, $"[Network(Precision = Precision.{(random.Next(2) == 0 ? "Single" : "Double")}{unroll})]").ToString();
    }

    private interface INetworkPair
    {
        /// <summary>The weights file, golden examples included.</summary>
        string Json { get; }

        /// <summary>Runs both.</summary>
        void AssertSame(Type frozen, string declaration);
    }

    private sealed class NetworkPair<TNetwork, T> : INetworkPair
        where TNetwork : INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private const int Samples = 13;

        private readonly TNetwork _network = (TNetwork)Activator.CreateInstance(typeof(TNetwork), 0)!;
        private readonly T[] _inputs;

        public NetworkPair(int seed)
        {
            // Some weights are 0 and some are 1, which unrolled formulas leave out.
            var random = new Random(seed);
            foreach (ref T number in _network.Parameters)
            {
                number = T.CreateTruncating(random.Next(4) switch { 0 => random.Next(-1, 2), _ => random.NextDouble() - 0.5 });
            }

            _inputs = [.. Enumerable.Range(0, Samples * TNetwork.InputSize).Select(_ => T.CreateTruncating(random.NextDouble() * 4 - 2))];
            using var stream = new MemoryStream();
            WeightsJson.Save(_network, stream, _inputs.AsSpan(0, 2 * TNetwork.InputSize));
            Json = Encoding.UTF8.GetString(stream.ToArray());
        }

        public string Json { get; }

        public void AssertSame(Type frozen, string declaration)
        {
            var outputs = new T[Samples * TNetwork.OutputSize];
            T[] actual = [.. outputs];
            TNetwork.ForwardBatch(_network.Parameters, _inputs, outputs);
            Pass(frozen, "ForwardBatch")(_inputs, actual);
            AssertSame(frozen, outputs, actual, $"{declaration}: ForwardBatch");

            T[] x = _inputs[..TNetwork.InputSize], y = new T[TNetwork.OutputSize], frozenY = [.. y];
            TNetwork.Forward(_network.Parameters, x, y);
            Pass(frozen, "Forward")(x, frozenY);
            AssertSame(frozen, y, frozenY, $"{declaration}: Forward");

            T[] trace = new T[TNetwork.TraceSize], frozenTrace = [.. trace];
            TNetwork.ForwardTrace(_network.Parameters, x, trace);
            Pass(frozen, "ForwardTrace")(x, frozenTrace);
            Assert.True(trace.SequenceEqual(frozenTrace), $"{declaration}: ForwardTrace");
        }

        private static void AssertSame(Type frozen, T[] expected, T[] actual, string what)
        {
            bool hasLiterals = frozen.GetProperty("FrozenParameters", BindingFlags.NonPublic | BindingFlags.Static) is null;
            T rounding = hasLiterals ? T.CreateTruncating(typeof(T) == typeof(double) ? 1e-14 : 4e-6) : T.Zero;
            Assert.True(
                expected.Zip(actual).All(pair => pair.First == pair.Second || T.Abs(pair.First - pair.Second) <= rounding * T.Max(T.One, T.Abs(pair.First))),
                $"{what}: {string.Join(" ", expected)} and {string.Join(" ", actual)}");
        }

        private static FrozenPass<T> Pass(Type frozen, string name) => frozen.GetMethod(name)!.CreateDelegate<FrozenPass<T>>();
    }
}
