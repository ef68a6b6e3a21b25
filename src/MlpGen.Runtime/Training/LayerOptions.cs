using MlpGen.Optimizers;

namespace MlpGen.Training;

/// <summary>How one layer is trained, where it is not as the others: a group of parameters, as PyTorch calls it.</summary>
/// <param name="Layer">Which: 1 for the first, as in W1 and b1.</param>
public sealed record LayerOptions(int Layer)
{
    /// <summary>What the optimizer's learning rate is multiplied by for this layer, after any schedule: 1.</summary>
    public double LearningRateFactor { get; init; } = 1;

    /// <summary>λ of this layer's weights (and biases, with <see cref="TrainerOptions.DecayBiases"/>), in place of the optimizer's.</summary>
    public double? WeightDecay { get; init; }

    /// <summary>Whether the layer stays as it is: false. Its gradient counts for nothing, not even for the norm that clipping limits, and
    /// the optimizer remembers nothing of it.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>Throws unless all settings make sense.</summary>
    internal void Check()
    {
        Setting.AtLeast(1, Layer, nameof(Layer));
        Setting.NotNegative(LearningRateFactor, nameof(LearningRateFactor));
        Setting.NotNegative(WeightDecay ?? 0, nameof(WeightDecay));
    }
}
