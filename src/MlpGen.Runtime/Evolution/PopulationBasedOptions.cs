using MlpGen.Optimizers;

namespace MlpGen.Evolution;

/// <summary>How to train a population. What is not set has the default that is named.</summary>
public sealed record PopulationBasedOptions
{
    /// <summary>K, how many members are trained side by side: 20.</summary>
    public int Members { get; init; } = 20;

    /// <summary>How many rounds to train in all, those before a resumption included: 20.</summary>
    public int Rounds { get; init; } = 20;

    /// <summary>How many epochs a round has; between rounds members are compared: 5.</summary>
    public int EpochsPerRound { get; init; } = 5;

    /// <summary>Names the random numbers.</summary>
    public int Seed { get; init; }

    /// <summary>The share of members, rounded down but at least one, that begin a round as copies of as many of the best: 0.2. At most a
    /// half; 0 for none. Members that have diverged always do.</summary>
    public double Replaced { get; init; } = 0.2;

    /// <summary>What a copy's logarithmic hyperparameters are multiplied or divided by: 1.25.</summary>
    public double Factor { get; init; } = 1.25;

    /// <summary>With which probability a copy's hyperparameter is drawn anew in place of being moved: 0.25.</summary>
    public double Resampling { get; init; } = 0.25;

    /// <summary>How many members are trained at the same time: 1. Results do not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>How many members are replaced after a round.</summary>
    internal int ReplacedMembers => Replaced == 0 ? 0 : Math.Min(Members / 2, Math.Max(1, (int)(Replaced * Members)));

    /// <summary>Throws unless all settings make sense.</summary>
    internal void Check()
    {
        Setting.AtLeast(2, Members, nameof(Members));
        Setting.AtLeast(0, Rounds, nameof(Rounds));
        Setting.AtLeast(1, EpochsPerRound, nameof(EpochsPerRound));
        Setting.AtLeast(1, Threads, nameof(Threads));
        if (!(Replaced is >= 0 and <= 0.5))
        {
            throw new ArgumentOutOfRangeException(nameof(Replaced), Replaced, "Expected a share from 0 to 0.5.");
        }

        if (!(Factor > 1 && double.IsFinite(Factor)))
        {
            throw new ArgumentOutOfRangeException(nameof(Factor), Factor, "Expected a finite factor above 1.");
        }

        if (!(Resampling is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Resampling), Resampling, "Expected a probability from 0 to 1.");
        }

        if ((long)Rounds * EpochsPerRound > int.MaxValue)
        {
            throw new ArgumentOutOfRangeException(nameof(Rounds), Rounds, "Expected fewer epochs in all than an int holds.");
        }
    }
}
