using Microsoft.CodeAnalysis;
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Parsing;

/// <summary>Knows what base classes of the same compilation will have once their own networks are generated: a generator
/// does not see what it adds.</summary>
internal sealed class BaseNetworks(Compilation compilation, CancellationToken cancellation)
{
    private readonly Dictionary<INamedTypeSymbol, ParseResult?> _results = new(SymbolEqualityComparer.Default);

    /// <summary>Whether constructors are generated for a class.</summary>
    public bool HasConstructors(INamedTypeSymbol type) => Find(type) is { Spec: { Frozen: null } } or { Outline.Constructors.Count: > 0 };

    /// <summary>The members that are generated for a class.</summary>
    public IEnumerable<GeneratedMember> MembersOf(INamedTypeSymbol type) => Find(type) switch
    {
        { Spec: { } spec } => GeneratedMembers.Of(spec.Layers, spec.Loss, spec.Precision, spec.Backward, spec.Type.IsStatic, spec.Frozen is not null),
        { Outline: { } outline } => outline.Members,
        _ => [],
    };

    private ParseResult? Find(INamedTypeSymbol type)
    {
        if (!_results.TryGetValue(type, out ParseResult? result))
        {
            result = type.DeclaringSyntaxReferences.IsEmpty ? null : NetworkParser.Parse(type, compilation, cancellation);
            _results.Add(type, result);
        }

        return result;
    }
}
