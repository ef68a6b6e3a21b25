namespace MlpGen.Training;

/// <summary>Names the samples of a step: with the data, seed and settings of a run, it says all that a part of the step depends on beside the
/// parameters.</summary>
/// <param name="Epoch">0 for the first; with the seed, it is the order of the samples.</param>
/// <param name="First">The place in that order of the first sample.</param>
/// <param name="Count">How many samples.</param>
/// <param name="Step">The number of the step in the run, which names what dropout drops.</param>
internal readonly record struct MiniBatch(int Epoch, int First, int Count, long Step)
{
    /// <summary>The samples of a part, counted from <see cref="First"/>, in the order of parts; all parts have equally many, or one more.</summary>
    /// <param name="shard">Which part, 0 for the first.</param>
    /// <param name="shards">How many parts there are.</param>
    public (int Start, int End) PartOf(int shard, int shards) => ((int)((long)Count * shard / shards), (int)((long)Count * (shard + 1) / shards));
}
