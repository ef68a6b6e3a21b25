using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Text;
using MlpGen.Training;
using MlpGen.Weights;

namespace MlpGen.Generator.Tests.Frozen;

/// <summary>A weights file with a normalisation: the frozen network takes raw inputs and gives raw outputs, and computes to the bit what normalising, the network
/// and turning back compute one after the other; to rounding where weights are literals.</summary>
public class NormalizedTests
{
    private const string Iris = "[Layer(4, 3, Tanh)] [Layer(3, 3, Softmax)]";

    public static TheoryData<string, bool, bool> Networks => new()
    {
        { "[Layer(2, 3, Tanh)] [Layer(3, 1)]", true, true },                                      // literals, in lanes
        { "[Layer(1, 1)]", true, true },
        { Iris, true, false },
        { "[Layer(8, 12, Relu)] [Layer(12, 1)]", true, true },                                     // in vectors of outputs
        { "[Layer(3, 40, Silu)] [Layer(40, 1)]", true, true },                                     // in one pass
        { "[Layer(13, 32, Relu)] [Layer(32, 16, Tanh)] [Layer(16, 2)]", true, true },              // in columns
        { "[Layer(13, 32, Relu)] [Layer(32, 16, Tanh)] [Layer(16, 2)]", false, true },             // outputs alone
        { "[Layer(200, 150, Relu)] [Layer(150, 10, Softmax)]", true, false },                      // in tiles of rows, more than a tile of raw inputs
        { "[Layer(5, 70, Gelu)] [Layer(70, 3, Sigmoid)] [Network(Precision = Precision.Double)]", true, true },
        { "[Layer(8, 12, Relu)] [Layer(12, 1)] [Network(Reproducible = true)]", true, true },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void Raw_inputs_give_what_normalising_and_the_network_and_turning_back_give(string layers, bool inputs, bool outputs)
    {
        string header = "#pragma warning disable\n" + Markup.Usings;
        Type trained = GeneratorHarness.Run(header + layers + "public partial class Net;", new HarnessOptions { Optimize = true }).Load().GetType("Net")!;
        Type scalar = trained.GetInterfaces().Single(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(INetwork<,>)).GetGenericArguments()[1];
        var pair = (IRawPair)Activator.CreateInstance(typeof(RawPair<,>).MakeGenericType(trained, scalar), inputs, outputs)!;

        GeneratorRun run = GeneratorHarness.Run(
            header + layers + "[Frozen(\"net.weights.json\")] public static partial class Shipped;",
            new HarnessOptions { Optimize = true, AdditionalFiles = [("/project/net.weights.json", pair.Json)] });
        Assert.Empty(run.Errors);
        pair.AssertSame(run.Load().GetType("Shipped")!);
    }

    [Fact]
    public void What_is_written_compiles_silently_and_has_the_columns_of_the_table()
    {
        const string File = """
            {
              "format": "mlpgen.weights/1",
              "layers": [ { "activation": "Identity", "weight": [[1, 0.5, 0.25, 2, 3]], "bias": [0] } ],
              "normalization": { "inputs": { "means": [1, 0, 0, 40, 0], "deviations": [2, 1, 1, 10, 1] } },
              "columns": [
                { "name": "a \"quoted\" name, \u2028 and ; // #" },
                { "name": "Größe", "categories": ["", "so \\ so"] },
                { "name": "age", "missing": 40.5 }
              ],
              "target": { "name": "price" }
            }
            """;
        GeneratorRun run = GeneratorHarness.Run(
            Markup.Usings + "[Layer(5, 1)] [Frozen(\"xor.weights.json\")] public static partial class Net;", Weights.File(File));
        run.AssertCompilesSilently();
        Type net = run.Load().GetType("Net")!;
        var columns = (IReadOnlyList<TableColumn>)net.GetProperty("InputColumns")!.GetValue(null)!;
        Assert.Equal([new TableColumn("a \"quoted\" name, \u2028 and ; // #"), new TableColumn("Größe", ["", "so \\ so"]), new TableColumn("age", 40.5)], columns);
        Assert.Equal(new TableColumn("price"), net.GetProperty("TargetColumn")!.GetValue(null));
    }

    [Theory]
    [InlineData("\"inputs\": { \"means\": [1], \"deviations\": [1, 1] }", "Expected 2 numbers, one for each input of the network, found 1")]
    [InlineData("\"inputs\": { \"means\": [1, 2], \"deviations\": [1, 0] }", "Expected a deviation above 0 in single precision, found 0; one that does not vary has 1")]
    [InlineData("\"inputs\": { \"means\": [1, 2], \"deviations\": [1, 1e-60] }", "Expected a deviation above 0 in single precision, found 0; one that does not vary has 1")]
    [InlineData("\"inputs\": { \"means\": [1, 2], \"deviations\": [1, -3] }", "Expected a deviation above 0 in single precision, found -3; one that does not vary has 1")]
    [InlineData("\"inputs\": { \"means\": [1, NaN], \"deviations\": [1, 1] }", "Expected a number, found 'NaN'")]
    [InlineData("\"inputs\": { \"means\": [1, 2] }", "Expected 'deviations' in this object, found none")]
    [InlineData("\"outputs\": { \"means\": [1, 2], \"deviations\": [1, 1] }", "Expected 1 number, one for each output of the network, found 2")]
    [InlineData("\"targets\": { }", "Expected inputs or outputs, found 'targets'")]
    [InlineData("", "Expected 'inputs' or 'outputs' in this object, found neither")]
    public void Bad_constants_are_reported_at_their_place(string normalization, string message)
    {
        string file = Weights.Xor.Replace("\"golden\"", $"\"normalization\": {{ {normalization} }},\n\"golden\"", StringComparison.Ordinal);
        GeneratorRun run = GeneratorHarness.Run(Markup.Usings + Weights.XorLayers + "[Frozen(\"xor.weights.json\")] partial class Net;", Weights.File(file));
        Microsoft.CodeAnalysis.Diagnostic error = Assert.Single(run.Diagnostics, static diagnostic => diagnostic.Id == "MLP013");
        Assert.Equal(message, error.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal(6, error.Location.GetLineSpan().StartLinePosition.Line);
    }

    [Theory]
    [InlineData("\"columns\": [{ \"name\": \"a\" }]", "Expected columns that make 2 inputs, as the network takes, found columns that make 1")]
    [InlineData("\"columns\": [{ \"name\": \"a\", \"categories\": [\"x\", \"x\"] }]", "Expected different categories, found 'x' twice")]
    [InlineData("\"columns\": [{ \"name\": \"a\", \"categories\": [\"x\"], \"missing\": 1 }]", "Expected 'categories' or 'missing', found both: a missing category is a category of its own, \"\"")]
    [InlineData("\"columns\": [{ \"categories\": [\"x\", \"y\"] }]", "Expected 'name' in this object, found none")]
    [InlineData("\"target\": { \"name\": \"t\", \"categories\": [\"x\"] }", "Expected 2 categories of the target, since the network has 1 output, found 1")]
    public void Bad_columns_are_reported(string columns, string message)
    {
        string file = Weights.Xor.Replace("\"golden\"", $"{columns},\n\"golden\"", StringComparison.Ordinal);
        GeneratorRun run = GeneratorHarness.Run(Markup.Usings + Weights.XorLayers + "[Frozen(\"xor.weights.json\")] partial class Net;", Weights.File(file));
        Assert.Equal(message, Assert.Single(run.Diagnostics, static diagnostic => diagnostic.Id == "MLP013").GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Golden_examples_are_in_the_units_of_the_data()
    {
        // Inputs of 10 and 20 are 0 and 1 to the network, and its 0 and 1 are 100 and 102.
        string file = Weights.Xor.Replace("\"golden\": [", """
            "normalization": { "inputs": { "means": [10, 10], "deviations": [10, 10] }, "outputs": { "means": [100], "deviations": [2] } },
            "golden": [ { "input": [10, 20], "output": [102] },
            """, StringComparison.Ordinal);
        string source = Markup.Usings + Weights.XorLayers + "[Frozen(\"xor.weights.json\")] partial class Net;";
        Microsoft.CodeAnalysis.Diagnostic error = Assert.Single(GeneratorHarness.Run(source, Weights.File(file)).Diagnostics, static diagnostic => diagnostic.Id == "MLP013");
        Assert.StartsWith("Golden example 2, output 1: the file says 0, but", error.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void Integers_take_normalised_inputs_and_keep_their_bound_but_refuse_normalised_outputs()
    {
        const string Network = "[Layer(2, 2, Relu)] [Layer(2, 1)] [Frozen(\"xor.weights.json\", Quantization = Quantization.Int8{0})] public static partial class Net;";
        string inputs = Weights.Xor[..Weights.Xor.IndexOf("\"golden\"", StringComparison.Ordinal)]
            + "\"normalization\": { \"inputs\": { \"means\": [1000, 10], \"deviations\": [10, 10] } }, \"calibration\": { \"minimum\": [1000, 10], \"maximum\": [1010, 20] } }";
        GeneratorRun run = GeneratorHarness.Run(Markup.Usings + string.Format(CultureInfo.InvariantCulture, Network, ""), Weights.File(inputs));
        Assert.Empty(run.Errors);
        Type net = run.Load().GetType("Net")!;
        float bound = (float)net.GetField("QuantizationErrorBound")!.GetValue(null)!;
        Assert.InRange(bound, 1e-6f, 0.2f);
        FrozenPass<float> forward = net.GetMethod("Forward")!.CreateDelegate<FrozenPass<float>>();
        FrozenPass<float> batch = net.GetMethod("ForwardBatch")!.CreateDelegate<FrozenPass<float>>();
        float[] raw = [1000, 10, 1010, 10, 1000, 20, 1010, 20, 1005, 12], expected = [0, 1, 1, 0, 0.7f], outputs = new float[5], one = new float[1];
        batch(raw, outputs);
        for (int s = 0; s < outputs.Length; s++)
        {
            forward(raw.AsSpan(2 * s, 2), one);
            Assert.Equal(outputs[s], one[0]);
            Assert.InRange(outputs[s], expected[s] - bound, expected[s] + bound);
        }

        string targets = inputs.Replace("\"normalization\": {", "\"normalization\": { \"outputs\": { \"means\": [1], \"deviations\": [2] },", StringComparison.Ordinal);
        run = GeneratorHarness.Run(Markup.Usings + string.Format(CultureInfo.InvariantCulture, Network, ""), Weights.File(targets));
        Assert.Contains("normalisation of targets", Assert.Single(run.Diagnostics, static diagnostic => diagnostic.Id == "MLP013").GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private interface IRawPair
    {
        string Json { get; }

        void AssertSame(Type shipped);
    }

    private sealed class RawPair<TNetwork, T> : IRawPair
        where TNetwork : INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private const int Samples = 150;

        private readonly TNetwork _network = (TNetwork)Activator.CreateInstance(typeof(TNetwork), 3)!;
        private readonly DataFormat<T> _format;
        private readonly T[] _raw;

        public RawPair(bool inputs, bool outputs)
        {
            // Means far larger than deviations, as of years: folded into weights they would cost digits.
            var random = new Random(5);
            T[] Draw(int count, double from, double to) => [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating(from + (to - from) * random.NextDouble()))];
            T[] means = Draw(TNetwork.InputSize, 1900, 2000), deviations = Draw(TNetwork.InputSize, 0.5, 3);
            _format = new DataFormat<T>
            {
                Inputs = inputs ? new(means, deviations) : null,
                Outputs = outputs ? new(Draw(TNetwork.OutputSize, -50, 50), Draw(TNetwork.OutputSize, 0.1, 20)) : null,
            };
            _raw = inputs
                ? [.. Enumerable.Range(0, Samples * TNetwork.InputSize).Select(k => means[k % means.Length] + deviations[k % means.Length] * T.CreateTruncating(random.NextDouble() * 4 - 2))]
                : Draw(Samples * TNetwork.InputSize, -2, 2);
            using var stream = new MemoryStream();
            WeightsJson.Save(_network, stream, _format, _raw.AsSpan(0, 3 * TNetwork.InputSize));
            Json = Encoding.UTF8.GetString(stream.ToArray());
        }

        public string Json { get; }

        public void AssertSame(Type shipped)
        {
            // By hand, as training does it.
            T[] normalized = [.. _raw], expected = new T[Samples * TNetwork.OutputSize], actual = [.. expected];
            _format.Inputs?.Apply(normalized);
            TNetwork.ForwardBatch(_network.Parameters, normalized, expected);
            _format.Outputs?.Undo(expected);
            Pass(shipped, "ForwardBatch")(_raw, actual);
            AssertSame(shipped, expected, actual, "ForwardBatch");

            T[] y = new T[TNetwork.OutputSize], own = [.. y], trace = new T[TNetwork.TraceSize], ownTrace = [.. trace];
            for (int s = 0; s < Samples; s += 37)
            {
                ReadOnlySpan<T> x = normalized.AsSpan(s * TNetwork.InputSize, TNetwork.InputSize), raw = _raw.AsSpan(s * TNetwork.InputSize, TNetwork.InputSize);
                TNetwork.Forward(_network.Parameters, x, own);
                _format.Outputs?.Undo(own);
                Pass(shipped, "Forward")(raw, y);
                AssertSame(shipped, own, y, "Forward");
                TNetwork.ForwardTrace(_network.Parameters, x, ownTrace);
                Pass(shipped, "ForwardTrace")(raw, trace);
                Assert.Equal(ownTrace, trace);
            }
        }

        private void AssertSame(Type shipped, T[] expected, T[] actual, string what)
        {
            bool hasLiterals = shipped.GetProperty("FrozenParameters", BindingFlags.NonPublic | BindingFlags.Static) is null;
            double rounding = !hasLiterals ? 0 : typeof(T) == typeof(double) ? 1e-13 : 1e-5;
            for (int k = 0; k < expected.Length; k++)
            {
                double size = _format.Outputs is { } outputs
                    ? double.CreateTruncating(T.Abs(outputs.Means[k % TNetwork.OutputSize]) + outputs.Deviations[k % TNetwork.OutputSize])
                    : 1;
                Assert.True(double.CreateTruncating(T.Abs(expected[k] - actual[k])) <= rounding * size, $"{what}, {k}: {expected[k]} and {actual[k]}");
            }
        }

        private static FrozenPass<T> Pass(Type shipped, string name) => shipped.GetMethod(name)!.CreateDelegate<FrozenPass<T>>();
    }
}
