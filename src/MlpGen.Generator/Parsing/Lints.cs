using MlpGen.Generator.Diagnostics;
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Parsing;

/// <summary>MLP101 to MLP105: what is legal, and most likely not meant. Each needs the whole network to be legal.</summary>
internal static class Lints
{
    public static void Check(
        IReadOnlyList<DeclaredLayer> layers, LossSpec? loss, DeclaredAttribute? lossAttribute, Switches switches, ProblemList problems)
    {
        CheckHiddenLayers(layers, problems);
        CheckSaturation(layers[layers.Count - 1], loss, lossAttribute, problems);
        CheckUnrolling(layers, switches, problems);
    }

    /// <summary>MLP105: integers that take as long as floats.</summary>
    public static void CheckIntegers(
        IReadOnlyList<DeclaredLayer> layers, FrozenSpec? frozen, DeclaredAttribute? frozenAttribute, ProblemList problems)
    {
        if (frozen is null || frozen.Quantization == Quantization.None)
        {
            return;
        }

        int widest = layers.Max(static layer => layer.Spec!.Outputs);
        if (frozen.Quantization == Quantization.Int16 || widest < Limits.FasterIntegers)
        {
            problems.Add(
                Descriptors.SlowIntegers, Frozen.FrozenParser.QuantizationOf(frozenAttribute!),
                frozen.Quantization == Quantization.Int16 ? Messages.SlowShorts : Messages.SlowIntegers(widest));
        }
    }

    private static void CheckHiddenLayers(IReadOnlyList<DeclaredLayer> layers, ProblemList problems)
    {
        for (int i = 0; i + 1 < layers.Count; i++)
        {
            DeclaredLayer layer = layers[i];
            if (layer.Activation == Activation.Identity)
            {
                problems.Add(Descriptors.HiddenIdentity, layer.Attribute.LocationOf("activation"), Messages.HiddenIdentity(layer.Number));
            }

            bool hasNoGradient = !layer.Spec!.HasBias && ActivationTraits.Of(layer.Spec.Activation).IsFlatAtZero;
            if (StartsAtZero(layer.Spec) && (StartsAtZero(layers[i + 1].Spec!) || hasNoGradient))
            {
                bool byScale = layer.Spec.Initializer == Initializer.ScaledNormal;
                problems.Add(
                    Descriptors.SymmetricWeights,
                    layer.Attribute.LocationOf(byScale ? "InitialScale" : "Initializer"),
                    Messages.SymmetricWeights(layer.Number, byScale));
            }
        }
    }

    private static bool StartsAtZero(LayerSpec layer) =>
        layer is { Initializer: Initializer.Zeros } or { Initializer: Initializer.ScaledNormal, InitialScale: 0 };

    private static void CheckSaturation(DeclaredLayer last, LossSpec? loss, DeclaredAttribute? attribute, ProblemList problems)
    {
        if (loss is not null && LossTraits.Of(loss.Function).IsSquared && last.Activation is { } activation
            && ActivationTraits.Of(activation).BetterThanSquares is { } advice)
        {
            problems.Add(
                Descriptors.SaturatingOutput,
                attribute!.LocationOf("function"),
                Messages.SaturatingOutput(loss.Function, last.Number, activation, advice));
        }
    }

    private static void CheckUnrolling(IReadOnlyList<DeclaredLayer> layers, Switches switches, ProblemList problems)
    {
        long multiplyAdds = layers.Sum(static layer => (long)layer.Spec!.WeightCount);
        if (switches is { Unroll: Unroll.Full, Attribute: { } attribute }
            && multiplyAdds is > Limits.OptimizedMultiplyAdds and <= Limits.UnrolledMultiplyAdds)
        {
            problems.Add(Descriptors.UnrolledTooFar, attribute.LocationOf("Unroll"), Messages.UnrolledTooFar(multiplyAdds));
        }
    }
}
