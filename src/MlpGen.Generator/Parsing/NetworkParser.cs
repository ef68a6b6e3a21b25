using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlpGen.Generator.Diagnostics;
using MlpGen.Generator.Model;
using MlpGen.Generator.Parsing.Frozen;

namespace MlpGen.Generator.Parsing;

/// <summary>Reads a class with <c>[Layer]</c> attributes. The door between Roslyn's symbols and the generator's own data.</summary>
internal static class NetworkParser
{
    /// <summary>Attributes on anything but a type are the compiler's to reject.</summary>
    public static bool IsCandidate(SyntaxNode node, CancellationToken cancellation) => node is TypeDeclarationSyntax;

    /// <summary>Parses the class of one declaration; null for all but the one that holds its first layer, so that a class
    /// with several parts is parsed once.</summary>
    public static ParseResult? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        IReadOnlyList<DeclaredAttribute> layers = DeclaredAttribute.Of(type, MetadataNames.Layer, cancellation);
        return layers.Count > 0 && layers[0].Declaration == context.TargetNode
            ? Parse(type, context.SemanticModel.Compilation, cancellation)
            : null;
    }

    /// <summary>Parses a type of the compilation; null if it has no layers.</summary>
    public static ParseResult? Parse(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        IReadOnlyList<DeclaredAttribute> attributes = DeclaredAttribute.Of(type, MetadataNames.Layer, cancellation);
        if (attributes.Count == 0 || attributes[0].Declaration is not { } declaration || !TypeNames.AreWhole(type))
        {
            return null;
        }

        var problems = new ProblemList();
        NetworkSpec? spec = null;
        FrozenPlace? frozen = null;
        if (PlatformRules.Check(declaration, compilation, problems))
        {
            bool isClass = TypeRules.Check(type, declaration, problems);
            DeclaredNetwork network = DeclaredNetwork.Parse(type, attributes, problems, cancellation);
            frozen = network.FrozenPlace;
            cancellation.ThrowIfCancellationRequested();
            if (isClass)
            {
                spec = Complete(type, declaration, network, compilation, problems, cancellation);
            }
        }

        return new ParseResult(
            problems.HasErrors ? null : spec,
            problems.HasErrors ? OutlineParser.Parse(type, compilation, cancellation) : null,
            problems.ToEquatableArray(),
            frozen);
    }

    /// <summary>Checks the class against what would be generated, as far as that is known.</summary>
    private static NetworkSpec? Complete(
        INamedTypeSymbol type,
        TypeDeclarationSyntax declaration,
        DeclaredNetwork network,
        Compilation compilation,
        ProblemList problems,
        CancellationToken cancellation)
    {
        Location name = declaration.Identifier.GetLocation();
        var bases = new BaseNetworks(compilation, cancellation);
        bool isFrozen = network.Frozen is not null, isInteger = network.Frozen is { Quantization: not Quantization.None };
        if (!isFrozen)
        {
            ConstructorRules.CheckBase(type, name, compilation, bases, problems);
        }

        WordRules.Check(type, name, compilation, problems);
        if (network.Switches is not { } switches)
        {
            return null;
        }

        GeneratedMember[] members =
            [.. GeneratedMembers.Of(network.KnownLayers, network.Loss, switches.Precision, switches.Backward, type.IsStatic, isFrozen, isInteger, switches.Derivatives)];
        MemberRules.CheckOwn(type, name, members, problems);
        if (!isFrozen)
        {
            ConstructorRules.CheckOwn(type, switches.Precision, problems);
        }

        MemberRules.CheckAbstract(type, name, members, compilation, problems);
        if (network.Layers is not { } layers)
        {
            return null;
        }

        return new NetworkSpec(
            TypeNames.SpecOf(type, MemberRules.FindHidden(type, members, compilation, bases)) with
            {
                ConstructorAttributes = isFrozen ? default : CallerWarnings.Of(type, compilation, bases).ToEquatableArray(),
            },
            layers,
            network.Loss,
            switches.Precision,
            switches.Unroll,
            switches.Backward && !isFrozen,
            PlatformRules.Facts(type, declaration, compilation, cancellation),
            network.Frozen)
        {
            IsReproducible = switches.IsReproducible,
            Derivatives = switches.Derivatives,
        };
    }
}
