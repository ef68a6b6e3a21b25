using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Parsing;

/// <summary>Finds which of the short names that generated code would use mean something else where a class stands.</summary>
/// <remarks>
/// Generated files use namespaces inside that of the class. The compiler looks a name up from the inside to the outside, so that what it
/// finds before those are: members of the class, of the types around it, and of the bases of them all; then the types and namespaces in the
/// class's own namespace. Whatever has the name counts, whatever its kind and number of type parameters: names are cheap to write in full.
/// In the global namespace the file's own usings stand beside the global usings of the project.
/// </remarks>
internal sealed class TakenNames
{
    private readonly INamedTypeSymbol _type;
    private readonly Compilation _compilation;
    private readonly INamedTypeSymbol[] _scopes;
    private readonly INamespaceSymbol _home;
    private readonly INamespaceSymbol[] _extended;
    private readonly GlobalUsings? _globalUsings;

    private TakenNames(INamedTypeSymbol type, TypeDeclarationSyntax declaration, Compilation compilation)
    {
        _type = type;
        _compilation = compilation;
        _scopes = [.. TypeNames.OuterTypes(type).Append(type).SelectMany(static around => WithBases(around))];

        // The namespace that a class from source names has the types from source alone.
        _home = compilation.GetCompilationNamespace(type.ContainingNamespace) ?? type.ContainingNamespace;
        _extended = [.. ShortNames.Namespaces.Select(FindInSource).OfType<INamespaceSymbol>()];
        _globalUsings = _home.IsGlobalNamespace ? new GlobalUsings(declaration, compilation) : null;
    }

    /// <summary>The taken ones of <see cref="ShortNames.All"/>, in the same order.</summary>
    /// <param name="type">The class.</param>
    /// <param name="declaration">The part of it with the layers.</param>
    /// <param name="compilation">The project.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static EquatableArray<string> Of(
        INamedTypeSymbol type, TypeDeclarationSyntax declaration, Compilation compilation, CancellationToken cancellation)
    {
        var places = new TakenNames(type, declaration, compilation);
        cancellation.ThrowIfCancellationRequested();
        return ShortNames.All.Where(places.IsTaken).ToEquatableArray();
    }

    /// <remarks>Loops without closures, since each name is asked for in each network, after each keystroke.</remarks>
    private bool IsTaken(string name)
    {
        foreach (INamedTypeSymbol scope in _scopes)
        {
            if (scope.GetMembers(name) is { IsEmpty: false } members && members.Any(IsVisible))
            {
                return true;
            }
        }

        foreach (INamespaceSymbol space in _extended)
        {
            if (!space.GetTypeMembers(name).IsEmpty)
            {
                return true;
            }
        }

        return HasOther(_home.GetMembers(name), name) || (_globalUsings is not null && HasOther(_globalUsings.Named(name), name));
    }

    private bool HasOther(IEnumerable<ISymbol> symbols, string name)
    {
        foreach (ISymbol symbol in symbols)
        {
            if (IsOther(symbol, name))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsVisible(ISymbol symbol) => symbol is INamespaceSymbol || _compilation.IsSymbolAccessibleWithin(symbol, _type);

    /// <summary>Whether what a name means is not what generated code means by it: a type that a library has in one of the used namespaces.</summary>
    private bool IsOther(ISymbol symbol, string name) => IsVisible(symbol)
        && !(symbol is INamedTypeSymbol { ContainingType: null } type
            && type.Name == name // not so for an alias
            && type.Equals(type.OriginalDefinition, SymbolEqualityComparer.Default)
            && !type.ContainingAssembly.Equals(_compilation.Assembly, SymbolEqualityComparer.Default)
            && ShortNames.Namespaces.Contains(type.ContainingNamespace.ToDisplayString()));

    /// <summary>A type and all whose members are found by their names alone in it.</summary>
    private static IEnumerable<INamedTypeSymbol> WithBases(INamedTypeSymbol type)
    {
        IEnumerable<INamedTypeSymbol> bases = TypeNames.Bases(type).Prepend(type);
        return type.TypeKind == TypeKind.Interface ? bases.Concat(type.AllInterfaces) : bases;
    }

    /// <summary>The part of a namespace that is the project's own, whose types would be ambiguous with those of the others; null as a rule.</summary>
    /// <remarks>The project's part alone, since to merge those of all libraries takes milliseconds.</remarks>
    private INamespaceSymbol? FindInSource(string name)
    {
        INamespaceSymbol? space = _compilation.Assembly.GlobalNamespace;
        foreach (string part in name.Split('.'))
        {
            space = space?.GetMembers(part).OfType<INamespaceSymbol>().FirstOrDefault();
        }

        return space;
    }
}
