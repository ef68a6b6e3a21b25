using System.Numerics;
using System.Runtime.InteropServices;
using MlpGen.Training;

namespace MlpGen.Cluster;

/// <inheritdoc cref="IShardWorker"/>
/// <remarks>The trainer's own <see cref="Shard{TNetwork, T}"/> does the work. Its memory is allocated by the constructor, but for the copy of the gradient
/// that an answer has to keep. One call at a time.</remarks>
internal sealed class ShardWorker<TNetwork, T> : IShardWorker
    where TNetwork : ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Shard<TNetwork, T> _shard;
    private readonly ShardGradient<T> _result = new(TNetwork.ParameterCount);
    private readonly BatchLayout _layout;
    private readonly EpochOrder _order;

    /// <param name="training">Of the run.</param>
    public ShardWorker(Training<TNetwork, T> training)
    {
        training.Data.CheckFor<TNetwork>();
        _layout = new BatchLayout(training.Options, training.Data.Count);
        _shard = new Shard<TNetwork, T>(training.Data, _layout, training.Options);
        _order = new EpochOrder(_layout, training.Options.Seed);
        Fingerprint = RunFingerprint.Of(training);
    }

    /// <inheritdoc/>
    public string Fingerprint { get; }

    /// <inheritdoc/>
    public ShardAnswer Compute(ShardRequest request)
    {
        MiniBatch batch = request.Batch;
        _shard.Compute(
            MemoryMarshal.Cast<byte, T>(request.Parameters), _order.Of(batch.Epoch), batch, batch.PartOf(request.Shard, _layout.Shards), _result);
        return _result.Weight > 0
            ? new ShardAnswer(_result.Weight, double.CreateTruncating(_result.Loss), MemoryMarshal.AsBytes(_result.Gradient).ToArray())
            : new ShardAnswer(0, 0, []);
    }
}
