using MlpGen.Generator.Model;

namespace MlpGen.Generator.Planning;

/// <summary>The fewest samples that are worth a tile in columns: the quicker one sample is by itself, the more. Fewer go one by one.</summary>
/// <param name="Forward">Forward.</param>
/// <param name="WithGradient">Forward and back.</param>
internal sealed record FewestSamples(int Forward, int WithGradient)
{
    /// <summary>Those of a network.</summary>
    public static FewestSamples Of(EquatableArray<LayerPlan> layers, Choices choices)
    {
        if (choices.EndsInOnePass)
        {
            return new(Budget.SamplesBesideQuick, Budget.SamplesBesideQuick);
        }

        return choices.Vectors is { } vectors
            ? new(
                choices.ForwardInVectors ? InFloats(BesideForward(layers, vectors.MultiplyAdds)) : Budget.SamplesOfTile,
                choices.BackwardInVectors ? InFloats(BesideGradient(layers, vectors.MultiplyAdds)) : Budget.SamplesOfTile)
            : new(Budget.SamplesOfTile, Budget.SamplesOfTile);

        // Doubles fill a vector with half as many samples.
        int InFloats(int samples) => Math.Max(Budget.SamplesOfTile, samples * vectors.Lanes / Names.Lanes(Precision.Single));
    }

    private static int BesideForward(EquatableArray<LayerPlan> layers, int multiplyAdds) =>
        layers.Any(static layer => layer.Traits.IsExponential && layer.Inputs <= Budget.ColumnWidth)
            ? multiplyAdds <= Budget.FewMultiplyAdds ? Budget.SamplesBesideExponentials : Budget.SamplesOfTile
        : IsShort(layers, multiplyAdds) ? Budget.SamplesBesideShort
        : Budget.SamplesBesideQuick;

    private static int BesideGradient(EquatableArray<LayerPlan> layers, int multiplyAdds) =>
        IsShort(layers, multiplyAdds) ? Budget.SamplesBesideShort
        : layers.Any(static layer => layer.Traits.CouplesOutputs) ? Budget.SamplesOfTile
        : layers.Any(static layer => layer.Traits.IsExponential) ? Budget.SamplesBesideExponentials
        : Budget.SamplesBesideQuick;

    /// <summary>Multiply-adds of vectors, each as often as there are layers, for these wait for each other.</summary>
    private static bool IsShort(EquatableArray<LayerPlan> layers, int multiplyAdds) => layers.Count * multiplyAdds <= Budget.ShortMultiplyAdds;
}
