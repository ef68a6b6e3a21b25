using MlpGen.Training;

namespace MlpGen.Cluster;

/// <summary>How far a run is.</summary>
/// <param name="Epochs">The reports that the asker did not have.</param>
/// <param name="Step">How many steps have been taken.</param>
/// <param name="Silo">Where it is coordinated.</param>
/// <param name="Workers">The silos that computed the parts of the last step, in the order of parts.</param>
/// <param name="IsFinished">Whether it is at its end.</param>
/// <param name="StopReason">Why, if it is.</param>
/// <param name="BestEpoch">The best epoch, if it is.</param>
/// <param name="Failure">Why it cannot go on, if it cannot.</param>
[GenerateSerializer]
[Immutable]
[Alias("mlpgen.RunReport")]
internal sealed record RunReport(
    [property: Id(0)] EpochReport[] Epochs,
    [property: Id(1)] long Step,
    [property: Id(2)] string Silo,
    [property: Id(3)] string[] Workers,
    [property: Id(4)] bool IsFinished,
    [property: Id(5)] StopReason StopReason,
    [property: Id(6)] int BestEpoch,
    [property: Id(7)] string? Failure);
