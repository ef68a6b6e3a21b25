using Microsoft.CodeAnalysis;

namespace MlpGen.CodeFixes;

/// <summary>Knows the ways to mend one diagnostic. It needs syntax and symbols alone, no workspace: an IDE asks it through a
/// code fix provider, the playground's page directly.</summary>
/// <param name="id">The diagnostic.</param>
internal abstract class Mending(string id)
{
    /// <summary>The diagnostic.</summary>
    public string Id { get; } = id;

    /// <summary>The ways to mend what is wrong at a node; none where the text is too unusual to be changed without being asked.</summary>
    public abstract IEnumerable<TextFix> Find(SyntaxNode node, SemanticModel model, CancellationToken cancellation);
}
