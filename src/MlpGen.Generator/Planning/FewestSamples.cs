using MlpGen.Generator.Model;

namespace MlpGen.Generator.Planning;

/// <summary>The fewest samples that are worth a tile in columns: the quicker one sample is by itself, the more. Fewer go one by one.</summary>
/// <param name="Forward">Forward.</param>
/// <param name="WithGradient">Forward and back.</param>
internal sealed record FewestSamples(int Forward, int WithGradient)
{
    /// <summary>Where samples go layer by layer: fewer leave most of each vector empty. Measured: even at 7 to 11 samples, forward and back.</summary>
    public const int Least = 8;

    /// <summary>Where the last two layers of one sample go in one pass. Measured: 1-100-1 is even at 12 samples forward, at 15 with gradients.</summary>
    private const int BesideOnePass = 16;

    /// <summary>Those of a network.</summary>
    public static FewestSamples Of(EquatableArray<LayerPlan> layers, Choices choices)
    {
        if (choices.EndsInOnePass)
        {
            return new(BesideOnePass, BesideOnePass);
        }

        return choices.Vectors is { } vectors
            ? new(
                choices.ForwardInVectors ? InFloats(BesideForward(layers, vectors.MultiplyAdds)) : Least,
                choices.BackwardInVectors ? InFloats(BesideGradient(layers, vectors.MultiplyAdds)) : Least)
            : new(Least, Least);

        // Doubles fill a vector with half as many samples.
        int InFloats(int samples) => Math.Max(Least, samples * vectors.Lanes / Names.Lanes(Precision.Single));
    }

    /// <summary>Beside one sample forward in vectors of outputs. Measured, in floats: even at 22 to 36 samples for 10-6, 2-24-1 and 3-32-1, at 10 to 19
    /// for 3-16-2, 8-16-4 and 6-24-24-1; exponentials take one by one as long as they do together: 8 to 17 for 1-16-1, 4-16-1 and 2-8-8-1, 8 for
    /// 5-12-3, but are lost beside long sums: 16 for 85-7.</summary>
    private static int BesideForward(EquatableArray<LayerPlan> layers, int multiplyAdds) =>
        layers.Any(static layer => layer.Traits.IsExponential && layer.Inputs <= Budget.ColumnWidth) ? (multiplyAdds <= 16 ? 12 : Least)
        : IsShort(layers, multiplyAdds) ? 32
        : 16;

    /// <summary>Beside one sample forward and back. Measured: even at 17 to 40 samples for 2-16-1, 2-24-1, 10-6 and 12-12, at 13 to 18 for 4-8-8-2 and
    /// 6-24-24-1; at 8 to 13 for 4-4-4-4 and 2-8-8-1 with tanh, at 7 to 12 for 5-12-3 and 4-16-16-3, whose softmax is slow one by one.</summary>
    private static int BesideGradient(EquatableArray<LayerPlan> layers, int multiplyAdds) =>
        IsShort(layers, multiplyAdds) ? 32
        : layers.Any(static layer => layer.Traits.CouplesOutputs) ? Least
        : layers.Any(static layer => layer.Traits.IsExponential) ? 12
        : 16;

    /// <summary>Multiply-adds of vectors, each as often as there are layers, for these wait for each other.</summary>
    private static bool IsShort(EquatableArray<LayerPlan> layers, int multiplyAdds) => layers.Count * multiplyAdds <= 32;
}
