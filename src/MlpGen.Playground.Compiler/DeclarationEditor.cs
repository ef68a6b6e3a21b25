using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlpGen.Playground.Compiler;

/// <summary>Changes options of the layers in the user's file, as the controls of the page do; the rest of the text stays as it is.</summary>
public static class DeclarationEditor
{
    /// <summary>Gives all hidden layers another activation.</summary>
    /// <param name="source">The file. Its first class with a <c>[Layer]</c> is meant.</param>
    /// <param name="activation">The name, for which the file has <c>using static MlpGen.Activation</c>, or it is qualified.</param>
    public static string SetHiddenActivation(string source, Activation activation) => Edit(source, (layer, root) =>
    {
        var arguments = layer.ArgumentList!.Arguments;
        string name = root.Usings.Any(static u => u.StaticKeyword.IsKind(SyntaxKind.StaticKeyword)) ? $"{activation}" : $"Activation.{activation}";
        AttributeArgumentSyntax written = SyntaxFactory.AttributeArgument(SyntaxFactory.ParseExpression(name));
        int positional = arguments.TakeWhile(static a => a.NameEquals is null).Count();
        arguments = positional > 2
            ? arguments.Replace(arguments[2], written.WithTriviaFrom(arguments[2]))
            : arguments.Insert(2, written.WithLeadingTrivia(SyntaxFactory.Space));
        // An α means something to LeakyRelu and Elu alone.
        return Without(arguments, activation is Activation.LeakyRelu or Activation.Elu ? "" : "Alpha");
    });

    /// <summary>Gives all hidden layers another probability of dropping an output.</summary>
    /// <param name="source">The file. Its first class with a <c>[Layer]</c> is meant.</param>
    /// <param name="probability">0 takes the option away.</param>
    public static string SetDropout(string source, double probability) => Edit(source, (layer, _) =>
    {
        var arguments = Without(layer.ArgumentList!.Arguments, "Dropout");
        if (probability == 0)
        {
            return arguments;
        }

        string number = probability.ToString(System.Globalization.CultureInfo.InvariantCulture);
        AttributeArgumentSyntax written = SyntaxFactory.AttributeArgument(
            SyntaxFactory.NameEquals(SyntaxFactory.IdentifierName("Dropout "), SyntaxFactory.Token(SyntaxKind.EqualsToken)),
            null,
            SyntaxFactory.ParseExpression(number).WithLeadingTrivia(SyntaxFactory.Space));
        return arguments.Add(written.WithLeadingTrivia(SyntaxFactory.Space));
    });

    private static SeparatedSyntaxList<AttributeArgumentSyntax> Without(SeparatedSyntaxList<AttributeArgumentSyntax> arguments, string name) =>
        arguments.FirstOrDefault(a => a.NameEquals?.Name.Identifier.ValueText == name) is { } option ? arguments.Remove(option) : arguments;

    /// <summary>Changes the arguments of all layers but the last, where they are whole enough to be changed.</summary>
    private static string Edit(
        string source, Func<AttributeSyntax, CompilationUnitSyntax, SeparatedSyntaxList<AttributeArgumentSyntax>> change)
    {
        var root = (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(source).GetRoot();
        AttributeSyntax[] layers = root.DescendantNodes().OfType<ClassDeclarationSyntax>()
            .Select(static declaration => declaration.AttributeLists.SelectMany(static list => list.Attributes).Where(IsLayer).ToArray())
            .FirstOrDefault(static found => found.Length > 0) ?? [];
        AttributeSyntax[] hidden = [.. layers.SkipLast(1).Where(static layer => layer.ArgumentList?.Arguments.Count >= 2)];
        return root.ReplaceNodes(hidden, (layer, _) => layer.WithArgumentList(layer.ArgumentList!.WithArguments(change(layer, root)))).ToFullString();
    }

    private static bool IsLayer(AttributeSyntax attribute) => attribute.Name.ToString() is "Layer" or "LayerAttribute" or "MlpGen.Layer";
}
