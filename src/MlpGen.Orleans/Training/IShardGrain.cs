namespace MlpGen.Cluster;

/// <summary>Computes a part of each step on some silo. It remembers nothing that an answer depends on, so that it may be asked again, and
/// elsewhere.</summary>
/// <remarks>Its key ends in the number of the part, by which it is placed.</remarks>
[Alias("mlpgen.IShardGrain")]
internal interface IShardGrain : IGrainWithStringKey
{
    /// <summary>The part that is asked for.</summary>
    [Alias("Compute")]
    Task<ShardAnswer> Compute(ShardRequest request);
}
