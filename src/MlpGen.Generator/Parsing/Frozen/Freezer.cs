using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using MlpGen.Generator.Diagnostics;
using MlpGen.Generator.Model;
using MlpGen.Generator.Weights;

namespace MlpGen.Generator.Parsing.Frozen;

/// <summary>What comes of a weights file: the network with its weights, or what is wrong with the file.</summary>
/// <param name="Spec">The network; null if anything is wrong.</param>
/// <param name="Outline">The signatures of the network, if anything is wrong.</param>
/// <param name="Problems">What to report, at line and column of the file.</param>
internal sealed record FrozenResult(NetworkSpec? Spec, OutlineSpec? Outline, EquatableArray<Problem> Problems)
{
    /// <summary>What to report at the attribute, since nobody wrote the text that does not fit.</summary>
    public Misfit? Misfit { get; init; }

    /// <summary>What comes of a file that cannot be used.</summary>
    public static FrozenResult Failed(NetworkSpec spec, params Problem[] problems) => new(null, OutlineOf(spec), new(problems));

    private static OutlineSpec OutlineOf(NetworkSpec spec)
    {
        int parameters = spec.Layers.Sum(static layer => layer.WeightCount + (layer.HasBias ? layer.Outputs : 0));
        return new OutlineSpec(
            spec.Type,
            Keyword: "class",
            TypeParameters: "",
            Interface: null,
            spec.Precision,
            GeneratedMembers.Of(spec.Layers, null, spec.Precision, backward: false, spec.Type.IsStatic, isFrozen: true,
                    isInteger: spec.Frozen!.Quantization != Quantization.None)
                .Where(static member => member.IsPublic).ToEquatableArray(),
            Constructors: default,
            new([spec.Layers[0].Inputs, spec.Layers[spec.Layers.Count - 1].Outputs, parameters, 2 * spec.Layers.Sum(static layer => layer.Outputs)]));
    }
}

/// <summary>What is wrong with a file of others, whose place is that of the attribute, which is known elsewhere.</summary>
/// <param name="Network">The hint name of the network.</param>
/// <param name="Message">The sentence.</param>
internal sealed record Misfit(string Network, string Message);

/// <summary>Reads a weights file, holds it against the layers, and tries its golden examples.</summary>
internal static class Freezer
{
    public static FrozenResult Freeze(FrozenSource source, CancellationToken cancellation)
    {
        if (source.File is not { } file)
        {
            return FrozenResult.Failed(source.Spec); // reported at the attribute
        }

        NetworkSpec spec = source.Spec;
        SourceText? text = file.GetText(cancellation);
        if (text is null)
        {
            return Refused(spec, file, null, new JsonMistake(0, 0, Messages.UnreadableWeightsFile));
        }

        try
        {
            bool isSingle = spec.Precision == Precision.Single;
            DocumentLayer[] layers = Layers(spec);
            WeightsDocument document = new WeightsDocumentReader(text.ToString(), layers, isSingle, allowOtherActivations: false).Read();
            GoldenCheck.Check(layers, isSingle, document, text.ToString(), cancellation: cancellation);
            spec = spec with { Frozen = DataFreezer.WithData(spec.Frozen! with { Parameters = new(document.Parameters) }, document.Data) };
            return new FrozenResult(
                spec.Frozen!.Quantization == Quantization.None ? spec : IntegerFreezer.Freeze(spec, document, cancellation), null, default);
        }
        catch (JsonMistake mistake)
        {
            return Refused(spec, file, text, mistake);
        }
    }

    /// <summary>At its place in the file; or at the attribute, in words that need no file, where the build wrote it.</summary>
    private static FrozenResult Refused(NetworkSpec spec, AdditionalText file, SourceText? text, JsonMistake mistake)
    {
        string name = spec.Frozen!.File;
        if (!WeightsFileName.IsConverted(name))
        {
            return FrozenResult.Failed(spec, Problem(file, text, mistake));
        }

        string message = (text is null ? null : LayerComparison.FirstDifference(name, text.ToString(), Layers(spec)))
            ?? Messages.UnfitFile(WeightsFileName.WithoutFolders(name), mistake.Message);
        return FrozenResult.Failed(spec) with { Misfit = new Misfit(spec.Type.HintName, message) };
    }

    private static DocumentLayer[] Layers(NetworkSpec spec) =>
    [
        .. spec.Layers.Select(layer => new DocumentLayer(
            layer.Inputs,
            layer.Outputs,
            layer.Activation.ToString(),
            layer.HasAlpha ? layer.Alpha : null,
            layer.HasBias)),
    ];

    private static Problem Problem(AdditionalText file, SourceText? text, JsonMistake mistake)
    {
        int start = Math.Min(mistake.Offset, text?.Length ?? 0);
        var span = new TextSpan(start, Math.Min(mistake.Length, (text?.Length ?? 0) - start));
        var place = new FileLinePositionSpan(file.Path, text?.Lines.GetLinePositionSpan(span) ?? default);
        return new Problem(Descriptors.FrozenWeights, null, span, mistake.Message, place);
    }
}
