namespace MlpGen.Evolution;

/// <summary>How to search by <see cref="EvolutionStrategy{T}"/>. What is not set is off, or has the default that is named.</summary>
public sealed record EvolutionStrategyOptions : SearchOptions
{
    /// <summary>The defaults: σ = 0.05, and 100 members.</summary>
    public EvolutionStrategyOptions() => StepSize = 0.05;

    internal int MembersOrUsual => Members == 0 ? 100 : Members;

    internal override void Check()
    {
        base.Check();
        if (Members % 2 != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(Members), Members, "Expected an even number of members, since they come in pairs.");
        }
    }
}
