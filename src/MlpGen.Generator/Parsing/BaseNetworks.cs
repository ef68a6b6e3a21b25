using Microsoft.CodeAnalysis;
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Parsing;

/// <summary>Knows what base classes of the same compilation will have once their own networks are generated: a generator
/// does not see what it adds.</summary>
internal sealed class BaseNetworks(Compilation compilation, CancellationToken cancellation)
{
    private readonly Dictionary<INamedTypeSymbol, NetworkSpec?> _specs = new(SymbolEqualityComparer.Default);

    /// <summary>The spec of a class of this compilation, null if nothing is generated for it.</summary>
    public NetworkSpec? Find(INamedTypeSymbol type)
    {
        if (!_specs.TryGetValue(type, out NetworkSpec? spec))
        {
            spec = type.DeclaringSyntaxReferences.IsEmpty ? null : NetworkParser.Parse(type, compilation, cancellation)?.Spec;
            _specs.Add(type, spec);
        }

        return spec;
    }

    /// <summary>The members that are generated for a class.</summary>
    public IEnumerable<GeneratedMember> MembersOf(INamedTypeSymbol type) =>
        Find(type) is { } spec
            ? GeneratedMembers.Of(spec.Layers, spec.Loss, spec.Precision, spec.Backward, spec.Type.IsStatic)
            : [];
}
