using MlpGen.Generator.Model;

namespace MlpGen.Generator.Planning;

/// <summary>The fewest samples that are worth a tile in columns: the quicker one sample is by itself, the more. Fewer go one by one.</summary>
/// <param name="Forward">Forward.</param>
/// <param name="WithGradient">Forward and back.</param>
internal sealed record FewestSamples(int Forward, int WithGradient)
{
    /// <summary>Where samples go layer by layer: fewer leave most of each vector empty. Measured: even at 7 to 11 samples, forward and back.</summary>
    public const int Least = 8;

    /// <summary>In floats, where one sample goes in vectors of outputs, or its last two layers in one pass. Measured: even at 8 to 19 samples forward,
    /// at 13 to 18 with gradients, for 1-16-1, 1-100-1, 2-8-8-1, 4-8-8-2 and 8-16-4.</summary>
    private const int BesideVectors = 16;

    /// <summary>Forward, where such a pass is short, and has no exponentials. Measured: even at 22 to 36 for 10-6, 2-24-1, 6-16-1 and 3-32-1.</summary>
    private const int BesideShort = 24;

    /// <summary>With gradients, where it is short. Measured: even at 17 to 28 for 12-12, 20-3, 4-16-1 and 10-6, at 32 to 40 for 2-16-1, 6-16-1 and
    /// 2-24-1.</summary>
    private const int BesideShortGradient = 32;

    /// <summary>The most multiply-adds of vectors in a short pass, each as often as there are layers, for these wait for each other.</summary>
    private const int MostInShort = 32;

    /// <summary>Those of a network.</summary>
    public static FewestSamples Of(EquatableArray<LayerPlan> layers, Choices choices)
    {
        if (choices.Vectors is not { } vectors)
        {
            int fewest = choices.EndsInOnePass ? BesideVectors : Least;
            return new(fewest, fewest);
        }

        bool isShort = layers.Count * vectors.MultiplyAdds <= MostInShort;
        int forward = isShort && !layers.Any(static layer => layer.Traits.IsExponential) ? BesideShort : BesideVectors;
        int withGradient = isShort ? BesideShortGradient : BesideVectors;
        return new(
            choices.ForwardInVectors || choices.EndsInOnePass ? InFloats(forward) : Least,
            choices.BackwardInVectors ? InFloats(withGradient) : Least);

        // Doubles fill a vector with half as many samples.
        int InFloats(int samples) => Math.Max(Least, samples * vectors.Lanes / Names.Lanes(Precision.Single));
    }
}
