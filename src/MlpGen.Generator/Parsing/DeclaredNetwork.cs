using Microsoft.CodeAnalysis;
using MlpGen.Generator.Diagnostics;
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Parsing;

/// <summary>All that the attributes of one class say, whatever the class itself is.</summary>
/// <param name="Layers">The layers; null if one of them is wrong by itself.</param>
/// <param name="Loss">The loss, if there is a legal one.</param>
/// <param name="Switches">The switches; null if one of them is wrong.</param>
internal sealed record DeclaredNetwork(EquatableArray<LayerSpec>? Layers, LossSpec? Loss, Switches? Switches)
{
    /// <summary>Reads and checks them all, reporting what is wrong.</summary>
    public static DeclaredNetwork Parse(
        INamedTypeSymbol type, IReadOnlyList<DeclaredAttribute> layerAttributes, ProblemList problems, CancellationToken cancellation)
    {
        DeclaredAttribute? First(string metadataName) => DeclaredAttribute.FirstOf(type, metadataName, cancellation);
        if (First(MetadataNames.Frozen) is { } frozen)
        {
            problems.Add(Descriptors.InvalidOption, frozen.Location, Messages.FrozenUnavailable);
        }

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
        LossSpec? loss = lossAttribute is null ? null : LossParser.Parse(lossAttribute, switches, last, problems);
        bool isWhole = layers.All(static layer => layer.Spec is not null);
        if (!problems.HasErrors)
        {
            Lints.Check(layers, loss, lossAttribute, switches!, problems);
        }

        return new DeclaredNetwork(isWhole ? layers.Select(static layer => layer.Spec!).ToEquatableArray() : null, loss, switches);
    }
}
