using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using MlpGen.CodeFixes;

namespace MlpGen.Playground.Compiler;

/// <summary>Collects what is said of the user's file, with the ways out.</summary>
/// <param name="model">The file, and what its names mean.</param>
internal sealed class Problems(SemanticModel model)
{
    private static readonly ImmutableArray<Mending> s_mendings =
        [new MakePartialMending(), new FitSizesMending(), new MoveSoftmaxMending(), new FitLossMending(), new AddActivationMending()];

    /// <summary>The problems in the order of the file. What stands in generated files is not the user's to mend, and is left out; so is what the
    /// compiler says of a place that the generator has spoken of: it is the same mistake in less helpful words.</summary>
    /// <param name="generator">What the generator says.</param>
    public ImmutableArray<Problem> Of(ImmutableArray<Diagnostic> generator) =>
    [
        .. generator.Concat(model.GetDiagnostics().Where(said => !generator.Any(known => known.Location.SourceSpan == said.Location.SourceSpan)))
            .Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden && !diagnostic.IsSuppressed && IsHere(diagnostic))
            .OrderBy(static diagnostic => diagnostic.Location.SourceSpan)
            .Select(Of),
    ];

    private static bool IsHere(Diagnostic diagnostic) => diagnostic.Location.SourceTree is null || diagnostic.Location.SourceTree.FilePath == CompilerSession.FileName;

    private Problem Of(Diagnostic diagnostic)
    {
        TextSpan span = diagnostic.Location.SourceSpan;
        LinePosition place = diagnostic.Location.GetLineSpan().StartLinePosition;
        return new Problem(
            diagnostic.Id,
            diagnostic.Severity switch
            {
                DiagnosticSeverity.Error => ProblemSeverity.Error,
                DiagnosticSeverity.Warning => ProblemSeverity.Warning,
                _ => ProblemSeverity.Information,
            },
            diagnostic.GetMessage(CultureInfo.InvariantCulture),
            span.Start,
            span.Length,
            place.Line + 1,
            place.Character + 1,
            diagnostic.Descriptor.Description.ToString(CultureInfo.InvariantCulture),
            [.. FixesOf(diagnostic)]);
    }

    private IEnumerable<Fix> FixesOf(Diagnostic diagnostic)
    {
        if (s_mendings.FirstOrDefault(mending => mending.Id == diagnostic.Id) is not { } mending)
        {
            yield break;
        }

        SourceText text = model.SyntaxTree.GetText();
        SyntaxNode node = model.SyntaxTree.GetRoot().FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: false);
        foreach (TextFix fix in mending.Find(node, model, default))
        {
            yield return new Fix(fix.Title, text.WithChanges(fix.Changes.OrderBy(static change => change.Span)).ToString());
        }
    }
}
