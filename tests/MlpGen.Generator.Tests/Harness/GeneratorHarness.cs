using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MlpGen.Generator.Tests;

/// <summary>Compiles source text as a consumer's project would be compiled, with the generator in the compiler.</summary>
/// <remarks>
/// <para>References are the assemblies of the framework that runs the tests, and MlpGen.Runtime. All warnings are on (level
/// 9999), documentation comments are checked. Nothing touches the disk.</para>
/// <para>Typical uses:</para>
/// <code>
/// GeneratorRun run = GeneratorHarness.Run(source);          // never throws for bad source
/// run.Diagnostics                                            // what the generator reports
/// run.Sources["Demo.TinyNet.g.cs"]                           // what it generates, by hint name
/// run.CompilerDiagnostics                                    // what the compiler then says of all of it, from warnings up
/// Type net = run.Load().GetType("Demo.TinyNet", true)!;      // compiles, loads, and shares MlpGen.Runtime with the test
/// </code>
/// </remarks>
public static class GeneratorHarness
{
    private static readonly MetadataReference[] s_framework = FindFramework();
    private static readonly MetadataReference s_runtime = MetadataReference.CreateFromFile(typeof(LayerAttribute).Assembly.Location);

    /// <summary>Runs the generator over one file.</summary>
    public static GeneratorRun Run(string source, HarnessOptions? options = null) => Run([source], options);

    /// <summary>Runs the generator over several files of one project: File1.cs, File2.cs, ….</summary>
    public static GeneratorRun Run(IReadOnlyList<string> sources, HarnessOptions? options = null)
    {
        options ??= new HarnessOptions();
        CSharpCompilation compilation = Compile(sources, options);
        GeneratorDriver driver = CreateDriver(options);
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = options.Culture ?? culture;
            driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
            return new GeneratorRun(driver, output);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    /// <summary>The consumer's project before the generator runs.</summary>
    public static CSharpCompilation Compile(IReadOnlyList<string> sources, HarnessOptions? options = null)
    {
        options ??= new HarnessOptions();
        return CSharpCompilation.Create(
            "Consumer",
            sources.Select((source, index) => ParseFile(source, $"File{index + 1}.cs", options)),
            [.. s_framework, .. options.ReferenceRuntime ? [s_runtime] : Array.Empty<MetadataReference>(), .. options.References],
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                warningLevel: 9999,
                nullableContextOptions: options.Nullable,
                checkOverflow: options.Checked,
                allowUnsafe: options.AllowUnsafe,
                optimizationLevel: options.Optimize ? OptimizationLevel.Release : OptimizationLevel.Debug));
    }

    /// <summary>A driver that remembers the steps of each run, for tests of what runs again after an edit.</summary>
    public static GeneratorDriver CreateDriver(HarnessOptions? options = null) =>
        CSharpGeneratorDriver.Create(
            [new NetworkGenerator().AsSourceGenerator()],
            additionalTexts: (options ?? new HarnessOptions()).AdditionalFiles.Select(file => new AdditionalFile(file.Path, file.Text)),
            parseOptions: ParseOptions(options ?? new HarnessOptions()),
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>One file, parsed as the project parses it.</summary>
    public static SyntaxTree ParseFile(string source, string path, HarnessOptions? options = null) =>
        CSharpSyntaxTree.ParseText(source, ParseOptions(options ?? new HarnessOptions()), path, System.Text.Encoding.UTF8);

    private static CSharpParseOptions ParseOptions(HarnessOptions options) => new(options.Language, options.Documentation);

    private static MetadataReference[] FindFramework()
    {
        string home = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return
        [
            .. trusted.Split(Path.PathSeparator)
                .Where(path => Path.GetDirectoryName(path) == home)
                .Select(path => MetadataReference.CreateFromFile(path)),
        ];
    }
}
