using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MlpGen.Playground.Compiler;

/// <summary>What came of reading the user's file once.</summary>
public sealed class Reading
{
    internal Reading(SyntaxTree tree, Compilation output, GeneratorDriverRunResult result)
    {
        Output = output;
        Files = [.. result.GeneratedTrees.Select(static t => new GeneratedFile(Path.GetFileName(t.FilePath), t.ToString()))];
        Problems = [.. result.Diagnostics.Concat(output.GetSemanticModel(tree).GetDiagnostics()).Select(static d => d.ToString())];
    }

    internal Compilation Output { get; }

    public ImmutableArray<GeneratedFile> Files { get; }

    public ImmutableArray<string> Problems { get; }
}

public sealed record GeneratedFile(string Name, string Text);
