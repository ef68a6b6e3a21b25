using MlpGen.Optimizers;

namespace MlpGen.Training;

/// <summary>How to train where every step sees all samples: what <see cref="LbfgsOptions"/> and
/// <see cref="LevenbergMarquardtOptions"/> have in common. An epoch is one step.</summary>
public abstract record FullBatchOptions
{
    private protected FullBatchOptions(int epochs) => Epochs = epochs;

    /// <summary>How many epochs, each of them one step, to train at most, those before a resumption included.</summary>
    public int Epochs { get; init; }

    /// <summary>Ends training once the training loss is not above this: 0.</summary>
    public double TargetLoss { get; init; }

    /// <summary>Ends training once no number of the gradient, the one of <see cref="WeightDecay"/> included, is above this in absolute
    /// value: 1e-10.</summary>
    public double GradientTolerance { get; init; } = 1e-10;

    /// <summary>λ of the penalty λ/2·Σ w² over the weights, which is minimized with the loss: 0. It is not part of reported losses.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Whether <see cref="WeightDecay"/> applies to biases, too: false.</summary>
    public bool DecayBiases { get; init; }

    /// <inheritdoc cref="TrainerOptions.Patience"/>
    public int? Patience { get; init; }

    /// <inheritdoc cref="TrainerOptions.MinImprovement"/>
    public double MinImprovement { get; init; }

    /// <inheritdoc cref="TrainerOptions.Metric"/>
    public Metric Metric { get; init; }

    /// <inheritdoc cref="TrainerOptions.TrainingMetric"/>
    public bool TrainingMetric { get; init; }

    /// <summary>Throws unless all settings make sense.</summary>
    internal virtual void Check()
    {
        Setting.AtLeast(0, Epochs, nameof(Epochs));
        Setting.AtLeast(1, Patience ?? 1, nameof(Patience));
        Setting.NotNegative(TargetLoss, nameof(TargetLoss));
        Setting.NotNegative(GradientTolerance, nameof(GradientTolerance));
        Setting.NotNegative(WeightDecay, nameof(WeightDecay));
        Setting.NotNegative(MinImprovement, nameof(MinImprovement));
        if (!Enum.IsDefined(Metric))
        {
            throw new ArgumentOutOfRangeException(nameof(Metric), Metric, "Expected one of the metrics.");
        }
    }
}
