using MlpGen.Training;

namespace MlpGen.Cluster;

/// <summary>Asks for a part of a step: all that the answer depends on, beside the data.</summary>
/// <param name="Run">Of which run.</param>
/// <param name="Fingerprint">What the asker has for that run; an answer from other data or options would be wrong.</param>
/// <param name="Epoch">0 for the first; with the seed, it is the order of the samples.</param>
/// <param name="First">The place in that order of the first sample of the step.</param>
/// <param name="Count">How many samples the step has.</param>
/// <param name="Step">Its number in the run.</param>
/// <param name="Shard">Which part of it, 0 for the first.</param>
/// <param name="Parameters">The network's, as they lie in memory.</param>
[GenerateSerializer]
[Immutable]
[Alias("mlpgen.ShardRequest")]
internal sealed record ShardRequest(
    [property: Id(0)] RunKey Run,
    [property: Id(1)] string Fingerprint,
    [property: Id(2)] int Epoch,
    [property: Id(3)] int First,
    [property: Id(4)] int Count,
    [property: Id(5)] long Step,
    [property: Id(6)] int Shard,
    [property: Id(7)] byte[] Parameters)
{
    /// <summary>The step.</summary>
    public MiniBatch Batch => new(Epoch, First, Count, Step);
}
