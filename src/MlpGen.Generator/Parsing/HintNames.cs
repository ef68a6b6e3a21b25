using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Parsing;

/// <summary>Names the generated files of a class: <c>Demo.Outer.TinyNet.g.cs</c>, beside which stand <c>Demo.Outer.TinyNet.Members.g.cs</c> and others.</summary>
/// <remarks>
/// The compiler demands names that differ by more than case, and file systems would too; nor are they of any length there. So three
/// kinds of names get the hash of the exact name behind them: one that another in the same namespace or type equals but for its case; one
/// that could be a further file of the class around it; and one that is too long, which is cut. All others stay plain. A hash is written with
/// a 0 before it, which begins no identifier, so that it is not mistaken for the name of a nested class.
/// </remarks>
internal static class HintNames
{
    /// <summary>The longest name of a file, in bytes; all its characters are ASCII.</summary>
    public const int MaxLength = 200;

    /// <summary>What is left for the name of the class.</summary>
    private static readonly int s_maxNameLength =
        MaxLength - TypeSpec.FurtherFiles.Max(static file => file.Length) - ".".Length - TypeSpec.Suffix.Length;

    public static string For(INamedTypeSymbol type)
    {
        ISymbol[] path = [.. TypeNames.NamespacesOf(type), .. TypeNames.OuterTypes(type), type];
        string name = string.Join(".", path.Select(static part => Encode(part.Name)));
        if (name.Length > s_maxNameLength || IsFurtherFile(type) || path.Any(HasDouble))
        {
            string hash = ".0" + Hash(path);
            name = name.Substring(0, Math.Min(name.Length, s_maxNameLength - hash.Length)) + hash;
        }

        return name + TypeSpec.Suffix;
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

    /// <summary>Whether a nested class is named as a further file of the class around it is.</summary>
    private static bool IsFurtherFile(INamedTypeSymbol type) =>
        type.ContainingType is not null && TypeSpec.FurtherFiles.Contains(type.Name, StringComparer.OrdinalIgnoreCase);

    private static bool HasDouble(ISymbol symbol)
    {
        INamespaceOrTypeSymbol home = symbol.ContainingType ?? (INamespaceOrTypeSymbol)symbol.ContainingNamespace;
        return home.GetMembers().Any(other =>
            other is INamespaceOrTypeSymbol
            && string.Equals(other.Name, symbol.Name, StringComparison.OrdinalIgnoreCase)
            && !SymbolEqualityComparer.Default.Equals(other, symbol));
    }

    /// <summary>FNV-1a in 64 bits over the names and kinds: the same on every machine, unlike <see cref="string.GetHashCode()"/>.</summary>
    private static string Hash(ISymbol[] path)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in string.Join(".", path.Select(Describe)))
        {
            hash = unchecked((hash ^ c) * 1099511628211);
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }

    private static string Describe(ISymbol part) =>
        part is INamedTypeSymbol type ? $"{type.TypeKind} {type.Name}`{type.Arity.ToString(CultureInfo.InvariantCulture)}" : $"{part.Kind} {part.Name}";
}
