using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Parsing;

/// <summary>The names by which generated code reopens a class: its namespace, the types around it, and itself.</summary>
internal static class TypeNames
{
    /// <summary>All that reopens a class.</summary>
    /// <param name="type">The class.</param>
    /// <param name="hiddenMembers">The signatures that hide a member of a base class.</param>
    public static TypeSpec SpecOf(INamedTypeSymbol type, EquatableArray<string> hiddenMembers) =>
        new(NamespaceOf(type), ContainersOf(type).ToEquatableArray(), Escape(type.Name), HintNames.For(type), type.IsStatic, hiddenMembers)
        {
            IsAbstract = type.IsAbstract && !type.IsStatic,
            PrintsLayers = type.Name != nameof(ToString) && HasNoTextOfItsOwn(type),
            IsDocumented = type.DeclaringSyntaxReferences.Any(static part => part.GetSyntax().GetLeadingTrivia().Any(IsDocumentation)),
        };

    /// <summary>Whether this is a documentation comment, to be found in the text: the compiler parses none where a project asks for no documentation,
    /// and what is generated should not depend on that.</summary>
    private static bool IsDocumentation(SyntaxTrivia trivia)
    {
        string text = trivia.ToFullString();
        return trivia.HasStructure
            ? trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineDocumentationCommentTrivia)
            : (StartsWith("///") && !StartsWith("////")) || (StartsWith("/**") && !StartsWith("/***") && !StartsWith("/**/"));

        bool StartsWith(string start) => text.StartsWith(start, StringComparison.Ordinal);
    }

    /// <summary>Whether <c>ToString</c> is what every object has.</summary>
    private static bool HasNoTextOfItsOwn(INamedTypeSymbol type) =>
        new[] { type }.Concat(Bases(type)).All(static part => part.SpecialType == SpecialType.System_Object || part.GetMembers(nameof(ToString)).IsEmpty);

    /// <summary>A name as it must be written: <c>@class</c> for <c>class</c>.</summary>
    /// <remarks>The contextual keywords too, since some of them (<c>record</c>, <c>file</c>) name no type without it, and all
    /// other names in small letters, which the compiler warns of in each part of a class (CS8981).</remarks>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None
        || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
        || name.All(static c => c is >= 'a' and <= 'z')
            ? "@" + name
            : name;

    /// <summary>Whether the class and all around it have names; half typed, one may lack its own.</summary>
    public static bool AreWhole(INamedTypeSymbol type) =>
        new ISymbol[] { type }.Concat(OuterTypes(type)).Concat(NamespacesOf(type)).All(static part => part.Name.Length > 0);

    /// <summary>The namespace with dots; empty for the global one.</summary>
    public static string NamespaceOf(INamedTypeSymbol type) =>
        string.Join(".", NamespacesOf(type).Select(static space => Escape(space.Name)));

    /// <summary>The headers that reopen the types around a class, outermost first.</summary>
    public static IEnumerable<string> ContainersOf(INamedTypeSymbol type) =>
        OuterTypes(type).Select(static outer => $"partial {KeywordsOf(outer)} {Escape(outer.Name)}{TypeParametersOf(outer)}");

    /// <summary>The namespaces around a type, outermost first, the global one left out.</summary>
    public static IEnumerable<INamespaceSymbol> NamespacesOf(INamedTypeSymbol type)
    {
        var spaces = new Stack<INamespaceSymbol>();
        for (INamespaceSymbol space = type.ContainingNamespace; !space.IsGlobalNamespace; space = space.ContainingNamespace)
        {
            spaces.Push(space);
        }

        return spaces;
    }

    /// <summary>The types around a type, outermost first.</summary>
    public static IEnumerable<INamedTypeSymbol> OuterTypes(INamedTypeSymbol type)
    {
        var outer = new Stack<INamedTypeSymbol>();
        for (INamedTypeSymbol? current = type.ContainingType; current is not null; current = current.ContainingType)
        {
            outer.Push(current);
        }

        return outer;
    }

    /// <summary>The classes that a class derives from, nearest first.</summary>
    public static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? baseType = type.BaseType; baseType is not null; baseType = baseType.BaseType)
        {
            yield return baseType;
        }
    }

    /// <summary>The type parameters in angle brackets, as each part of a type must repeat them; empty for none.</summary>
    public static string TypeParametersOf(INamedTypeSymbol type) => type.Arity == 0 ? ""
        : $"<{string.Join(", ", type.TypeParameters.Select(static parameter => Variance(parameter) + Escape(parameter.Name)))}>";

    private static string Variance(ITypeParameterSymbol parameter) => parameter.Variance switch
    {
        VarianceKind.In => "in ",
        VarianceKind.Out => "out ",
        _ => "",
    };

    /// <summary>The keywords that reopen a type.</summary>
    public static string KeywordsOf(INamedTypeSymbol type) => (type.TypeKind, type.IsRecord) switch
    {
        (TypeKind.Struct, true) => "record struct",
        (TypeKind.Struct, false) => "struct",
        (TypeKind.Interface, _) => "interface",
        (_, true) => "record",
        _ => "class",
    };
}
