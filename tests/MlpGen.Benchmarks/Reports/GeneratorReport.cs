using System.Collections.Immutable;
using MlpGen.Benchmarks.Machine;
using MlpGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MlpGen.Benchmarks.Reports;

/// <summary>What the generator costs whoever types: the first run over projects of 1, 10 and 100 networks, and one more after each of
/// three keystrokes. Best of several runs, in a warm compiler, as in an IDE; the processor's time, since others may be at work.</summary>
internal static class GeneratorReport
{
    private const int Repeats = 15;

    private static readonly CSharpParseOptions s_options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp12);

    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || path.EndsWith("MlpGen.Runtime.dll", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>A tiny one, a small classifier and a large one take turns; a file each, as people write them.</summary>
    private static readonly string[] s_layers =
    [
        "[Layer(2, 3, Relu)] [Layer(3, 2)] [Loss(LossFunction.HalfSquaredError)]",
        "[Layer(4, 16, Tanh)] [Layer(16, 3)] [Loss(LossFunction.CrossEntropy)]",
        "[Layer(784, 128, Gelu)] [Layer(128, 64, Relu)] [Layer(64, 10, Softmax)] [Loss(LossFunction.CrossEntropy)]",
    ];

    public static void Run()
    {
        Out.Heading("The generator in an IDE: milliseconds of the processor");
        Out.Header("networks", "first run", "keystroke in another file", "keystroke beside a network", "keystroke in a layer", "compiler, with the generated files");
        Measure(s_layers.Length, WarmCompiler.WarmUp); // the generator and the compiler have a JIT to wait for, too
        foreach (int networks in (int[])[1, 10, 100])
        {
            Out.Row([$"{networks}", .. Measure(networks, WarmCompiler.Milliseconds).Select(Out.Short)]);
        }
    }

    private static double[] Measure(int networks, Func<Compilation, double> compile)
    {
        SyntaxTree[] files = [.. Enumerable.Range(0, networks).Select(i => Parse(Network(i, s_layers[i % s_layers.Length])))];
        SyntaxTree other = Parse("class Other { int Method() => 1; }");
        CSharpCompilation project = CSharpCompilation.Create("Measured", [other, .. files], s_references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));

        CSharpCompilation elsewhere = project.ReplaceSyntaxTree(other, Parse("class Other { int Method() => 12; }"));
        CSharpCompilation beside = project.ReplaceSyntaxTree(files[0], Parse(Network(0, s_layers[0]) + " // a comment"));
        CSharpCompilation inside = project.ReplaceSyntaxTree(files[0], Parse(Network(0, s_layers[0].Replace("3", "4", StringComparison.Ordinal))));
        GeneratorDriver warm = Driver().RunGenerators(project);
        warm.RunGeneratorsAndUpdateCompilation(project, out Compilation complete, out _);
        return
        [
            Best(project, () => Driver()),
            Best(elsewhere, () => warm),
            Best(beside, () => warm),
            Best(inside, () => warm),
            compile(complete),
        ];
    }

    /// <summary>The time of one run over a project that no run has seen, so that nothing of it is bound yet.</summary>
    private static double Best(CSharpCompilation project, Func<GeneratorDriver> driver)
    {
        double best = double.PositiveInfinity;
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            CSharpCompilation fresh = project.WithAssemblyName("Measured");
            GeneratorDriver runner = driver();
            TimeSpan start = Environment.CpuUsage.TotalTime;
            runner.RunGenerators(fresh);
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - start).TotalMilliseconds);
        }

        return best;
    }

    private static string Network(int number, string layers) =>
        $"using MlpGen; using static MlpGen.Activation; namespace Demo; {layers} public partial class Network{number};";

    private static SyntaxTree Parse(string source) => CSharpSyntaxTree.ParseText(source, s_options);

    private static CSharpGeneratorDriver Driver() => CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: s_options);
}
