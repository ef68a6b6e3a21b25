using System.Numerics;
using System.Runtime.CompilerServices;
using MlpGen.Optimizers;

namespace MlpGen.Training;

/// <summary>The memory and threads of one call of <c>Fit</c>: mini-batches and their gradients, and the validation.</summary>
internal sealed class TrainingRun<TNetwork, T> : IDisposable
    where TNetwork : ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly BatchLayout _layout;
    private readonly ShardGradient<T>[] _parts;
    private readonly ThreadTeam? _threads;
    private readonly IShardTeam<T> _team;
    private readonly StepInBlocks<TNetwork, T> _step;
    private readonly Evaluation<TNetwork, T>? _trainingMetric, _validation;

    /// <param name="network">What is trained.</param>
    /// <param name="optimizer">What takes the steps.</param>
    /// <param name="regularization">What is done to gradients before.</param>
    /// <param name="training">What is learned from.</param>
    /// <param name="validation">What to validate on.</param>
    /// <param name="options">How to train.</param>
    /// <param name="team">Who computes the parts of mini-batches; threads of this process, if null.</param>
    public TrainingRun(
        TNetwork network, IOptimizer<T> optimizer, Regularization<T> regularization, DataSet<T> training, DataSet<T>? validation, TrainerOptions options,
        IShardTeam<T>? team)
    {
        Training = training;
        TotalWeight = training.HasWeights ? training.TotalWeight : training.Count;
        _layout = new BatchLayout(options, training.Count);
        _trainingMetric = options.TrainingMetric && options.Metric != Metric.None ? new Evaluation<TNetwork, T>(training, options.Metric) : null;
        _validation = validation is null ? null : new Evaluation<TNetwork, T>(validation, options.Metric);
        _parts = [.. Enumerable.Range(0, _layout.Shards).Select(_ => new ShardGradient<T>(TNetwork.ParameterCount))];
        int threads = Math.Min(_parts.Length, Math.Min(options.Threads > 0 ? options.Threads : int.MaxValue, Environment.ProcessorCount));
        _threads = threads > 1 ? new ThreadTeam(threads) : null;
        _team = team ?? new ShardTeam<TNetwork, T>(network, training, options, _layout, _threads);
        _step = new StepInBlocks<TNetwork, T>(network, optimizer, regularization, _parts, _threads);
    }

    /// <summary>What is learned from.</summary>
    public DataSet<T> Training { get; }

    /// <summary>The loss of the last mini-batch; NaN before the first.</summary>
    public double LastLoss { get; private set; } = double.NaN;

    /// <summary>The sum of their weights, or their number.</summary>
    public double TotalWeight { get; }

    /// <summary>The number of mini-batches in an epoch.</summary>
    public int BatchCount => _layout.StepCount;

    /// <summary>Whether there is a validation set.</summary>
    public bool HasValidation => _validation is not null;

    /// <summary>Computes the mean loss of a mini-batch, and the gradients of its parts.</summary>
    /// <param name="epoch">0 for the first.</param>
    /// <param name="batch">Which of its mini-batches, 0 for the first.</param>
    /// <param name="step">Its number in the run.</param>
    /// <param name="weight">The sum of the weights of the samples in it, or their number.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double ComputeGradient(int epoch, int batch, long step, out double weight)
    {
        _team.Compute(_layout.Batch(epoch, batch, step), _parts);
        return LastLoss = MeanLoss(out weight);
    }

    /// <summary>Takes the step of the gradient that was computed last.</summary>
    public void TakeStep() => _step.Take();

    /// <summary>Adds to a report what is measured after an epoch.</summary>
    public EpochReport Measure(ReadOnlySpan<T> parameters, EpochReport report) => report with
    {
        Metric = (_validation ?? _trainingMetric)?.Metric ?? Metric.None,
        TrainingMetric = _trainingMetric?.Measure(parameters) ?? double.NaN,
        ValidationLoss = _validation?.Loss(parameters) ?? double.NaN,
        ValidationMetric = _validation?.Measure(parameters) ?? double.NaN,
    };

    public void Dispose() => _threads?.Dispose();

    /// <summary>Σ (weight of the part / weight)·(loss of the part), from the first part to the last.</summary>
    private double MeanLoss(out double weight)
    {
        double loss = 0;
        weight = 0;
        foreach (ShardGradient<T> part in _parts)
        {
            weight += part.Weight;
        }

        foreach (ShardGradient<T> part in _parts)
        {
            part.Share = part.Weight > 0 ? part.Weight / weight : 0;
        }

        foreach (ShardGradient<T> part in _parts)
        {
            if (part.Share > 0)
            {
                loss += part.Share * double.CreateTruncating(part.Loss);
            }
        }

        return loss;
    }
}
