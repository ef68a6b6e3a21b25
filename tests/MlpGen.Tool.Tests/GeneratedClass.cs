using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlpGen.Generator;
using MlpGen.Onnx;

namespace MlpGen.Tool.Tests;

/// <summary>The class that the generator writes for a network, with the same bits everywhere.</summary>
internal static class GeneratedClass
{
    private static readonly ConcurrentDictionary<string, Type> s_compiled = new(StringComparer.Ordinal);

    /// <summary>The class, compiled; that of the same layers is compiled once.</summary>
    public static Type Of(DenseNetwork network) => s_compiled.GetOrAdd(
        Declaration.Of(network, "Net", "Generated", null).Replace("[Network(", "[Network(Reproducible = true, ", StringComparison.Ordinal), Compile);

    private static Type Compile(string declaration)
    {
        string text = declaration.Contains("[Network(", StringComparison.Ordinal)
            ? declaration
            : declaration.Replace("public partial", "[Network(Reproducible = true)]\npublic partial", StringComparison.Ordinal);
        var options = new CSharpParseOptions(LanguageVersion.CSharp12);
        var compilation = CSharpCompilation.Create(
            $"generated_{Guid.NewGuid():N}",
            [CSharpSyntaxTree.ParseText("#pragma warning disable MLP101\n" + text, options)],
            [.. CSharp.References(CSharp.Framework), MetadataReference.CreateFromFile(typeof(LayerAttribute).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, optimizationLevel: OptimizationLevel.Release));
        CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out _);
        return CSharp.Load(generated, DiagnosticSeverity.Warning).GetType("Generated.Net")!;
    }
}
