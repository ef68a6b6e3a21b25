using Microsoft.CodeAnalysis;
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Diagnostics;

/// <summary>Collects the problems of one class, in the order in which they are found.</summary>
internal sealed class ProblemList
{
    private readonly List<Problem> _problems = [];

    /// <summary>Whether nothing can be generated.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Stops generation without a word: the compiler has already said what is wrong.</summary>
    public void LeaveToCompiler() => HasErrors = true;

    public void Add(DiagnosticDescriptor descriptor, Location location, string message)
    {
        var problem = new Problem(descriptor, location.SourceTree, location.SourceSpan, message);
        HasErrors |= problem.IsError;
        _problems.Add(problem);
    }

    /// <summary>The problems in the order of the source, each once.</summary>
    public EquatableArray<Problem> ToEquatableArray() => _problems.Distinct().ToEquatableArray();
}
