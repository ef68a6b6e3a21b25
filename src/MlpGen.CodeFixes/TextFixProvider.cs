using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace MlpGen.CodeFixes;

/// <summary>Offers the fixes of diagnostics, for one mistake or for all in a document, a project or a solution.</summary>
public abstract class TextFixProvider : CodeFixProvider
{
    private readonly Mending? _mending;

    /// <param name="ids">The diagnostics; <see cref="FindAsync(SyntaxNode, SemanticModel, Project, CancellationToken)"/> finds their fixes.</param>
    private protected TextFixProvider(params string[] ids) => FixableDiagnosticIds = [.. ids];

    /// <param name="mending">Finds the fixes of its diagnostic.</param>
    private protected TextFixProvider(Mending mending)
        : this(mending.Id) => _mending = mending;

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(static async (context, document, diagnostics) =>
        await ((TextFixProvider)context.CodeFixProvider)
            .FixAllAsync(document, diagnostics, context.CodeActionEquivalenceKey, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            foreach (TextFix fix in await FindAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(fix.Title, cancellation => ApplyAsync(context.Document, fix.Changes, cancellation), fix.Key), diagnostic);
            }
        }
    }

    /// <summary>The ways to mend what is wrong at a node; none where the text is too unusual to be changed without being asked. A fix that needs to look
    /// into other files of the project overrides it.</summary>
    private protected virtual Task<IEnumerable<TextFix>> FindAsync(SyntaxNode node, SemanticModel model, Project project, CancellationToken cancellation) =>
        Task.FromResult(_mending?.Find(node, model, cancellation) ?? []);

    private async Task<IEnumerable<TextFix>> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        SemanticModel? model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        return root is null || model is null
            ? []
            : await FindAsync(root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: false), model, document.Project, cancellation).ConfigureAwait(false);
    }

    /// <summary>Two mistakes may ask for the same change, which is made once; of two that overlap, the first is made.</summary>
    private async Task<Document?> FixAllAsync(
        Document document, ImmutableArray<Diagnostic> diagnostics, string? key, CancellationToken cancellation)
    {
        var changes = new List<TextChange>();
        foreach (Diagnostic diagnostic in diagnostics)
        {
            foreach (TextFix fix in await FindAsync(document, diagnostic, cancellation).ConfigureAwait(false))
            {
                if (fix.Key == key && !fix.Changes.Any(change => changes.Exists(made => made != change && Overlap(made.Span, change.Span))))
                {
                    changes.AddRange(fix.Changes.Except(changes));
                }
            }
        }

        return await ApplyAsync(document, changes, cancellation).ConfigureAwait(false);
    }

    /// <summary>Whether the order of two changes would matter: insertions at one place included.</summary>
    private static bool Overlap(TextSpan left, TextSpan right) => left.OverlapsWith(right) || (left.IsEmpty && left == right);

    private static async Task<Document> ApplyAsync(Document document, IEnumerable<TextChange> changes, CancellationToken cancellation)
    {
        SourceText text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        return document.WithText(text.WithChanges(changes.OrderBy(static change => change.Span)));
    }
}
