using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MlpGen.Playground.Compiler;

/// <summary>What came of reading the user's file once.</summary>
public sealed class Reading
{
    internal Reading(string source, SyntaxTree tree, Compilation output, GeneratorDriverRunResult result)
    {
        Source = source;
        Output = output;
        Files = [.. result.GeneratedTrees.Select(static generated => new GeneratedFile(Path.GetFileName(generated.FilePath), generated.ToString()))];
        Problems = new Problems(output.GetSemanticModel(tree)).Of(result.Diagnostics);
    }

    /// <summary>The user's file.</summary>
    public string Source { get; }

    /// <summary>What the generator wrote: of a network its textbook, its members and perhaps its vectors; of a class with errors the
    /// signatures alone.</summary>
    public ImmutableArray<GeneratedFile> Files { get; }

    /// <summary>What is wrong, in the order of the file.</summary>
    public ImmutableArray<Problem> Problems { get; }

    /// <summary>Whether it can be compiled.</summary>
    public bool IsWhole => !Problems.Any(static problem => problem.Severity == ProblemSeverity.Error);

    internal Compilation Output { get; }
}
