using System.Numerics;

namespace MlpGen.Cluster;

/// <summary>A training by name, without its type arguments: grains know none.</summary>
internal abstract class RegisteredTraining
{
    /// <summary>What computes parts of its steps.</summary>
    /// <param name="run">Which run of it.</param>
    public abstract IShardWorker OpenShard(RunKey run);

    /// <summary>What trains it.</summary>
    /// <param name="run">Which run of it.</param>
    /// <param name="epochs">How many epochs at most; fewer if its own options say so.</param>
    /// <param name="shards">Who computes the parts of its steps; threads of this process, if null.</param>
    public abstract ITrainingSession OpenSession(RunKey run, int epochs, ShardCalls? shards);
}

/// <inheritdoc/>
internal sealed class RegisteredTraining<TNetwork, T>(DataCatalog data, Func<TrainingContext, Training<TNetwork, T>> create) : RegisteredTraining
    where TNetwork : ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override IShardWorker OpenShard(RunKey run) => new ShardWorker<TNetwork, T>(Create(run));

    /// <inheritdoc/>
    public override ITrainingSession OpenSession(RunKey run, int epochs, ShardCalls? shards) =>
        new TrainingSession<TNetwork, T>(Create(run), epochs, shards);

    private Training<TNetwork, T> Create(RunKey run) => create(new TrainingContext(data, run.Settings, run.Seed))
        ?? throw new InvalidOperationException($"Expected training '{run.Training}' to be made by the function that was registered, but it gave null.");
}
