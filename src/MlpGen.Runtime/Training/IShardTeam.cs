using System.Numerics;

namespace MlpGen.Training;

/// <summary>Computes the parts of a mini-batch: the one thing about a step that may happen elsewhere than in this process. What follows on it, from
/// the sum of the gradients to the optimizer, is the trainer's.</summary>
internal interface IShardTeam<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Fills all parts with what the network's present parameters give, each as <see cref="Shard{TNetwork, T}.Compute"/> does, and
    /// returns when the last is there.</summary>
    /// <param name="batch">The samples.</param>
    /// <param name="parts">Where results go.</param>
    void Compute(MiniBatch batch, ShardGradient<T>[] parts);
}
