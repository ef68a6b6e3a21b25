using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace MlpGen.Generator.Parsing;

/// <summary>Names the generated file of a class: <c>Demo.Outer.TinyNet.g.cs</c>.</summary>
/// <remarks>
/// The compiler demands names that differ by more than case, and file systems would too. So a name that another one in the
/// same namespace or type equals but for its case gets the hash of the exact name behind it; all others stay plain.
/// </remarks>
internal static class HintNames
{
    public static string For(INamedTypeSymbol type)
    {
        ISymbol[] path = [.. TypeNames.NamespacesOf(type), .. TypeNames.OuterTypes(type), type];
        string name = string.Join(".", path.Select(static part => Encode(part.Name)));
        return path.Any(HasDouble) ? $"{name}.{Hash(path)}.g.cs" : name + ".g.cs";
    }

    /// <summary>Letters and digits of ASCII as they are, anything else as its code between hyphens, which no name contains.</summary>
    private static string Encode(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (char c in name)
        {
            if (c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_')
            {
                text.Append(c);
            }
            else
            {
                text.Append('-').Append(((int)c).ToString("x", CultureInfo.InvariantCulture)).Append('-');
            }
        }

        return text.ToString();
    }

    private static bool HasDouble(ISymbol symbol)
    {
        INamespaceOrTypeSymbol home = symbol.ContainingType ?? (INamespaceOrTypeSymbol)symbol.ContainingNamespace;
        return home.GetMembers().Any(other =>
            other is INamespaceOrTypeSymbol
            && string.Equals(other.Name, symbol.Name, StringComparison.OrdinalIgnoreCase)
            && !SymbolEqualityComparer.Default.Equals(other, symbol));
    }

    /// <summary>FNV-1a over the names and kinds: the same on every machine, unlike <see cref="string.GetHashCode()"/>.</summary>
    private static string Hash(ISymbol[] path)
    {
        uint hash = 2166136261;
        foreach (char c in string.Join(".", path.Select(static part => $"{part.Kind} {(part as ITypeSymbol)?.TypeKind} {part.Name}")))
        {
            hash = unchecked((hash ^ c) * 16777619);
        }

        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
