using MlpGen.Optimizers;

namespace MlpGen.Evolution;

/// <summary>How to search by CMA-ES. What is not set is off, or has the default that is named.</summary>
public sealed record CmaEsOptions : SearchOptions
{
    /// <summary>The defaults: σ = 0.5, and 4 + ⌊3·ln P⌋ members.</summary>
    public CmaEsOptions() => StepSize = 0.5;

    /// <summary>Whether bad members teach the covariance matrix, too, where not to go: true.</summary>
    public bool Active { get; init; } = true;

    /// <summary>How many parameters the search takes on: 1,000. It keeps three matrices of P² doubles, and time grows as P³.</summary>
    public int MaxParameters { get; init; } = 1000;

    /// <summary><see cref="SearchStop.LossesEqual"/>: by how much losses must differ for the search to go on, 1e-12.</summary>
    public double LossTolerance { get; init; } = 1e-12;

    /// <summary><see cref="SearchStop.StepsTiny"/>: how far apart members must lie, in units of <see cref="SearchOptions.StepSize"/>, for the
    /// search to go on: 1e-12.</summary>
    public double StepTolerance { get; init; } = 1e-12;

    /// <summary><see cref="SearchStop.IllConditioned"/>: the largest condition of the covariance matrix, 1e14.</summary>
    public double MaxCondition { get; init; } = 1e14;

    /// <summary>Whether the search is over when losses have long not fallen (<see cref="SearchStop.Stagnation"/>): true.</summary>
    public bool StopAtStagnation { get; init; } = true;

    internal override void Check()
    {
        base.Check();
        Setting.AtLeast(1, MaxParameters, nameof(MaxParameters));
        Setting.NotNegative(LossTolerance, nameof(LossTolerance));
        Setting.NotNegative(StepTolerance, nameof(StepTolerance));
        Setting.Limit(MaxCondition, nameof(MaxCondition));
    }
}
