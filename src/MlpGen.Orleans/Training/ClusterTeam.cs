using System.Numerics;
using System.Runtime.InteropServices;
using MlpGen.Training;

namespace MlpGen.Cluster;

/// <summary>Lets silos compute the parts of a mini-batch: the trainer's team over a cluster.</summary>
/// <remarks>A step sends the parameters to each part, and gets a gradient back from each: they are copied once on the way out and once on the way in,
/// beside what sending them takes. The trainer adds them up in the order of parts, whoever answered first.</remarks>
internal sealed class ClusterTeam<TNetwork, T>(TNetwork network, string fingerprint, ShardCalls calls) : IShardTeam<T>
    where TNetwork : ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Looked at while silos are waited for.</summary>
    public CancellationToken Cancellation { get; set; }

    /// <summary>The silos that computed the parts of the last step, in the order of parts.</summary>
    public string[] Workers { get; private set; } = [];

    /// <inheritdoc/>
    /// <exception cref="OperationCanceledException">Cancelled; nothing is lost but this step.</exception>
    public void Compute(MiniBatch batch, ShardGradient<T>[] parts)
    {
        byte[] parameters = MemoryMarshal.AsBytes(network.Parameters).ToArray();
        var answers = new Task<ShardAnswer>[parts.Length];
        for (int shard = 0; shard < parts.Length; shard++)
        {
            var request = new ShardRequest(calls.Run, fingerprint, batch.Epoch, batch.First, batch.Count, batch.Step, shard, parameters);
            answers[shard] = calls.Ask(request, Cancellation);
        }

        // The thread is the trainer's own, and has nothing else to do.
        ShardAnswer[] results = Task.WhenAll(answers).GetAwaiter().GetResult();
        Workers = [.. results.Select(static answer => answer.Silo)];
        for (int shard = 0; shard < parts.Length; shard++)
        {
            Take(results[shard], parts[shard]);
        }
    }

    private static void Take(ShardAnswer answer, ShardGradient<T> part)
    {
        part.Weight = answer.Weight;
        if (answer.Weight > 0)
        {
            part.Loss = T.CreateTruncating(answer.Loss);
            MemoryMarshal.Cast<byte, T>(answer.Gradient).CopyTo(part.Gradient);
        }
    }
}
