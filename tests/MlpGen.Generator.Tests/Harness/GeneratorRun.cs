using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Tests;

/// <summary>What came of one run of the generator.</summary>
/// <param name="driver">The driver after the run.</param>
/// <param name="output">The project with the generated files in it.</param>
public sealed class GeneratorRun(GeneratorDriver driver, Compilation output)
{
    /// <summary>The driver, for running again after an edit.</summary>
    public GeneratorDriver Driver => driver;

    /// <summary>The project with the generated files in it.</summary>
    public Compilation Output => output;

    /// <summary>The diagnostics of the generator, those that a pragma suppresses left out.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; } =
        [.. driver.GetRunResult().Diagnostics.Where(diagnostic => !diagnostic.IsSuppressed).OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(diagnostic => diagnostic.Location.SourceSpan)];

    /// <summary>Those of them that keep the network from being generated: lints left out.</summary>
    public IEnumerable<Diagnostic> Errors => Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>The files of generated networks by hint name, several a network.</summary>
    public IReadOnlyDictionary<string, string> Sources { get; } = Files(driver, IsNetwork);

    /// <summary>The files with the signatures of networks that have errors, by hint name.</summary>
    public IReadOnlyDictionary<string, string> Outlines { get; } = Files(driver, text => !IsNetwork(text));

    /// <summary>What the compiler says of the generated files, warnings and errors.</summary>
    public IEnumerable<Diagnostic> InGeneratedCode =>
        CompilerDiagnostics.Where(diagnostic => diagnostic.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true);

    /// <summary>What the compiler says of the user's and the generated files together, warnings and errors.</summary>
    public ImmutableArray<Diagnostic> CompilerDiagnostics =>
        [.. output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !diagnostic.IsSuppressed)];

    /// <summary>The hint names of the generated networks' first files, which people read; others stand beside each.</summary>
    public IReadOnlyList<string> Networks => [.. Specs.Select(spec => spec.Type.HintName).Where(Sources.ContainsKey)];

    /// <summary>The first file of the one generated network.</summary>
    public string Source => Sources[Networks.Single()];

    /// <summary>What was parsed, for each class without errors.</summary>
    internal IReadOnlyList<NetworkSpec> Specs { get; } =
        driver.GetRunResult().Results.Single().TrackedSteps.TryGetValue(TrackingNames.Spec, out ImmutableArray<IncrementalGeneratorRunStep> steps)
            ? [.. steps.SelectMany(step => step.Outputs).Select(output => (NetworkSpec)output.Value)]
            : [];

    /// <summary>Fails if the compiler has anything to say, quoting the first few lines that it speaks of.</summary>
    public void AssertCompilesSilently()
    {
        if (!CompilerDiagnostics.IsEmpty)
        {
            Assert.Fail(string.Join("\n", CompilerDiagnostics.Take(10).Select(Quote)));
        }
    }

    /// <summary>Compiles the output to bytes; throws with the compiler's words if it does not compile.</summary>
    public byte[] Emit()
    {
        using var stream = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = output.Emit(stream);
        return result.Success
            ? stream.ToArray()
            : throw new InvalidOperationException(string.Join(Environment.NewLine, result.Diagnostics));
    }

    /// <summary>Compiles and loads the output. MlpGen.Runtime is the one of the tests, so that its interfaces can be used.</summary>
    public Assembly Load()
    {
        using var stream = new MemoryStream(Emit());
        return new AssemblyLoadContext("Consumer", isCollectible: true).LoadFromStream(stream);
    }

    /// <summary>Whether a generated file is a whole network, not the signatures of a broken one.</summary>
    public static bool IsNetwork(string text) => !text.Contains(": signatures only", StringComparison.Ordinal);

    private static Dictionary<string, string> Files(GeneratorDriver driver, Func<string, bool> isWanted) =>
        driver.GetRunResult().Results.Single() is { Exception: null } result
            ? result.GeneratedSources
                .Where(source => isWanted(source.SourceText.ToString()))
                .ToDictionary(source => source.HintName, source => source.SourceText.ToString())
            : throw new InvalidOperationException("The generator threw.", driver.GetRunResult().Results.Single().Exception);

    private static string Quote(Diagnostic diagnostic)
    {
        FileLinePositionSpan place = diagnostic.Location.GetLineSpan();
        string? line = diagnostic.Location.SourceTree?.GetText().Lines[place.StartLinePosition.Line].ToString().Trim();
        return $"{diagnostic.Id} {Path.GetFileName(place.Path)}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)} | {line}";
    }
}
