using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using MlpGen.Tests;

namespace MlpGen.Generator.Tests.Properties;

/// <summary>Random declarations, legal and not, whole and half typed: the generator never throws, what it writes compiles, and a
/// network that it does not write has an error that says why.</summary>
/// <remarks>Seeded, so that a case that fails fails again; <c>MLPGEN_FUZZ_CASES</c> asks for more than the usual few, or those of a thorough
/// run.</remarks>
public class DeclarationFuzzTests
{
    private static readonly int s_cases =
        int.TryParse(Environment.GetEnvironmentVariable("MLPGEN_FUZZ_CASES"), CultureInfo.InvariantCulture, out int cases) ? cases
        : Thorough.IsOn ? 160 : 40;

    private static readonly string[] s_sizes = ["1", "2", "3", "4", "2 + 1", "Sizes.Hidden", "0", "-1", "4097", "int.MaxValue", "Net.InputSize", "x", ""];

    private static readonly string[] s_activations =
        [.. Enum.GetNames<Activation>(), "Activation.Tanh", "(Activation)99", "Re", "activation: Relu", "null"];

    private static readonly string[] s_layerOptions =
    [
        "Bias = false", "Bias = true", "Alpha = 0.1", "Alpha = -1", "Alpha = double.NaN", "Initializer = Initializer.Zeros",
        "Initializer = Initializer.ScaledNormal", "InitialScale = 0", "InitialScale = 1e39", "Initializer = (Initializer)99", "Dropout = 0.5", "Al", "Bias =",
    ];

    private static readonly string[] s_options =
    [
        "Loss(MeanSquaredError)", "Loss(CrossEntropy)", "Loss(BinaryCrossEntropy)", "Loss(Huber, Delta = 0.5)", "Loss(Huber, Delta = 0)", "Loss((LossFunction)9)", "Loss",
        "Network(Precision = Precision.Double)", "Network(Unroll = Unroll.None)", "Network(Unroll = Unroll.Full)", "Network(Backward = false)", "Network(Unroll = (Unroll)7)",
        "Frozen(\"w.json\")", "Obsolete", "Unknown", "Laye(3, 3)",
    ];

    private static readonly string[] s_kinds =
    [
        "partial class", "public partial class", "sealed partial class", "static partial class", "abstract partial class", "class", "partial record", "partial struct",
        "partial interface", "file partial class",
    ];

    private static readonly string[] s_names = ["Net", "@class", "Δ", "W1", "Forward", "Span", "net", "Net<T>", "Net(int x)", ""];

    private static readonly string[] s_bodies =
    [
        " { }", ";", " { int W1; }", " { void Forward() { } }", " { public Net(int seed) { } }", " : Base { }", " : IDisposable { public void Dispose() { } }",
        " { int tanh(int x) => x; }", " { class MlpGen; class System; }", " { ",
    ];

    private static readonly string[] s_surroundings =
        ["{0}", "namespace A.System {{ {0} }}", "partial class Outer {{ {0} }}", "class Outer {{ {0} }}", "partial struct Outer<T> {{ {0} }}", "{0} partial class Net {{ int Seven => 7; }}", "{0} {0}"];

    private const string Known = "\nstatic class Sizes { public const int Hidden = 3; }\nclass Base { public int W1; protected Base(int x = 0) { } }\n";

    [Fact]
    public void Whatever_is_declared_the_generator_stands_and_says_what_is_wrong()
    {
        int written = 0;
        int refused = 0;
        for (int seed = 0; seed < s_cases; seed++)
        {
            string source = Declaration(new Random(seed));
            GeneratorRun run;
            try
            {
                run = GeneratorHarness.Run(source);
            }
            catch (InvalidOperationException thrown)
            {
                Assert.Fail($"seed {seed}: {thrown.InnerException}\n{source}");
                return;
            }

            Diagnostic[] compiler = [.. run.Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];

            // Where the compiler guesses at the structure of a half-typed file, it may guess at anything.
            bool isStructured = !run.Output.SyntaxTrees.First().GetDiagnostics().Any();
            Diagnostic[] inGenerated = [.. compiler.Where(diagnostic => diagnostic.Location.SourceTree?.FilePath != "File1.cs")];
            Assert.True(inGenerated.Length == 0 || !isStructured, $"seed {seed}: {string.Join("\n", inGenerated.Take(5))}\n{source}");
            Assert.True(
                run.Outlines.Count == 0 || run.Errors.Any() || compiler.Length > 0,
                $"seed {seed}: signatures only, and nobody says why\n{source}");
            written += run.Sources.Count;
            refused += run.Outlines.Count;
        }

        // Both kinds must be there in numbers, or nothing was tried.
        Assert.InRange(written, s_cases / 20, int.MaxValue);
        Assert.InRange(refused, s_cases / 4, int.MaxValue);
    }

    /// <summary>Half of them differ from a legal declaration by one thing, since too many mistakes hide one another.</summary>
    private static string Declaration(Random random)
    {
        int mistakes = random.Next(4);
        string Pick(string[] choices, int legal) => mistakes > 0 && random.Next(6) < mistakes ? choices[random.Next(choices.Length)] : choices[random.Next(legal)];

        var text = new StringBuilder();
        int layers = random.Next(1, 5);
        string inputs = Pick(s_sizes, 4);
        for (int layer = 0; layer < layers; layer++)
        {
            string outputs = Pick(s_sizes, 6);
            string activation = random.Next(3) == 0 ? "" : ", " + Pick(s_activations, layer == layers - 1 ? 14 : 13);
            string option = random.Next(4) == 0 ? ", " + Pick(s_layerOptions, 2) : "";
            text.Append(CultureInfo.InvariantCulture, $"[Layer({inputs}, {outputs}{activation}{option})] ");
            inputs = random.Next(12) == 0 && mistakes > 0 ? Pick(s_sizes, 4) : outputs;
        }

        for (int i = random.Next(3); i > 0; i--)
        {
            text.Append(CultureInfo.InvariantCulture, $"[{Pick(s_options, 1)}] ");
        }

        text.Append(CultureInfo.InvariantCulture, $"{Pick(s_kinds, 5)} {Pick(s_names, 1)}{Pick(s_bodies, 2)}");
        string source = string.Format(CultureInfo.InvariantCulture, Pick(s_surroundings, 3), text);
        return "#pragma warning disable CS1591\n" + Markup.Usings + (mistakes == 3 ? HalfTyped(source, random) : source) + Known;
    }

    /// <summary>A few characters are missing, or are there twice.</summary>
    private static string HalfTyped(string source, Random random)
    {
        int start = random.Next(source.Length);
        int length = Math.Min(random.Next(1, 12), source.Length - start);
        return random.Next(3) == 0 ? source.Insert(start, source.Substring(start, length)) : source.Remove(start, length);
    }
}
