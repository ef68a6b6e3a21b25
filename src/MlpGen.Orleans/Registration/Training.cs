using System.Numerics;
using MlpGen.Optimizers;
using MlpGen.Training;

namespace MlpGen.Cluster;

/// <summary>A training as a silo knows it: what <see cref="Trainer{TNetwork, T}"/> takes, made anew by each silo that takes part.</summary>
/// <typeparam name="TNetwork">The generated class.</typeparam>
/// <typeparam name="T">Its number type.</typeparam>
public sealed record Training<TNetwork, T>
    where TNetwork : ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>A network of its own, with the parameters that training begins with.</summary>
    public required TNetwork Network { get; init; }

    /// <summary>An optimizer of its own.</summary>
    public required IOptimizer<T> Optimizer { get; init; }

    /// <summary>How to train. Over silos, <see cref="TrainerOptions.Shards"/> says into how many parts each step is split: as many as there are silos,
    /// or some for each.</summary>
    public required TrainerOptions Options { get; init; }

    /// <summary>What to learn. It is not copied, and may be shared by many trainings.</summary>
    public required DataSet<T> Data { get; init; }

    /// <summary>What to validate on after each epoch.</summary>
    public DataSet<T>? Validation { get; init; }

    /// <summary>The same training in this process, in whose shards are threads: the bits that a cluster must give.</summary>
    /// <param name="progress">Told after each epoch.</param>
    /// <param name="cancellation">Looked at before each step.</param>
    public TrainingHistory Fit(IProgress<EpochReport>? progress = null, CancellationToken cancellation = default) =>
        new Trainer<TNetwork, T>(Network, Optimizer, Options).Fit(Data, Validation, progress, cancellation);
}
