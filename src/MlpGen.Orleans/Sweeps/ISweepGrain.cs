namespace MlpGen.Cluster;

/// <summary>How far a sweep is.</summary>
/// <param name="Results">All results so far.</param>
/// <param name="Running">The trials that are under way, and how many epochs each has.</param>
/// <param name="IsFinished">Whether it is at its end.</param>
/// <param name="Silo">Where it is coordinated.</param>
/// <param name="Failure">Why it cannot go on, if it cannot.</param>
[GenerateSerializer]
[Immutable]
[Alias("mlpgen.SweepReport")]
internal sealed record SweepReport(
    [property: Id(0)] TrialResult[] Results,
    [property: Id(1)] Dictionary<int, int> Running,
    [property: Id(2)] bool IsFinished,
    [property: Id(3)] string Silo,
    [property: Id(4)] string? Failure);

/// <summary>Coordinates a sweep. Results are kept in storage: if its silo dies, the next who asks has it go on from another.</summary>
[Alias("mlpgen.ISweepGrain")]
internal interface ISweepGrain : IGrainWithStringKey
{
    /// <summary>Sees to it that the sweep goes on, and says how far it is.</summary>
    [Alias("Advance")]
    Task<SweepReport> Advance(SweepPlan plan);

    /// <summary>Forgets results and trials.</summary>
    [Alias("Forget")]
    Task Forget(int trials);
}
