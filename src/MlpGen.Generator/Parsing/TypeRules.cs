using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlpGen.Generator.Diagnostics;

namespace MlpGen.Generator.Parsing;

/// <summary>MLP001 and MLP002: whether another part can be added to the class at all.</summary>
internal static class TypeRules
{
    /// <summary>Reports what forbids another part.</summary>
    /// <param name="type">The type that bears the attributes.</param>
    /// <param name="declaration">The part of it with the first of them.</param>
    /// <param name="problems">Receives what is wrong.</param>
    /// <returns>Whether it is a class, so that rules about its members make sense.</returns>
    public static bool Check(INamedTypeSymbol type, TypeDeclarationSyntax declaration, ProblemList problems)
    {
        bool isClass = type.TypeKind == TypeKind.Class && !type.IsRecord;
        if (!isClass)
        {
            string message = Messages.NotAClass(type.Name, KindOf(declaration));
            problems.Add(Descriptors.UnsupportedType, declaration.Identifier.GetLocation(), message);
        }

        CheckSurroundings(type, declaration, checkPartial: isClass, problems);
        if (isClass)
        {
            CheckPrimaryConstructor(type, problems);
        }

        return isClass;
    }

    /// <summary>The keywords that declare a type of this kind.</summary>
    public static string KindOf(TypeDeclarationSyntax declaration) => declaration switch
    {
        RecordDeclarationSyntax record when record.ClassOrStructKeyword.IsKind(SyntaxKind.StructKeyword) => "record struct",
        _ => declaration.Keyword.ValueText,
    };

    /// <summary>Walks from the class outwards: each type must be partial, not generic, not local to its file.</summary>
    private static void CheckSurroundings(
        INamedTypeSymbol type, TypeDeclarationSyntax declaration, bool checkPartial, ProblemList problems)
    {
        INamedTypeSymbol? current = type;
        TypeDeclarationSyntax? syntax = declaration;
        while (current is not null && syntax is not null)
        {
            bool isOuter = !ReferenceEquals(current, type);
            Location name = syntax.Identifier.GetLocation();
            if (!IsPartial(current) && (checkPartial || isOuter))
            {
                problems.Add(Descriptors.NotPartial, name, Messages.NotPartial(current.Name, isOuter ? type.Name : null, KindOf(syntax)));
            }

            if (current.Arity > 0)
            {
                Location where = syntax.TypeParameterList?.GetLocation() ?? name;
                problems.Add(Descriptors.UnsupportedType, where, Messages.Generic(current.Name, isOuter ? type.Name : null));
            }

            if (current.IsFileLocal)
            {
                problems.Add(Descriptors.UnsupportedType, FileKeyword(syntax) ?? name, Messages.FileLocal(current.Name));
            }

            current = current.ContainingType;
            syntax = syntax.Parent as TypeDeclarationSyntax;
        }
    }

    /// <summary>Whether each other constructor would have to call a primary one.</summary>
    public static bool HasPrimaryConstructor(INamedTypeSymbol type) => PrimaryParameters(type) is not null;

    private static ParameterListSyntax? PrimaryParameters(INamedTypeSymbol type) => Declarations(type)
        .Select(static declaration => declaration.ParameterList)
        .FirstOrDefault(static list => list is not null);

    private static void CheckPrimaryConstructor(INamedTypeSymbol type, ProblemList problems)
    {
        if (PrimaryParameters(type) is { } parameters)
        {
            problems.Add(Descriptors.UnsupportedType, parameters.GetLocation(), Messages.PrimaryConstructor(type.Name));
        }
    }

    /// <summary>Whether any part says partial: that another does not is the compiler's to report (CS0260).</summary>
    public static bool IsPartial(INamedTypeSymbol type) =>
        Declarations(type).Any(static declaration => declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static Location? FileKeyword(TypeDeclarationSyntax declaration)
    {
        SyntaxToken keyword = declaration.Modifiers.FirstOrDefault(static modifier => modifier.IsKind(SyntaxKind.FileKeyword));
        return keyword == default ? null : keyword.GetLocation();
    }

    private static IEnumerable<TypeDeclarationSyntax> Declarations(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Select(static reference => reference.GetSyntax()).OfType<TypeDeclarationSyntax>();
}
