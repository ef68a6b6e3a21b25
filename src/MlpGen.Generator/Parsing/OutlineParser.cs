using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Parsing;

/// <summary>Reads what can be read of a class whose attributes, or which itself, has an error. Reports nothing: the error has been.</summary>
internal static class OutlineParser
{
    /// <summary>The outline of a class; null if no part can be added to it from another file.</summary>
    public static OutlineSpec? Parse(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        if (type.TypeKind != TypeKind.Class || !TypeNames.AreWhole(type) || TypeNames.OuterTypes(type).Append(type).Any(static part => part.IsFileLocal))
        {
            return null;
        }

        DeclaredAttribute? First(string metadataName) => DeclaredAttribute.FirstOf(type, metadataName, cancellation);
        DeclaredAttribute? network = First(MetadataNames.Network);
        Precision precision = network?.ValueOf("Precision") is (int)Precision.Double ? Precision.Double : Precision.Single;
        LossSpec? loss = First(MetadataNames.Loss) is { } attribute ? new LossSpec(FunctionOf(attribute), Delta: 1) : null;
        DeclaredAttribute? frozen = First(MetadataNames.Frozen);
        bool isFrozen = frozen is not null, isInteger = frozen?.ValueOf("Quantization") is int and not (int)Quantization.None;
        Derivatives derivatives = network?.ValueOf("Derivatives") is int flags ? (Derivatives)flags : Derivatives.None;
        bool backward = loss is not null || network?.ValueOf("Backward") is not false;

        LayerSize[] layers = LayersOf(type, cancellation);
        var bases = new BaseNetworks(compilation, cancellation);
        GeneratedMember[] members =
        [
            .. GeneratedMembers.Of([.. layers.Select(static layer => Substitute(layer.HasBias))], isFrozen ? null : loss, precision, backward, type.IsStatic, isFrozen, isInteger, derivatives)
                .Where(static member => member.IsPublic),
        ];
        GeneratedMember[] free = [.. members.Where(member => MemberRules.IsFree(type, member, compilation))];
        free = [.. free.Where(member => !IsOfTakenView(member, free))];
        bool isImplementable = !type.IsStatic
            && !isFrozen
            && members.Except(free).All(static taken => (!taken.IsStatic || IsView(taken)) && taken.Name != Names.ParametersProperty)
            && LanguageOf(type) >= LanguageVersion.CSharp11;

        return new OutlineSpec(
            TypeNames.SpecOf(type, MemberRules.FindHidden(type, free, compilation, bases)) with
            {
                ConstructorAttributes = isFrozen ? default : CallerWarnings.Of(type, compilation, bases).ToEquatableArray(),
            },
            TypeNames.KeywordsOf(type),
            TypeNames.TypeParametersOf(type),
            isImplementable ? Names.Interface(loss?.Function, backward) : null,
            precision,
            free.ToEquatableArray(),
            isFrozen ? default : ConstructorsOf(type, precision, compilation, bases).ToEquatableArray(),
            SizesOf(layers).ToEquatableArray())
        {
            RuntimeAlias = PlatformRules.RuntimeAlias(type, compilation),
        };
    }

    /// <summary>Whether a member gives a view whose name something else has.</summary>
    private static bool IsOfTakenView(GeneratedMember member, GeneratedMember[] free) =>
        IsView(member) && free.All(other => other.Name != member.Type);

    private static bool IsView(GeneratedMember member) => member.Type is Names.ParameterView or Names.TraceView;

    /// <summary>What is half typed may become the loss with the most members.</summary>
    private static LossFunction FunctionOf(DeclaredAttribute loss) =>
        loss.ValueOf("function") is int value && Enum.IsDefined(typeof(LossFunction), value) ? (LossFunction)value : LossFunction.CrossEntropy;

    private static LayerSize[] LayersOf(INamedTypeSymbol type, CancellationToken cancellation)
    {
        IReadOnlyList<DeclaredAttribute> attributes = DeclaredAttribute.Of(type, MetadataNames.Layer, cancellation);
        bool isOrdered = attributes.All(attribute => attribute.Declaration == attributes[0].Declaration);
        LayerSize[] layers =
        [
            .. attributes.Select(attribute => new LayerSize(
                isOrdered ? Size(attribute, "inputs") : null,
                isOrdered ? Size(attribute, "outputs") : null,
                HasBias(attribute))),
        ];

        // A layer fits its neighbours unless it says otherwise.
        for (int i = 0; i < layers.Length; i++)
        {
            layers[i] = layers[i] with
            {
                Inputs = layers[i].Inputs ?? (i > 0 ? layers[i - 1].Outputs : null),
                Outputs = layers[i].Outputs ?? (i + 1 < layers.Length ? layers[i + 1].Inputs : null),
            };
        }

        return layers;
    }

    private static bool HasBias(DeclaredAttribute layer) => layer.ValueOf("Bias") is not false;

    private static int? Size(DeclaredAttribute attribute, string name) =>
        attribute.ValueOf(name) is int size and >= 1 and <= Limits.Width ? size : null;

    /// <summary>The public members of a network depend on how many layers there are, and which have a bias.</summary>
    public static LayerSpec Substitute(DeclaredAttribute layer) => Substitute(HasBias(layer));

    private static LayerSpec Substitute(bool hasBias) =>
        new(Inputs: 1, Outputs: 1, Activation.Identity, hasBias, Alpha: 0, Initializer.Zeros, InitialScale: 0);

    /// <summary>In the order of <see cref="Names.Constants"/>.</summary>
    private static IEnumerable<int> SizesOf(LayerSize[] layers)
    {
        yield return layers.FirstOrDefault()?.Inputs ?? OutlineSpec.UnknownSize;
        yield return layers.LastOrDefault()?.Outputs ?? OutlineSpec.UnknownSize;

        // Of too many parameters there may be more than an int holds.
        long? parameters = layers.Sum(static layer => (long?)layer.Inputs * layer.Outputs + (layer.HasBias ? layer.Outputs : 0));
        bool isWhole = layers.Length > 0 && layers.All(static layer => layer is { Inputs: not null, Outputs: not null });
        yield return isWhole && parameters <= int.MaxValue ? (int)parameters! : OutlineSpec.UnknownSize;
        yield return isWhole ? 2 * layers.Sum(static layer => layer.Outputs!.Value) : OutlineSpec.UnknownSize;
    }

    /// <summary>None beside a primary constructor, which they would have to call.</summary>
    private static IEnumerable<string> ConstructorsOf(
        INamedTypeSymbol type, Precision precision, Compilation compilation, BaseNetworks bases)
    {
        if (type.IsStatic || TypeRules.HasPrimaryConstructor(type) || !ConstructorRules.IsBaseUsable(type, compilation, bases))
        {
            return [];
        }

        string[] parameters = ["int seed = 0", $"ReadOnlySpan<{Names.Scalar(precision)}> parameters"];
        return parameters.Where(parameter => !ConstructorRules.IsTaken(type, parameter.Split(' ')[0]));
    }

    private static LanguageVersion LanguageOf(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences[0].SyntaxTree.Options is CSharpParseOptions options ? options.LanguageVersion : LanguageVersion.CSharp12;

    /// <summary>What is known of one layer.</summary>
    private sealed record LayerSize(int? Inputs, int? Outputs, bool HasBias);
}
