using MlpGen.Optimizers;

namespace MlpGen.Training;

/// <summary>How to train by L-BFGS. What is not set is off, or has the default that is named.</summary>
public sealed record LbfgsOptions : FullBatchOptions
{
    /// <summary>The defaults: 1,000 epochs.</summary>
    public LbfgsOptions()
        : base(epochs: 1000)
    {
    }

    /// <summary>m, how many of the last steps are remembered: 20. Each takes twice as many numbers as there are parameters.</summary>
    public int Memory { get; init; } = 20;

    /// <summary>c₁ of the Wolfe conditions, how much of the decrease that the slope promises a step must bring: 1e-4.</summary>
    public double SufficientDecrease { get; init; } = 1e-4;

    /// <summary>c₂ of the Wolfe conditions, to which share of what it was the slope must have fallen at the end of a step: 0.9.</summary>
    public double Curvature { get; init; } = 0.9;

    /// <summary>How many points a step may look at: 25.</summary>
    public int MaxEvaluations { get; init; } = 25;

    /// <summary>Into how many parts the samples are split, to be computed at the same time: 1. Results depend on this number in their last
    /// bits.</summary>
    public int Shards { get; init; } = 1;

    /// <inheritdoc cref="TrainerOptions.Threads"/>
    public int Threads { get; init; }

    internal override void Check()
    {
        base.Check();
        Setting.AtLeast(1, Memory, nameof(Memory));
        Setting.AtLeast(1, MaxEvaluations, nameof(MaxEvaluations));
        Setting.AtLeast(1, Shards, nameof(Shards));
        Setting.AtLeast(0, Threads, nameof(Threads));
        if (!(SufficientDecrease > 0 && SufficientDecrease < Curvature && Curvature < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(SufficientDecrease), SufficientDecrease, $"Expected 0 < SufficientDecrease < Curvature < 1, but Curvature is {Curvature}.");
        }
    }
}
