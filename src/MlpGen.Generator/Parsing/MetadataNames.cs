using Microsoft.CodeAnalysis;

namespace MlpGen.Generator.Parsing;

/// <summary>The types that the generator looks for, by their names in metadata: it does not reference the assembly they are in.</summary>
internal static class MetadataNames
{
    public const string Layer = "MlpGen.LayerAttribute";
    public const string Loss = "MlpGen.LossAttribute";
    public const string Network = "MlpGen.NetworkAttribute";
    public const string Frozen = "MlpGen.FrozenAttribute";

    /// <summary>What every generated class implements.</summary>
    public const string NetworkInterface = "MlpGen.INetwork`2";

    /// <summary>The widest vectors that generated code asks for; .NET 8 was the first to have them.</summary>
    public const string WidestVector = "System.Runtime.Intrinsics.Vector512";

    /// <summary>The attributes that mean something beside a layer only.</summary>
    public static readonly string[] Options = [Loss, Network, Frozen];

    /// <summary>All attributes of a network.</summary>
    public static readonly string[] All = [Layer, .. Options];

    private const string Namespace = "MlpGen";

    /// <summary>Whether this is the namespace <c>System</c>.</summary>
    public static bool IsSystem(this INamespaceSymbol? space) => space is { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true };

    /// <summary>Whether a type is the top-level one of the given metadata name.</summary>
    public static bool IsNamed(this INamedTypeSymbol? type, string metadataName) =>
        type is { TypeKind: not TypeKind.Error, ContainingType: null, Arity: 0 }
        && type.ContainingNamespace is { Name: Namespace, ContainingNamespace.IsGlobalNamespace: true }
        && metadataName.Length == Namespace.Length + 1 + type.Name.Length
        && metadataName.EndsWith(type.Name, StringComparison.Ordinal);
}
