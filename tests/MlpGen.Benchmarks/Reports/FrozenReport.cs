using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MlpGen.Benchmarks.Machine;
using MlpGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace MlpGen.Benchmarks.Reports;

/// <summary>What frozen weights cost whoever builds, and whoever types. Best of several runs, in a warm compiler; the processor's time,
/// since others may be at work.</summary>
internal static class FrozenReport
{
    private const int Repeats = 7;
    private const string FileName = "net.weights.json";

    private static readonly CSharpParseOptions s_options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp12);

    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || path.EndsWith("MlpGen.Runtime.dll", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static void Run()
    {
        Out.Heading("Frozen networks: milliseconds of the processor");
        Out.Header("network", "weights", "weights file, KB", "generated, KB", "generator", "compiler", "keystroke elsewhere", "weights file edited", "assembly, KB");
        Measure(WarmCompiler.WarmUp, 784, 128, 10); // the generator and the compiler have a JIT to wait for, too
        foreach (int[] widths in (int[][])[[2, 8, 1], [64, 24, 10], [784, 128, 10], [1024, 512, 512, 10]])
        {
            Out.Row([string.Join("-", widths), .. Measure(WarmCompiler.Milliseconds, widths)]);
        }
    }

    private static string[] Measure(Func<Compilation, double> compile, params int[] widths)
    {
        string layers = string.Concat(Enumerable.Range(1, widths.Length - 1).Select(l => $"[Layer({widths[l - 1]}, {widths[l]}, Relu)] "));
        SyntaxTree other = Parse("class Other { int Method() => 1; }");
        SyntaxTree network = Parse($"using MlpGen; using static MlpGen.Activation; {layers}[Frozen(\"{FileName}\")] public static partial class Net;");
        CSharpCompilation project = CSharpCompilation.Create("Measured", [other, network], s_references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        CSharpCompilation elsewhere = project.ReplaceSyntaxTree(other, Parse("class Other { int Method() => 12; }"));

        WeightsFile file = new(Weights(widths, seed: 1)), edited = new(Weights(widths, seed: 2));
        GeneratorDriver fresh = CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], [file], s_options);
        GeneratorDriver warm = fresh.RunGeneratorsAndUpdateCompilation(project, out Compilation complete, out ImmutableArray<Diagnostic> diagnostics);
        if (!diagnostics.IsEmpty)
        {
            throw new InvalidOperationException($"{diagnostics[0]}");
        }

        GeneratorDriver changed = warm.ReplaceAdditionalText(file, edited);
        using var assembly = new MemoryStream();
        complete.Emit(assembly);
        return
        [
            Out.Whole(widths.Zip(widths.Skip(1), static (inputs, outputs) => inputs * outputs + outputs).Sum()),
            Out.Whole(file.Length / 1000.0),
            Out.Whole(warm.GetRunResult().GeneratedTrees.Sum(tree => Encoding.UTF8.GetByteCount(tree.ToString())) / 1000.0),
            Out.Short(Best(project, compilation => fresh.RunGenerators(compilation))),
            Out.Short(compile(complete)),
            Out.Short(Best(elsewhere, compilation => warm.RunGenerators(compilation))),
            Out.Short(Best(project, compilation => changed.RunGenerators(compilation))),
            Out.Whole(assembly.Length / 1000.0),
        ];
    }

    /// <summary>The time of one run over a project that no run has seen, so that nothing of it is bound yet.</summary>
    private static double Best(Compilation project, Action<Compilation> run)
    {
        double best = double.PositiveInfinity;
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            Compilation unseen = project.WithAssemblyName("Measured");
            TimeSpan start = Environment.CpuUsage.TotalTime;
            run(unseen);
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - start).TotalMilliseconds);
        }

        return best;
    }

    /// <summary>Numbers of as many digits as trained ones have.</summary>
    private static string Weights(int[] widths, int seed)
    {
        var random = new Random(seed);
        return $"{{\"format\": \"mlpgen.weights/1\", \"layers\": [{string.Join(",\n", Enumerable.Range(1, widths.Length - 1).Select(Layer))}]}}";

        string Layer(int l) =>
            $"{{\"activation\": \"Relu\", \"weight\": [{string.Join(",\n", Enumerable.Range(0, widths[l]).Select(_ => Row(widths[l - 1])))}], \"bias\": {Row(widths[l])}}}";

        string Row(int count) =>
            $"[{string.Join(", ", Enumerable.Range(0, count).Select(_ => (random.NextSingle() - 0.5f).ToString(CultureInfo.InvariantCulture)))}]";
    }

    private static SyntaxTree Parse(string source) => CSharpSyntaxTree.ParseText(source, s_options);

    private sealed class WeightsFile(string text) : AdditionalText
    {
        private readonly SourceText _text = SourceText.From(text, Encoding.UTF8);

        public int Length => text.Length;

        public override string Path => "/project/" + FileName;

        public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
    }
}
