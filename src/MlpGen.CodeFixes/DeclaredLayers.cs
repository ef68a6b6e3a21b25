using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MlpGen.CodeFixes;

/// <summary>The attributes of one declaration: which are layers, where their arguments stand, and how to write others.</summary>
/// <param name="layers">The <c>[Layer]</c>s in the order of the source.</param>
/// <param name="model">The file with them.</param>
internal sealed class DeclaredLayers(IReadOnlyList<AttributeSyntax> layers, SemanticModel model)
{
    /// <summary>The layers, first to last.</summary>
    public IReadOnlyList<AttributeSyntax> All => layers;

    /// <summary>The layers around a node, which is an attribute or a part of one.</summary>
    public static DeclaredLayers? Around(SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration)
        {
            return null;
        }

        AttributeSyntax[] layers =
        [
            .. declaration.AttributeLists
                .SelectMany(static list => list.Attributes)
                .Where(attribute => model.GetSymbolInfo(attribute, cancellation).Symbol is IMethodSymbol
                {
                    ContainingType: { Name: "LayerAttribute", ContainingNamespace: { Name: "MlpGen", ContainingNamespace.IsGlobalNamespace: true } },
                }),
        ];
        return new DeclaredLayers(layers, model);
    }

    /// <summary>Which layer a node is a part of, counting from 0; −1 if it is of none.</summary>
    public int IndexOf(SyntaxNode node)
    {
        AttributeSyntax? attribute = node.FirstAncestorOrSelf<AttributeSyntax>();
        return layers.ToList().FindIndex(layer => layer == attribute);
    }

    /// <summary>The argument of a parameter or property; null if it is left out.</summary>
    public static AttributeArgumentSyntax? Argument(AttributeSyntax layer, string name)
    {
        string[] parameters = ["inputs", "outputs", "activation"];
        return layer.ArgumentList?.Arguments
            .Where((argument, position) =>
                (argument.NameColon?.Name.Identifier.ValueText
                    ?? argument.NameEquals?.Name.Identifier.ValueText
                    ?? parameters.ElementAtOrDefault(position)) == name)
            .FirstOrDefault();
    }

    /// <summary>The name of a layer's activation; null if it is written as a number.</summary>
    public string? ActivationOf(AttributeSyntax layer, CancellationToken cancellation) => Argument(layer, "activation") is { } argument
        ? (model.GetSymbolInfo(argument.Expression, cancellation).Symbol as IFieldSymbol)?.Name
        : "Identity";

    /// <summary>The changes that give a layer another activation. An α that the old one had goes with it.</summary>
    public IEnumerable<TextChange> SetActivation(AttributeSyntax layer, string activation)
    {
        string name = NameOf("Activation", activation, layer.SpanStart);
        if (Argument(layer, "activation") is { } argument)
        {
            yield return new TextChange(argument.Expression.Span, name);
        }
        else if (layer.ArgumentList is { } list && list.Arguments.LastOrDefault(static a => a.NameEquals is null) is { } last)
        {
            string label = last.NameColon is null ? "" : "activation: ";
            yield return new TextChange(new TextSpan(last.Span.End, 0), $", {label}{name}");
        }

        if (Argument(layer, "Alpha") is { } alpha)
        {
            // With the comma before it: an activation stands there, or at least two sizes.
            SyntaxToken comma = alpha.GetFirstToken().GetPreviousToken();
            yield return new TextChange(TextSpan.FromBounds(comma.SpanStart, alpha.Span.End), "");
        }
    }

    /// <summary>A value of an enum of MlpGen, by the shortest name that means it at a place.</summary>
    public string NameOf(string enumName, string value, int position)
    {
        string[] names = [value, $"{enumName}.{value}", $"MlpGen.{enumName}.{value}"];
        return Array.Find(names, name =>
        {
            ExpressionSyntax expression = SyntaxFactory.ParseExpression(name);
            ISymbol? symbol = model.GetSpeculativeSymbolInfo(position, expression, SpeculativeBindingOption.BindAsExpression).Symbol;
            return symbol is IFieldSymbol { ContainingType: { } type } && type.ToDisplayString() == $"MlpGen.{enumName}";
        }) ?? $"global::MlpGen.{enumName}.{value}";
    }
}
