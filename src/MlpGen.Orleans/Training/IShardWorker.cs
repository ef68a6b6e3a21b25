namespace MlpGen.Cluster;

/// <summary>Computes parts of the steps of one run.</summary>
internal interface IShardWorker
{
    /// <summary>What it has for that run.</summary>
    string Fingerprint { get; }

    /// <summary>The part that is asked for.</summary>
    ShardAnswer Compute(ShardRequest request);
}
