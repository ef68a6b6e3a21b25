using Microsoft.CodeAnalysis;
using MlpGen.Generator.Diagnostics;
using MlpGen.Generator.Model;
using MlpGen.Generator.Parsing.Frozen;

namespace MlpGen.Generator.Parsing;

/// <summary>All that the attributes of one class say, whatever the class itself is.</summary>
/// <param name="Layers">The layers; null if one of them is wrong by itself.</param>
/// <param name="KnownLayers">As many layers, with a substitute for each that is wrong: what names are generated is known all the same.</param>
/// <param name="Loss">The loss, if there is a legal one.</param>
/// <param name="Switches">The switches; null if one of them is wrong.</param>
/// <param name="Frozen">The weights file, if there is a legal name of one.</param>
/// <param name="FrozenPlace">Where it is named.</param>
internal sealed record DeclaredNetwork(
    EquatableArray<LayerSpec>? Layers, LayerSpec[] KnownLayers, LossSpec? Loss, Switches? Switches, FrozenSpec? Frozen, FrozenPlace? FrozenPlace)
{
    /// <summary>Reads and checks them all, reporting what is wrong.</summary>
    public static DeclaredNetwork Parse(
        INamedTypeSymbol type, IReadOnlyList<DeclaredAttribute> layerAttributes, ProblemList problems, CancellationToken cancellation)
    {
        DeclaredAttribute? First(string metadataName) => DeclaredAttribute.FirstOf(type, metadataName, cancellation);
        Switches? switches = Switches.Parse(First(MetadataNames.Network), problems);

        // With an unknown precision, numbers are held to the wider one: its own mistake is reported already.
        Precision precision = switches?.Precision ?? Precision.Double;
        DeclaredLayer[] layers =
            [.. layerAttributes.Select((attribute, index) => LayerParser.Parse(attribute, index + 1, precision, problems))];
        bool isOrdered = LayerChain.CheckOrder(layers, problems);
        if (isOrdered)
        {
            LayerChain.CheckNeighbours(layers, [.. DeclaredAttribute.HalfTypedLayers(type)], problems);
        }

        LayerChain.CheckTotals(layers, switches, problems);

        DeclaredAttribute? lossAttribute = First(MetadataNames.Loss);
        DeclaredLayer? last = isOrdered ? layers[layers.Length - 1] : null;
        DeclaredAttribute? frozenAttribute = First(MetadataNames.Frozen);
        FrozenSpec? frozen = frozenAttribute is null ? null : FrozenParser.Parse(frozenAttribute, lossAttribute, switches, problems);
        FrozenPlace? place = frozen is null ? null : FrozenPlace.Of(HintNames.For(type), frozen, frozenAttribute!);
        LossSpec? loss = lossAttribute is null || frozenAttribute is not null ? null : LossParser.Parse(lossAttribute, switches, last, problems);
        if (last is not null && loss is not { Function: LossFunction.BinaryCrossEntropy })
        {
            LayerChain.CheckClasses(last, loss, lossAttribute, problems);
        }

        bool trains = loss is not null && switches is { Backward: true };
        LayerChain.CheckDropout(layers, trains ? precision : null, problems);
        bool isWhole = layers.All(static layer => layer.Spec is not null);
        DerivativeRules.Check(
            switches, loss, frozenAttribute is not null, isWhole ? [.. layers.Select(static layer => layer.Spec!)] : null, problems);
        if (!problems.HasErrors)
        {
            Lints.Check(layers, loss, lossAttribute, switches!, problems);
            Lints.CheckIntegers(layers, frozen, frozenAttribute, problems);
        }

        LayerSpec[] known = [.. layers.Select(static layer => layer.Spec ?? OutlineParser.Substitute(layer.Attribute))];
        return new DeclaredNetwork(isWhole ? known.ToEquatableArray() : null, known, loss, switches, frozen, place);
    }
}
