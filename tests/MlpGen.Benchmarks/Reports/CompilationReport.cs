using System.Collections.Immutable;
using MlpGen.Benchmarks.Machine;
using MlpGen.Benchmarks.Networks;
using MlpGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlpGen.Benchmarks.Reports;

/// <summary>What a network costs before its first call returns: the size of its file, the generator's time, the compiler's, and the
/// JIT's in a fresh process.</summary>
internal static class CompilationReport
{
    private const int Repeats = 5;

    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || path.EndsWith("MlpGen.Runtime.dll", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static void Run()
    {
        Out.Heading("Before the first result: size of the generated file, its making, its compilation, first calls in a fresh process");
        Out.Header("network", "source, KB", "generator, ms", "compiler, ms", "first forward, ms", "first backward, ms", "first batch forward, ms",
            "first batch gradient and step, ms");
        Measure(Candidate.All[0], WarmCompiler.WarmUp); // the generator and the compiler have a JIT to wait for, too
        foreach (Candidate network in Candidate.All)
        {
            var (bytes, generator, compiler) = Measure(network, WarmCompiler.Milliseconds);
            Out.Row([$"{network.Name} {network.Shape}", Out.Whole(bytes / 1000.0), Out.Short(generator), Out.Short(compiler),
                .. FirstCalls.InFreshProcess(network).Select(Out.Short)]);
        }
    }

    private static (int Bytes, double Generator, double Compiler) Measure(Candidate network, Func<Compilation, double> compile)
    {
        var options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp12);
        CSharpCompilation compilation = CSharpCompilation.Create("Measured", [Declaration(network.Name, options)], s_references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true));
        GeneratorDriver Driver() => CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: options);

        double generatorTime = Enumerable.Range(0, Repeats).Min(_ =>
        {
            GeneratorDriver driver = Driver();
            Compilation fresh = compilation.WithAssemblyName("Measured");
            TimeSpan start = Environment.CpuUsage.TotalTime;
            driver.RunGenerators(fresh);
            return (Environment.CpuUsage.TotalTime - start).TotalMilliseconds;
        });
        GeneratorDriver ran = Driver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation complete, out _);
        int bytes = ran.GetRunResult().GeneratedTrees.Sum(tree => System.Text.Encoding.UTF8.GetByteCount(tree.ToString()));
        return (bytes, generatorTime, compile(complete));
    }

    /// <summary>The declaration of one network alone, out of the file that declares them all.</summary>
    private static SyntaxTree Declaration(string name, CSharpParseOptions options)
    {
        using Stream stream = typeof(CompilationReport).Assembly.GetManifestResourceStream("Networks.cs")!;
        using var reader = new StreamReader(stream);
        CompilationUnitSyntax root = CSharpSyntaxTree.ParseText(reader.ReadToEnd(), options).GetCompilationUnitRoot();
        IEnumerable<SyntaxNode> others = root.DescendantNodes().OfType<ClassDeclarationSyntax>().Where(type => type.Identifier.Text != name);
        return CSharpSyntaxTree.Create(root.RemoveNodes(others, SyntaxRemoveOptions.KeepNoTrivia)!, options);
    }
}
