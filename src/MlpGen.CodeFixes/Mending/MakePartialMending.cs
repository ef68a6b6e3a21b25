using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MlpGen.CodeFixes;

/// <summary>MLP001: writes <c>partial</c> on the class and on all types around it.</summary>
internal sealed class MakePartialMending() : Mending("MLP001")
{
    /// <inheritdoc/>
    public override IEnumerable<TextFix> Find(SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        TypeDeclarationSyntax[] types =
        [
            .. node.AncestorsAndSelf().OfType<TypeDeclarationSyntax>()
                .Where(static type => !type.Modifiers.Any(SyntaxKind.PartialKeyword)),
        ];
        if (types.Length == 0)
        {
            yield break;
        }

        string names = string.Join(", ", types.Select(static type => $"'{type.Identifier.ValueText}'"));
        yield return new TextFix(
            "MakePartial",
            $"Make {names} partial",
            [.. types.Select(static type => new TextChange(new TextSpan(type.Keyword.SpanStart, 0), "partial "))]);
    }
}
