namespace MlpGen.Cluster;

/// <summary>Asks for a run, or after one: it says all of it each time, so that a coordinator that died can begin again wherever it is.</summary>
/// <param name="Run">What is computed.</param>
/// <param name="Epochs">How many epochs at most.</param>
/// <param name="IsSharded">Whether other silos compute the parts of steps.</param>
/// <param name="CheckpointEvery">How much work may be lost with the silo of the coordinator.</param>
/// <param name="GiveUpAfter">How long a shard may not answer.</param>
/// <param name="KnownEpochs">How many reports the asker has.</param>
/// <param name="IsFirst">Whether it is a new caller, for whom a failure of before is none.</param>
[GenerateSerializer]
[Immutable]
[Alias("mlpgen.RunRequest")]
internal sealed record RunRequest(
    [property: Id(0)] RunKey Run,
    [property: Id(1)] int Epochs,
    [property: Id(2)] bool IsSharded,
    [property: Id(3)] TimeSpan CheckpointEvery,
    [property: Id(4)] TimeSpan GiveUpAfter,
    [property: Id(5)] int KnownEpochs,
    [property: Id(6)] bool IsFirst);
