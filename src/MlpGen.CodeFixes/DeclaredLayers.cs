using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using MlpGen.Generator.Model;
using MlpGen.Generator.Weights;

namespace MlpGen.CodeFixes;

/// <summary>The attributes of one declaration: which are layers, where their arguments stand, and how to write others.</summary>
/// <param name="layers">The <c>[Layer]</c>s in the order of the source.</param>
/// <param name="frozen">The <c>[Frozen]</c>; null if there is none.</param>
/// <param name="model">The file with them.</param>
internal sealed class DeclaredLayers(IReadOnlyList<AttributeSyntax> layers, AttributeSyntax? frozen, SemanticModel model)
{
    private static readonly string[] s_options = ["Alpha", "Bias"];

    /// <summary>The layers, first to last.</summary>
    public IReadOnlyList<AttributeSyntax> All => layers;

    /// <summary>The <c>[Frozen]</c> beside them; null if there is none.</summary>
    public AttributeSyntax? Frozen => frozen;

    /// <summary>The layers around a node, which is an attribute or a part of one.</summary>
    public static DeclaredLayers? Around(SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration)
        {
            return null;
        }

        AttributeSyntax[] attributes = [.. declaration.AttributeLists.SelectMany(static list => list.Attributes)];
        return new DeclaredLayers([.. attributes.Where(Is("LayerAttribute"))], attributes.FirstOrDefault(Is("FrozenAttribute")), model);

        Func<AttributeSyntax, bool> Is(string name) => attribute => IsOfMlpGen(model.GetSymbolInfo(attribute, cancellation).Symbol, name);
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

    /// <summary>Whether an attribute says what a file says of a layer, as far as the file says it.</summary>
    public bool Says(AttributeSyntax layer, LayerOutline outline)
    {
        string? activation = ActivationOf(layer, CancellationToken.None);
        return Equals(ValueOf(layer, "inputs"), outline.Inputs)
            && Equals(ValueOf(layer, "outputs"), outline.Outputs)
            && (ValueOf(layer, "Bias") as bool? ?? true) == outline.HasBias
            && (outline.Activation is null || activation == outline.Activation)
            && (outline.Alpha is not { } alpha || (ValueOf(layer, "Alpha") is { } given ? Convert.ToDouble(given) : DefaultAlpha(activation)) == alpha);
    }

    /// <summary>The α of an activation that is named without one.</summary>
    public static double DefaultAlpha(string? activation) => activation == nameof(Activation.Elu) ? 1 : 0.01;

    /// <summary>The options of a layer of which no file speaks, as they are written; α among them if the activation stays.</summary>
    public static IEnumerable<string> OtherOptions(AttributeSyntax layer, bool withAlpha) => IsLayer(layer)
        ? layer.ArgumentList!.Arguments
            .Where(argument => argument.NameEquals is { Name.Identifier.ValueText: var name } && (!s_options.Contains(name) || withAlpha && name == "Alpha"))
            .Select(static argument => argument.ToString())
        : [];

    /// <summary>An attribute's name beside another of MlpGen: in its words, where they mean it, or in full.</summary>
    public string NameOfAttribute(string name, AttributeSyntax neighbour)
    {
        string words = neighbour.Name.ToString();
        int last = words.LastIndexOfAny(['.', ':']) + 1;
        string[] names = [words.Substring(0, last) + name, $"MlpGen.{name}"];
        return Array.Find(names, candidate =>
        {
            AttributeSyntax attribute = SyntaxFactory.Attribute(SyntaxFactory.ParseName(candidate), SyntaxFactory.ParseAttributeArgumentList("(1, 1)"));
            return model.GetSpeculativeSymbolInfo(neighbour.SpanStart, attribute).Symbol is { } symbol && IsOfMlpGen(symbol, $"{name}Attribute");
        }) ?? $"global::MlpGen.{name}";
    }

    private object? ValueOf(AttributeSyntax layer, string name) =>
        Argument(layer, name) is { } argument ? model.GetConstantValue(argument.Expression).Value : null;

    private static bool IsLayer(AttributeSyntax attribute) => attribute.ArgumentList?.Arguments.Count(static argument => argument.NameEquals is null) >= 2;

    private static bool IsOfMlpGen(ISymbol? constructor, string name) => constructor is IMethodSymbol
    {
        ContainingType: { ContainingNamespace: { Name: "MlpGen", ContainingNamespace.IsGlobalNamespace: true } } type,
    } && type.Name == name;

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
