using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using MlpGen.Generator;

namespace MlpGen.Playground.Compiler;

/// <summary>The compiler with the generator in it, for one file that is edited: what has not changed is not done again.</summary>
/// <remarks>Nothing touches a disk, and nothing runs beside the caller: in a browser there is one thread. Not safe to use from several.</remarks>
public sealed class CompilerSession
{
    /// <summary>The name of the user's file in diagnostics.</summary>
    public const string FileName = "Network.cs";

    private static readonly CSharpParseOptions s_parsing = new(LanguageVersion.CSharp13, DocumentationMode.None);

    private readonly CSharpCompilation _empty;
    private GeneratorDriver _driver;
    private int _emitted;

    /// <summary>A session without a file.</summary>
    public CompilerSession()
    {
        _empty = CSharpCompilation.Create(
            "Network",
            references: References.Read(),
            options: new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                allowUnsafe: true,
                nullableContextOptions: NullableContextOptions.Enable,
                concurrentBuild: false));
        _driver = CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: s_parsing);
    }

    /// <summary>Generates and checks. Never throws for what the user wrote.</summary>
    /// <param name="source">The whole file.</param>
    public Reading Read(string source)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(source, s_parsing, FileName);
        _driver = _driver.RunGeneratorsAndUpdateCompilation(_empty.AddSyntaxTrees(tree), out Compilation output, out _);
        return new Reading(source, tree, output, _driver.GetRunResult());
    }

    /// <summary>Compiles all of a reading.</summary>
    /// <param name="reading">One without errors.</param>
    /// <returns>The bytes of an assembly, of a new name each time: a runtime never unloads one.</returns>
    /// <exception cref="InvalidOperationException">There is an error, which the message names.</exception>
    public byte[] Emit(Reading reading)
    {
        using var stream = new MemoryStream();
        EmitResult emitted = reading.Output.WithAssemblyName($"Network{++_emitted}").Emit(stream);
        if (!emitted.Success)
        {
            throw new InvalidOperationException(
                string.Join('\n', emitted.Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
        }

        return stream.ToArray();
    }
}
