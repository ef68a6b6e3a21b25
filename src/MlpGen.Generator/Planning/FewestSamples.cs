using MlpGen.Generator.Model;

namespace MlpGen.Generator.Planning;

/// <summary>The fewest samples that are worth a tile in columns: the quicker one sample is by itself, the more. Fewer go one by one.</summary>
/// <param name="Forward">Forward.</param>
/// <param name="WithGradient">Forward and back.</param>
/// <param name="Loss">Forward to a loss.</param>
/// <param name="LossAndGradient">Forward to a loss, and back.</param>
internal sealed record FewestSamples(int Forward, int WithGradient, int Loss, int LossAndGradient)
{
    /// <summary>The same number for all.</summary>
    public static FewestSamples Always(int samples) => new(samples, samples, samples, samples);

    /// <summary>Those of a network.</summary>
    public static FewestSamples Of(NetworkSpec spec, EquatableArray<LayerPlan> layers, Choices choices)
    {
        if (choices.EndsInOnePass)
        {
            return Always(Budget.SamplesBesideQuick);
        }

        if (spec.IsReproducible)
        {
            return Always(Budget.SamplesOfTile);
        }

        int exponentials = layers.Count(static layer => layer.Traits.IsExponential && layer.Inputs <= Budget.ColumnWidth);
        bool isLong = exponentials > 1 || layers.Any(static layer => layer.Traits.CouplesOutputs);
        bool isShort = choices.Vectors is { } vectors
            && layers.Count * vectors.MultiplyAdds * vectors.Lanes <= Budget.ShortMultiplyAdds * Names.Lanes(Precision.Single);
        int forward = isLong || !(choices.ForwardInVectors || isShort) ? Budget.SamplesOfTile : InPrecision(BesideForward(exponentials > 0, isShort));
        int gradient = isLong ? Budget.SamplesOfTile
            : InPrecision(choices.BackwardInVectors ? BesideGradient(exponentials > 0, isShort) : Budget.SamplesBesideExponentials);

        // Those losses take an exponential and a logarithm more.
        return spec.Loss is { } loss && LossTraits.Of(loss.Function).IsFused
            ? new(forward, gradient, Budget.SamplesOfTile, Budget.SamplesOfTile)
            : new(forward, gradient, forward, gradient);

        // Doubles fill vectors with half as many samples; what a tile takes beside is the same.
        int InPrecision(int samples) => spec.Precision == Precision.Single
            ? samples
            : Math.Min(Budget.MostDoublesAlone, samples - samples % Budget.SamplesOfTile);
    }

    private static int BesideForward(bool isExponential, bool isShort) =>
        isShort ? (isExponential ? Budget.SamplesBesideQuick : Budget.SamplesBesideShort)
        : isExponential ? Budget.SamplesOfTile
        : Budget.SamplesBesideQuick;

    private static int BesideGradient(bool isExponential, bool isShort) =>
        isShort ? Budget.SamplesBesideShort
        : isExponential ? Budget.SamplesBesideExponentials
        : Budget.SamplesBesideQuick;
}
