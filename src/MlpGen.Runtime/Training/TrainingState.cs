using System.Numerics;

namespace MlpGen.Training;

/// <summary>Everything that a training run needs to go on as if it had never stopped: plain numbers, to be kept in memory or
/// written somewhere. To and from files: <see cref="Resumable{TState}.SaveState(string)"/>,
/// <see cref="Resumable{TState}.LoadState(string)"/>.</summary>
/// <remarks>It holds copies: a state does not change when training goes on. Settings (<see cref="TrainerOptions"/>, those of the
/// optimizer) and data are not part of it; the run that resumes must have the same for its results to be the same.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class TrainingState<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The parameters after the last finished step; not those of the best epoch.</summary>
    public required T[] Parameters { get; init; }

    /// <summary>What the optimizer remembers (<see cref="Optimizers.IOptimizer{T}.SaveState"/>); empty if nothing.</summary>
    public required T[] OptimizerState { get; init; }

    /// <summary>What kind of state that is (<see cref="Optimizers.IOptimizer{T}.StateKind"/>).</summary>
    public required string OptimizerKind { get; init; }

    /// <summary>The parameters after <see cref="BestEpoch"/>, where they are kept for early stopping; empty otherwise.</summary>
    public required T[] BestParameters { get; init; }

    /// <summary>The mean of the parameters over the epochs since <see cref="TrainerOptions.AverageFrom"/>; empty if there is none.</summary>
    public T[] AverageParameters { get; init; } = [];

    /// <summary>How many epochs are finished.</summary>
    public required int Epoch { get; init; }

    /// <summary>How many mini-batches of the next epoch are finished: 0 unless the run was cancelled inside it.</summary>
    public required int Batch { get; init; }

    /// <summary>The sum of the losses of all samples in those mini-batches.</summary>
    public required double LossSum { get; init; }

    /// <summary>How many steps the optimizer has taken in all.</summary>
    public required long Step { get; init; }

    /// <summary>The seed that shuffles.</summary>
    public required int Seed { get; init; }

    /// <summary>How many samples a step sees: the size of a mini-batch, times how many of them are accumulated.</summary>
    public required int BatchSize { get; init; }

    /// <summary>The number of samples in the training set; 0 before any training.</summary>
    public required int Samples { get; init; }

    /// <summary>The best epoch so far, 1 for the first; 0 if there is none.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>The loss of that epoch; infinite if there is none.</summary>
    public required double BestLoss { get; init; }

    /// <summary>The reports of the finished epochs.</summary>
    public required EpochReport[] History { get; init; }
}
