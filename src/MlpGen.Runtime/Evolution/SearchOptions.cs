using MlpGen.Optimizers;

namespace MlpGen.Evolution;

/// <summary>How to search: what <see cref="CmaEsOptions"/> and <see cref="EvolutionStrategyOptions"/> have in common.</summary>
public abstract record SearchOptions
{
    private protected SearchOptions()
    {
    }

    /// <summary>Names the random numbers: the same seed gives the same search, to the bit, on every machine.</summary>
    public int Seed { get; init; }

    /// <summary>How many members (candidates) a generation has; 0 for as many as suit the number of parameters.</summary>
    public int Members { get; init; }

    /// <summary>σ at the start: how far, in each parameter, members lie from the mean.</summary>
    public double StepSize { get; init; }

    /// <summary>After how many generations in all the search is over: never.</summary>
    public int Generations { get; init; } = int.MaxValue;

    /// <summary>The search is over once a member's loss is not above this: −∞, for never.</summary>
    public double TargetLoss { get; init; } = double.NegativeInfinity;

    /// <summary>Throws unless all settings make sense.</summary>
    internal virtual void Check()
    {
        Setting.AtLeast(Members == 0 ? 0 : 2, Members, nameof(Members));
        Setting.AtLeast(0, Generations, nameof(Generations));
        CheckStepSize(StepSize, nameof(StepSize));
        if (double.IsNaN(TargetLoss))
        {
            throw new ArgumentOutOfRangeException(nameof(TargetLoss), TargetLoss, "Expected a loss, but it is not a number.");
        }
    }

    /// <summary>σ is finite and above 0.</summary>
    internal static double CheckStepSize(double value, string name) => double.IsFinite(value) && value > 0
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "Expected a step size that is finite and above 0.");
}
