using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using MlpGen;
using MlpGen.Generator;

namespace Tabular.Networks;

/// <summary>Compiles a declared network while the program runs, by the generator that a project has in its compiler.</summary>
/// <remarks>A network's widths are constants of its code, and those of this one depend on a table that nobody knew when this program was built.</remarks>
internal static class NetworkCompiler
{
    private static readonly CSharpParseOptions s_options = new(LanguageVersion.Latest);

    private static readonly Lazy<MetadataReference[]> s_references = new(static () =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is "MlpGen.Runtime.dll" or "System.Runtime.dll" or "System.Private.CoreLib.dll" or "System.Collections.dll"
                or "System.Memory.dll" or "System.Linq.dll" or "System.Runtime.Intrinsics.dll" or "System.Runtime.InteropServices.dll" or "System.Numerics.Vectors.dll")
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ]);

    private static int s_compiled;

    /// <summary>Compiles a class and gives its type.</summary>
    /// <param name="source">The declaration.</param>
    /// <param name="name">The name of the class.</param>
    /// <param name="weights">The file that a <c>[Frozen]</c> names, with its text.</param>
    /// <exception cref="InvalidDataException">It has errors; the message is the first one.</exception>
    public static Type Compile(string source, string name, (string File, string Text)? weights = null)
    {
        CSharpCompilation declared = CSharpCompilation.Create(
            $"Tabular.Networks.Compiled{Interlocked.Increment(ref s_compiled)}",
            [CSharpSyntaxTree.ParseText(source, s_options, $"{name}.cs")],
            s_references.Value,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true));
        AdditionalText[] files = weights is var (file, text) ? [new WeightsText(file, text)] : [];
        CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], files, s_options)
            .RunGeneratorsAndUpdateCompilation(declared, out Compilation whole, out var diagnostics);
        using var assembly = new MemoryStream();
        Diagnostic? error = diagnostics.Concat(whole.Emit(assembly).Diagnostics).FirstOrDefault(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return error is null
            ? Assembly.Load(assembly.ToArray()).GetType(name, throwOnError: true)!
            : throw new InvalidDataException($"{Where(error)}: {error.Id}: {error.GetMessage(CultureInfo.InvariantCulture)}");
    }

    private static string Where(Diagnostic error)
    {
        FileLinePositionSpan place = error.Location.GetLineSpan();
        return $"{place.Path}({place.StartLinePosition.Line + 1},{place.StartLinePosition.Character + 1})";
    }

    private sealed class WeightsText(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
