using System.Diagnostics;
using System.Numerics;

namespace MlpGen.Training;

/// <summary>Trains a network by steps that see all samples and never let the loss rise: what <see cref="LbfgsTrainer{TNetwork, T}"/> and
/// <see cref="LevenbergMarquardtTrainer{TNetwork, T}"/> have in common. An epoch is one step.</summary>
/// <remarks>
/// <para>What is trained are the network's own <c>Parameters</c>, in place. They are whole at any time: a step is tried in memory of its
/// own. Nothing is allocated within a step. Dropout is not applied, since a step needs a loss that stays the same.</para>
/// <para>The same network, data and settings give the same bits on the same machine, whatever the timing and the number of threads, and
/// on any if the network is declared reproducible.</para>
/// <para>Not safe to use from several threads at once.</para>
/// </remarks>
/// <typeparam name="TNetwork">The generated class.</typeparam>
/// <typeparam name="T">Its number type.</typeparam>
public abstract partial class FullBatchTrainer<TNetwork, T> : Resumable<TrainingState<T>>
    where TNetwork : ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly FullBatchOptions _options;
    private readonly List<EpochReport> _history;
    private readonly BestWeights<T> _best;
    private readonly Patience _patience;
    private int _samples;

    private protected FullBatchTrainer(TNetwork network, FullBatchOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        options.Check();
        Network = network;
        _options = options;
        _history = new List<EpochReport>(Math.Min(options.Epochs, 4096));
        _best = new BestWeights<T>(options.Patience is null ? 0 : TNetwork.ParameterCount);
        _patience = new Patience(options.Patience, options.MinImprovement);
    }

    /// <summary>The network that is trained.</summary>
    public TNetwork Network { get; }

    /// <summary>How many epochs are finished: as many steps have been taken.</summary>
    public int Epoch => _history.Count;

    /// <summary>How often steps have computed the loss of all samples, those before a resumption included: what they cost.</summary>
    public long Evaluations { get; private set; }

    /// <summary>Raised after each epoch, on the thread that trains and before the next epoch: the place to save a state.</summary>
    public event Action<EpochReport>? EpochFinished;

    /// <summary>Trains until <see cref="FullBatchOptions.Epochs"/> steps are done in all, or one of the options ends it, or no smaller loss is
    /// found. A call after a cancelled one, or after <see cref="Resumable{TState}.LoadState(TState)"/>, goes on where that was.</summary>
    /// <param name="training">What to learn.</param>
    /// <param name="validation">What to validate on after each epoch.</param>
    /// <param name="progress">Told after each epoch.</param>
    /// <param name="cancellation">Looked at before everything that sees all samples, many times an epoch.</param>
    /// <returns>What happened, epochs before a resumption included.</returns>
    /// <exception cref="ArgumentException">A set does not fit the network (<see cref="DataSet{T}.CheckFor{TNetwork}"/> says when it
    /// does), or early stopping has nothing to validate on.</exception>
    /// <exception cref="OperationCanceledException">Cancelled. The network has the parameters of the last finished epoch; calling again
    /// begins the next.</exception>
    /// <exception cref="TrainingDivergedException">A parameter, or the loss or its gradient, was NaN or infinite from the first. Nothing has
    /// changed. (Later, a step to where it is so is too long, and a shorter one is taken.)</exception>
    public TrainingHistory Fit(
        DataSet<T> training, DataSet<T>? validation = null, IProgress<EpochReport>? progress = null, CancellationToken cancellation = default)
    {
        CheckData(training, validation);
        _best.TakeBack(Network.Parameters);
        _patience.Replay(_history);
        CheckParameters();
        cancellation.ThrowIfCancellationRequested();
        var measurements = new Measurements(training, validation, _options);
        _samples = training.Count;
        using FullBatchRun<T> run = Begin(training);
        if (!double.IsFinite(run.Loss) || !double.IsFinite(run.LargestGradient(cancellation)))
        {
            throw NotFinite(run.Loss);
        }

        long before = Evaluations;
        StopReason? reason = ReasonToStop(run, cancellation);
        for (; reason is null; reason = ReasonToStop(run, cancellation))
        {
            long start = Stopwatch.GetTimestamp();
            if (!run.TryStep(cancellation))
            {
                reason = StopReason.NoProgress;
                break;
            }

            Evaluations = before + run.Evaluations;
            EpochReport report = Report(run, measurements, start);
            progress?.Report(report);
            EpochFinished?.Invoke(report);
        }

        _best.Give(Network.Parameters);
        return new TrainingHistory([.. _history], reason.Value, _best.Epoch);
    }

    /// <summary>Trains on inputs and targets as they lie in memory: <c>InputSize</c> and <c>OutputSize</c> numbers a sample.</summary>
    /// <param name="inputs">A row for each sample.</param>
    /// <param name="targets">A row for each sample.</param>
    /// <param name="progress">Told after each epoch.</param>
    /// <param name="cancellation">Looked at before everything that sees all samples.</param>
    /// <inheritdoc cref="Fit(DataSet{T}, DataSet{T}?, IProgress{EpochReport}?, CancellationToken)"/>
    public TrainingHistory Fit(
        ReadOnlyMemory<T> inputs, ReadOnlyMemory<T> targets, IProgress<EpochReport>? progress = null, CancellationToken cancellation = default) =>
        Fit(new DataSet<T>(inputs, targets, inputs.Length / TNetwork.InputSize), null, progress, cancellation);

    /// <summary>Allocates what a call of Fit needs, and computes the first loss and gradient.</summary>
    private protected abstract FullBatchRun<T> Begin(DataSet<T> training);

    private TrainingDivergedException NotFinite(double loss)
    {
        (string name, double value) = LargestParameter();
        return new TrainingDivergedException(DivergenceMessage.OfFirstLoss(loss, name, value), Epoch + 1, 1, loss, name, value);
    }

    private StopReason? ReasonToStop(FullBatchRun<T> run, CancellationToken cancellation) =>
        _patience.IsOver(Epoch) ? StopReason.EarlyStopping
        : run.Loss <= _options.TargetLoss ? StopReason.TargetReached
        : Epoch >= _options.Epochs ? StopReason.Completed
        : run.LargestGradient(cancellation) <= _options.GradientTolerance ? StopReason.Converged
        : null;

    private EpochReport Report(FullBatchRun<T> run, Measurements measurements, long start)
    {
        Span<T> parameters = Network.Parameters;
        EpochReport report = measurements.Add(parameters, new EpochReport
        {
            Epoch = Epoch + 1,
            TrainingLoss = run.Loss,
            LearningRate = run.StepSize,
        });
        report = report with
        {
            IsBest = _best.Note(report.Epoch, measurements.HasValidation ? report.ValidationLoss : report.TrainingLoss, parameters),
            Elapsed = Stopwatch.GetElapsedTime(start),
        };
        _patience.Note(report);
        _history.Add(report);
        return report;
    }

    private void CheckData(DataSet<T> training, DataSet<T>? validation)
    {
        DataSetFit.Check<TNetwork, T>(training, nameof(training));
        if (validation is not null)
        {
            DataSetFit.Check<TNetwork, T>(validation, nameof(validation));
        }
        else if (_options.Patience is not null)
        {
            throw new ArgumentException("Expected a validation set, since early stopping (Patience) watches its loss.", nameof(validation));
        }
    }

    /// <summary>Throws if training cannot even begin.</summary>
    private void CheckParameters()
    {
        if (!ParameterScan.AreFinite<T>(Network.Parameters))
        {
            (string name, double value) = LargestParameter();
            throw new TrainingDivergedException(DivergenceMessage.OfBeginning(name, value), Epoch + 1, 1, double.NaN, name, value);
        }
    }

    private (string Name, double Value) LargestParameter()
    {
        Span<T> parameters = Network.Parameters;
        int largest = ParameterScan.Largest<T>(parameters);
        return (ParameterNames.Of(largest, TNetwork.Layers), double.CreateTruncating(parameters[largest]));
    }

    /// <summary>What is measured after an epoch.</summary>
    private sealed class Measurements(DataSet<T> training, DataSet<T>? validation, FullBatchOptions options)
    {
        private readonly Evaluation<TNetwork, T>? _training =
            options.TrainingMetric && options.Metric != Metric.None ? new Evaluation<TNetwork, T>(training, options.Metric) : null;

        private readonly Evaluation<TNetwork, T>? _validation =
            validation is null ? null : new Evaluation<TNetwork, T>(validation, options.Metric);

        public bool HasValidation => _validation is not null;

        public EpochReport Add(ReadOnlySpan<T> parameters, EpochReport report) => report with
        {
            Metric = (_validation ?? _training)?.Metric ?? Metric.None,
            TrainingMetric = _training?.Measure(parameters) ?? double.NaN,
            ValidationLoss = _validation?.Loss(parameters) ?? double.NaN,
            ValidationMetric = _validation?.Measure(parameters) ?? double.NaN,
        };
    }
}
