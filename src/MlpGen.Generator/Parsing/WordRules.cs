using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlpGen.Generator.Diagnostics;

namespace MlpGen.Generator.Parsing;

/// <summary>MLP009: the words of C# that generated code uses and a declaration in scope can take away. <c>var</c> and <c>unmanaged</c> mean a
/// type of that name, wherever one is in scope, and <c>nameof</c> a member. Full names would leave generated code unreadable for everybody else.</summary>
internal static class WordRules
{
    private static readonly string[] s_types = [SyntaxFacts.GetText(SyntaxKind.VarKeyword), SyntaxFacts.GetText(SyntaxKind.UnmanagedKeyword)];
    private static readonly string s_member = SyntaxFacts.GetText(SyntaxKind.NameOfKeyword);

    /// <summary>Reports those that are taken, of each kind the first, in the scope of the class.</summary>
    public static void Check(INamedTypeSymbol type, Location typeName, Compilation compilation, ProblemList problems)
    {
        INamedTypeSymbol[] around = [.. TypeNames.OuterTypes(type).Append(type).SelectMany(static outer => TypeNames.Bases(outer).Prepend(outer))];
        IEnumerable<ISymbol> types = around.Cast<INamespaceOrTypeSymbol>().Concat(Namespaces(type, compilation))
            .SelectMany(static scope => s_types.SelectMany(word => scope.GetTypeMembers(word, arity: 0)));
        IEnumerable<ISymbol> members = around.SelectMany(static scope => scope.GetMembers(s_member));

        foreach (ISymbol taken in types.Take(1).Concat(members.Take(1)))
        {
            if (compilation.IsSymbolAccessibleWithin(taken, type))
            {
                problems.Add(Descriptors.NameTaken, typeName, Messages.WordTaken(taken.Name, isType: taken is INamedTypeSymbol));
            }
        }
    }

    /// <summary>Those around a class, with what other assemblies add to them.</summary>
    private static IEnumerable<INamespaceSymbol> Namespaces(INamedTypeSymbol type, Compilation compilation) =>
        TypeNames.NamespacesOf(type).Select(compilation.GetCompilationNamespace).OfType<INamespaceSymbol>().Append(compilation.GlobalNamespace);
}
