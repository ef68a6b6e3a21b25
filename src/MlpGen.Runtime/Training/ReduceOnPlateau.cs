using MlpGen.Optimizers;

namespace MlpGen.Training;

/// <summary>Reduces the learning rate when the loss has not fallen for some epochs: as <c>ReduceLROnPlateau</c> of PyTorch, with its defaults.</summary>
/// <remarks>The loss is that on the validation set, or on the training set where there is none. An epoch counts as better if its loss is below
/// (1 − <see cref="Threshold"/>) times that of the last that did.</remarks>
public sealed record ReduceOnPlateau
{
    /// <summary>What the learning rate is multiplied by each time, in (0, 1): 0.1.</summary>
    public double Factor { get; init; } = 0.1;

    /// <summary>How many epochs may pass without a better one: 10. The next reduces.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>By which share a loss must be smaller to count, in [0, 1): 1e-4.</summary>
    public double Threshold { get; init; } = 1e-4;

    /// <summary>How many epochs after a reduction count for nothing: 0.</summary>
    public int Cooldown { get; init; }

    /// <summary>The least that the learning rate is multiplied by in all: 0.</summary>
    public double MinFactor { get; init; }

    /// <summary>Throws unless all settings make sense.</summary>
    internal void Check()
    {
        Setting.Share(Threshold, nameof(Threshold));
        Setting.Share(MinFactor, nameof(MinFactor));
        Setting.AtLeast(0, Patience, nameof(Patience));
        Setting.AtLeast(0, Cooldown, nameof(Cooldown));
        if (!(Factor is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Factor), Factor, "Expected a factor above 0 and below 1.");
        }
    }
}
