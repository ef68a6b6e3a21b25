using Polly;

namespace MlpGen.Cluster;

/// <summary>Calls the shards of a run, each again until it answers.</summary>
/// <param name="grains">The cluster.</param>
/// <param name="key">Where the keys of the run's shards begin.</param>
/// <param name="run">The run.</param>
/// <param name="pipeline">How calls are made again.</param>
internal sealed class ShardCalls(IGrainFactory grains, string key, RunKey run, ResiliencePipeline pipeline)
{
    /// <summary>The run.</summary>
    public RunKey Run => run;

    /// <summary>Asks for a part.</summary>
    /// <exception cref="ClusterTrainingException">The silo refused.</exception>
    /// <exception cref="Polly.Timeout.TimeoutRejectedException">There was no answer for too long.</exception>
    public async Task<ShardAnswer> Ask(ShardRequest request, CancellationToken cancellation)
    {
        var shard = grains.GetGrain<IShardGrain>(FormattableString.Invariant($"{key}/{request.Shard}"));
        ShardAnswer answer = await pipeline.ExecuteAsync(
            static async (call, cancellation) => await call.shard.Compute(call.request).WaitAsync(cancellation).ConfigureAwait(false),
            (shard, request), cancellation).ConfigureAwait(false);
        return answer.Refusal is null ? answer : throw new ClusterTrainingException(answer.Refusal);
    }
}
