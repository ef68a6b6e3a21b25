using System.Numerics;
using MlpGen.Optimizers;

namespace MlpGen.Training;

/// <summary>Trains a network: mini-batches, epochs, validation, early stopping, resumption.</summary>
/// <remarks>
/// <para>What is trained are the network's own <c>Parameters</c>, in place. After each step they are whole, also when training is
/// cancelled. Nothing is allocated within an epoch.</para>
/// <para>The same network, data, settings and seed give the same bits on the same machine, whatever the timing and the number of
/// threads. Only <see cref="TrainerOptions.Shards"/> changes the last bits, as the width of the machine's vectors does.</para>
/// <para>Not safe to use from several threads at once.</para>
/// </remarks>
/// <example>
/// <code>
/// var trainer = Trainer.For(net, new Adam&lt;float&gt;(0.01), new TrainerOptions { BatchSize = 32, Epochs = 200, Seed = 1 });
/// TrainingHistory history = trainer.Fit(training, validation);
/// Console.WriteLine(history.Last);
/// </code>
/// </example>
/// <typeparam name="TNetwork">The generated class.</typeparam>
/// <typeparam name="T">Its number type.</typeparam>
public sealed partial class Trainer<TNetwork, T> : Resumable<TrainingState<T>>
    where TNetwork : ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Regularization<T> _regularization;
    private readonly double _baseLearningRate;
    private readonly List<EpochReport> _history;
    private readonly BestWeights<T> _best;
    private readonly GoodWeights<T> _good;
    private readonly AverageWeights<T> _average;
    private readonly Patience _patience;
    private readonly Plateau _plateau;
    private Progress _progress;
    private int _samples;

    /// <summary>A trainer of a network, by an optimizer. <see cref="Trainer.For"/> spells its type arguments for you.</summary>
    /// <param name="network">Its parameters are what is trained.</param>
    /// <param name="optimizer">For this network alone. Its weight decay applies to weights, and to biases only if
    /// <see cref="TrainerOptions.DecayBiases"/> says so. A schedule multiplies the learning rate that it has now.</param>
    /// <param name="options">How to train; the defaults of <see cref="TrainerOptions"/> if left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <exception cref="ArgumentException">The optimizer has a state for another number of parameters; or an option does not fit the network, the
    /// optimizer or another option.</exception>
    public Trainer(TNetwork network, IOptimizer<T> optimizer, TrainerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(optimizer);
        Network = network;
        Optimizer = optimizer;
        Options = options ?? new TrainerOptions();
        Options.Check();
        optimizer.Prepare(TNetwork.ParameterCount);
        _baseLearningRate = optimizer.LearningRate;
        _regularization = new Regularization<T>(Options, TNetwork.Layers, Optimizer<T>.Ours(optimizer));
        LabelSmoothing.Check<TNetwork, T>(Options.LabelSmoothing);
        PositiveWeights<TNetwork, T>.Check(Options.PositiveWeights);
        _history = new List<EpochReport>(Math.Min(Options.Epochs, 4096));
        _good = new GoodWeights<T>(TNetwork.ParameterCount, optimizer.StateSize);
        _best = new BestWeights<T>(Options.Patience is null ? 0 : TNetwork.ParameterCount);
        _average = new AverageWeights<T>(Options.AverageFrom is null ? 0 : TNetwork.ParameterCount, Options.AverageFrom ?? int.MaxValue);
        _plateau = new Plateau(Options.ReduceOnPlateau);
        _patience = new Patience(Options.Patience, Options.MinImprovement);
    }

    /// <summary>The network that is trained.</summary>
    public TNetwork Network { get; }

    /// <summary>What takes the steps.</summary>
    public IOptimizer<T> Optimizer { get; }

    /// <summary>How to train.</summary>
    public TrainerOptions Options { get; }

    /// <summary>How many epochs are finished.</summary>
    public int Epoch => _progress.Epoch;

    /// <summary>How many steps have been taken in all.</summary>
    public long Step => _progress.Step;

    /// <summary>Who computes the parts of mini-batches; threads of this process, if null.</summary>
    internal IShardTeam<T>? Team { get; init; }

    /// <summary>Raised after each epoch, on the thread that trains and before the next epoch: the place to save a state. (An
    /// <see cref="IProgress{T}"/> may well post its report to another thread.)</summary>
    public event Action<EpochReport>? EpochFinished;

    /// <summary>Trains until <see cref="TrainerOptions.Epochs"/> epochs are done in all, or early stopping ends it. A call after a
    /// cancelled one, or after <see cref="Resumable{TState}.LoadState(TState)"/>, goes on where that was.</summary>
    /// <param name="training">What to learn.</param>
    /// <param name="validation">What to validate on after each epoch.</param>
    /// <param name="progress">Told after each epoch.</param>
    /// <param name="cancellation">Looked at before each step.</param>
    /// <returns>What happened, epochs before a resumption included.</returns>
    /// <exception cref="ArgumentException">A set does not fit the network (<see cref="DataSet{T}.CheckFor{TNetwork}"/> says when it
    /// does); early stopping has nothing to validate on; or the run was stopped inside an epoch of another training set, seed or batch
    /// size.</exception>
    /// <exception cref="OperationCanceledException">Cancelled. The network has the parameters of the last finished step; calling
    /// again goes on with the next.</exception>
    /// <exception cref="TrainingDivergedException">The loss or a parameter became NaN or infinite. Network, optimizer and trainer are
    /// as they were when that epoch began, or the one before if its weights had never given a finite loss. Or a parameter was so from
    /// the first; then nothing has changed.</exception>
    public TrainingHistory Fit(
        DataSet<T> training, DataSet<T>? validation = null, IProgress<EpochReport>? progress = null, CancellationToken cancellation = default)
    {
        CheckData(training, validation);
        _best.TakeBack(Network.Parameters);
        _average.TakeBack(Network.Parameters);
        _patience.Replay(_history);
        _plateau.Replay(_history);
        CheckParameters();
        using var run = new TrainingRun<TNetwork, T>(Network, Optimizer, _regularization, training, validation, Options, Team);
        _good.Keep(Network.Parameters, Optimizer, _progress);
        _samples = training.Count;
        while (Epoch < Options.Epochs && !IsStoppedEarly)
        {
            EpochReport report = TrainEpoch(run, cancellation);
            progress?.Report(report);
            EpochFinished?.Invoke(report);
        }

        _best.Give(Network.Parameters);
        _average.Give(Epoch, Network.Parameters);
        return new TrainingHistory([.. _history], IsStoppedEarly ? StopReason.EarlyStopping : StopReason.Completed, _best.Epoch);
    }

    /// <summary>Trains on inputs and targets as they lie in memory: <c>InputSize</c> and <c>OutputSize</c> numbers a sample.</summary>
    /// <param name="inputs">A row for each sample.</param>
    /// <param name="targets">A row for each sample.</param>
    /// <param name="progress">Told after each epoch.</param>
    /// <param name="cancellation">Looked at before each step.</param>
    /// <inheritdoc cref="Fit(DataSet{T}, DataSet{T}?, IProgress{EpochReport}?, CancellationToken)"/>
    public TrainingHistory Fit(
        ReadOnlyMemory<T> inputs, ReadOnlyMemory<T> targets, IProgress<EpochReport>? progress = null, CancellationToken cancellation = default) =>
        Fit(new DataSet<T>(inputs, targets, inputs.Length / TNetwork.InputSize), null, progress, cancellation);

    private bool IsStoppedEarly => _patience.IsOver(Epoch);

    private void CheckData(DataSet<T> training, DataSet<T>? validation)
    {
        DataSetFit.Check<TNetwork, T>(training, nameof(training));
        if (validation is not null)
        {
            DataSetFit.Check<TNetwork, T>(validation, nameof(validation));
        }
        else if (Options.Patience is not null)
        {
            throw new ArgumentException("Expected a validation set, since early stopping (Patience) watches its loss.", nameof(validation));
        }

        if (_progress.Batch > 0 && training.Count != _samples)
        {
            throw new ArgumentException(
                $"Expected the {_samples} samples of the epoch that is to be finished, but the set has {training.Count}.", nameof(training));
        }
    }
}
