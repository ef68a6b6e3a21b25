using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlpGen.Training;

/// <summary>Computes the parts of a mini-batch on threads of this process.</summary>
/// <remarks>All memory is allocated by the constructor.</remarks>
internal sealed class ShardTeam<TNetwork, T> : IShardTeam<T>
    where TNetwork : ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly TNetwork _network;
    private readonly Shard<TNetwork, T>[] _shards;
    private readonly EpochOrder _order;
    private readonly ThreadTeam? _threads;
    private readonly Action<int> _computeShard;
    private MiniBatch _batch;
    private ShardGradient<T>[] _parts = [];

    /// <param name="network">Whose parameters count.</param>
    /// <param name="training">What mini-batches are taken from.</param>
    /// <param name="options">How to train.</param>
    /// <param name="layout">The parts.</param>
    /// <param name="threads">Who computes them; the calling thread alone, if null. It stays the caller's.</param>
    public ShardTeam(TNetwork network, DataSet<T> training, TrainerOptions options, BatchLayout layout, ThreadTeam? threads)
    {
        _network = network;
        _shards = [.. Enumerable.Range(0, layout.Shards).Select(_ => new Shard<TNetwork, T>(training, layout, options))];
        _order = new EpochOrder(layout, options.Seed);
        _threads = threads;
        _computeShard = ComputeShard;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Compute(MiniBatch batch, ShardGradient<T>[] parts)
    {
        _batch = batch;
        _parts = parts;
        _order.Of(batch.Epoch); // before there are several threads
        if (_threads is not null)
        {
            _threads.Run(_computeShard, _shards.Length);
            return;
        }

        for (int shard = 0; shard < _shards.Length; shard++)
        {
            ComputeShard(shard);
        }
    }

    private void ComputeShard(int shard) =>
        _shards[shard].Compute(_network.Parameters, _order.Of(_batch.Epoch), _batch, _batch.PartOf(shard, _shards.Length), _parts[shard]);
}
