using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;

namespace MlpGen.Generator.Tests.Integers;

/// <summary>A forward pass of a frozen network: one sample, or a batch.</summary>
internal delegate void FrozenPass(ReadOnlySpan<float> input, Span<float> output);

/// <summary>A network that was drawn: its layers, and between what numbers its inputs lie.</summary>
/// <param name="Widths">The inputs, then the outputs of each layer.</param>
/// <param name="Activations">One for each layer.</param>
/// <param name="Low">The smallest input.</param>
/// <param name="High">The largest input.</param>
/// <param name="Json">Its weights file.</param>
internal sealed record DrawnNetwork(int[] Widths, Activation[] Activations, float Low, float High, string Json)
{
    private static readonly int[] s_widths = [1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 24, 33, 64, 70];

    public int Inputs => Widths[0];

    public int Outputs => Widths[^1];

    /// <summary>The attributes of its layers.</summary>
    public string Layers => string.Concat(Activations.Select((activation, l) => string.Create(
        CultureInfo.InvariantCulture, $"[Layer({Widths[l]}, {Widths[l + 1]}, Activation.{activation}{(HasAlpha(activation) ? ", Alpha = 0.3" : "")})] ")));

    /// <summary>Draws one whose last activation is given.</summary>
    /// <param name="random">Draws.</param>
    /// <param name="last">The last activation.</param>
    /// <param name="isOdd">Whether weights and biases may be of very different sizes, and inputs far from 0.</param>
    public static DrawnNetwork Draw(Random random, Activation last, bool isOdd)
    {
        int depth = random.Next(1, 5);
        int[] widths = [.. Enumerable.Range(0, depth + 1).Select(_ => s_widths[random.Next(s_widths.Length)])];
        widths[depth] = last == Activation.Softmax ? Math.Max(2, widths[depth]) : widths[depth];
        Activation[] hidden = [.. Enum.GetValues<Activation>().Where(activation => activation != Activation.Softmax)];
        Activation[] activations = [.. Enumerable.Range(0, depth).Select(l => l + 1 == depth ? last : hidden[random.Next(hidden.Length)])];
        float low = random.Next(3) switch { 0 => 0, 1 => -1, _ => random.NextSingle() * 8 - 4 };
        if (isOdd && random.Next(4) == 0)
        {
            low = random.Next(-1000, 1000);
        }

        return new DrawnNetwork(widths, activations, low, low + 0.5f + random.NextSingle() * 3, JsonOf(random, widths, activations, isOdd));
    }

    /// <summary>An input within its range, more often at the ends than not.</summary>
    public void Fill(Random random, Span<float> input)
    {
        int kind = random.Next(3);
        foreach (ref float x in input)
        {
            x = kind switch
            {
                0 => Math.Min(High, Low + (High - Low) * random.NextSingle()),
                1 => random.Next(2) == 0 ? Low : High,
                _ => random.Next(6) == 0 ? High : Low,
            };
        }
    }

    private static bool HasAlpha(Activation activation) => activation is Activation.LeakyRelu or Activation.Elu;

    private static string JsonOf(Random random, int[] widths, Activation[] activations, bool isOdd)
    {
        var json = new StringBuilder("{ \"format\": \"mlpgen.weights/1\", \"layers\": [");
        for (int l = 0; l < activations.Length; l++)
        {
            double scale = Math.Sqrt(3.0 / widths[l]), bias = isOdd && random.Next(3) == 0 ? 1000 : 0.5;
            bool hasZeroRow = isOdd && random.Next(4) == 0, isMixed = isOdd && random.Next(2) == 0;
            IEnumerable<string> rows = Enumerable.Range(0, widths[l + 1]).Select(j => $"[{(hasZeroRow && j == 0 ? Numbers(random, widths[l], 0)
                : isMixed ? string.Join(",", Enumerable.Range(0, widths[l]).Select(_ => Numbers(random, 1, Math.Pow(10, random.Next(-6, 2)))))
                : Numbers(random, widths[l], scale))}]");
            string alpha = HasAlpha(activations[l]) ? ", \"alpha\": 0.3" : "";
            json.Append(CultureInfo.InvariantCulture, $"{(l > 0 ? "," : "")}{{ \"activation\": \"{activations[l]}\"{alpha}, \"weight\": [{string.Join(",", rows)}], ");
            json.Append(CultureInfo.InvariantCulture, $"\"bias\": [{Numbers(random, widths[l + 1], bias)}] }}");
        }

        return json.Append("] }").ToString();
    }

    private static string Numbers(Random random, int count, double scale) => string.Join(",", Enumerable.Range(0, count)
        .Select(_ => ((float)(scale * (2 * random.NextDouble() - 1))).ToString("R", CultureInfo.InvariantCulture)));
}

