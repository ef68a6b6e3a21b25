using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlpGen.Generator.Parsing;

/// <summary>What the <c>global using</c>s of a project bring into every file: a generated one as well.</summary>
internal sealed class GlobalUsings
{
    private readonly IAliasSymbol[] _aliases;
    private readonly INamespaceOrTypeSymbol[] _imports;

    /// <summary>Reads those that are in force at a declaration outside of any namespace; what its own file uses is left out.</summary>
    public GlobalUsings(TypeDeclarationSyntax declaration, Compilation compilation)
    {
        IImportScope[] scopes = [.. compilation.GetSemanticModel(declaration.SyntaxTree).GetImportScopes(declaration.SpanStart)];
        _aliases = [.. scopes.SelectMany(static scope => scope.Aliases).Where(static alias => alias.DeclaringSyntaxReferences.Any(IsGlobal))];
        _imports =
        [
            .. scopes.SelectMany(static scope => scope.Imports)
                .Where(static import => IsGlobal(import.DeclaringSyntaxReference))
                .Select(static import => import.NamespaceOrType),
        ];
    }

    /// <summary>What a name may mean by them: the target of an alias, types of a namespace, and members of a type that is used statically.</summary>
    public IEnumerable<ISymbol> Named(string name)
    {
        IEnumerable<ISymbol> members = _imports.SelectMany(import => import is INamespaceSymbol
            ? import.GetTypeMembers(name)
            : import.GetMembers(name).Where(static member => member.IsStatic || member is INamedTypeSymbol));
        return _aliases.Where(alias => alias.Name == name).Select(static alias => alias.Target).Concat(members);
    }

    private static bool IsGlobal(SyntaxReference? directive) =>
        directive?.GetSyntax() is not UsingDirectiveSyntax local || local.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword);
}