/// <summary>Drawn networks, each frozen in floats, in integers of 8 bits and of 16, in one assembly.</summary>
internal sealed class IntegerNetworks
{
    private const int NetworksPerSeed = 28;

    private static readonly Activation[] s_last = Enum.GetValues<Activation>();

    private static readonly ConcurrentDictionary<int, IntegerNetworks> s_compiled = [];

    private readonly GeneratorRun _run;

    /// <summary>Compiles networks.</summary>
    /// <param name="networks">The networks.</param>
    /// <param name="isChecked">Whether in a project of checked arithmetic.</param>
    public IntegerNetworks(DrawnNetwork[] networks, bool isChecked = false)
    {
        Networks = networks;
        var source = new StringBuilder("#pragma warning disable CS1591, MLP101\nusing MlpGen;\n");
        for (int k = 0; k < networks.Length; k++)
        {
            DrawnNetwork network = Networks[k];
            string range = string.Create(CultureInfo.InvariantCulture, $"InputMinimum = {network.Low:R}, InputMaximum = {network.High:R}");
            source.AppendLine(CultureInfo.InvariantCulture, $"{network.Layers} [Frozen(\"n{k}.weights.json\")] public static partial class Floats{k};");
            foreach (string kind in (string[])["Int8", "Int16"])
            {
                source.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"{network.Layers} [Frozen(\"n{k}.weights.json\", Quantization = Quantization.{kind}, {range})] public static partial class {kind}_{k};");
            }
        }

        _run = GeneratorHarness.Run(source.ToString(), new HarnessOptions
        {
            Optimize = true,
            Checked = isChecked,
            AdditionalFiles = [.. Networks.Select((network, k) => ($"/n{k}.weights.json", network.Json))],
        });
        Assert.Empty(_run.Errors);
        using var stream = new MemoryStream();
        Diagnostic[] said = [.. _run.Output.Emit(stream).Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
        Assert.True(said.Length == 0, string.Join("\n", said.Take(10)));
        Image = stream.ToArray();
        Assembly = Assembly.Load(Image);
    }

    /// <summary>Those of a seed, compiled once for all tests; of most seeds odd ones, of the even seeds in checked arithmetic.</summary>
    public static IntegerNetworks Of(int seed) => s_compiled.GetOrAdd(
        seed, static seed => new IntegerNetworks(Draw(seed, NetworksPerSeed, isOdd: seed is not (1 or 3)), isChecked: seed % 2 == 0));

    /// <summary>Draws networks that end with each activation in turn.</summary>
    public static DrawnNetwork[] Draw(int seed, int count, bool isOdd)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(k => DrawnNetwork.Draw(random, s_last[k % s_last.Length], isOdd))];
    }

    /// <summary>The networks.</summary>
    public DrawnNetwork[] Networks { get; }

    /// <summary>The compiled assembly.</summary>
    public byte[] Image { get; }

    public Assembly Assembly { get; }

    /// <summary>The generated text of a network, its weights included.</summary>
    public string TextOf(string name) => _run.Sources[$"{name}.g.cs"] + _run.Sources[$"{name}.Weights.g.cs"];

    public FrozenPass Pass(string name, string member) => Pass(Assembly.GetType(name, throwOnError: true)!, member);

    public static FrozenPass Pass(Type network, string member) => network.GetMethod(member)!.CreateDelegate<FrozenPass>();

    public float BoundOf(string name) =>
        (float)Assembly.GetType(name, throwOnError: true)!.GetField("QuantizationErrorBound")!.GetRawConstantValue()!;
}
