using System.Numerics;
using System.Runtime.CompilerServices;
using MlpGen.Optimizers;

namespace MlpGen.Training;

/// <summary>The memory and threads of one call of <c>Fit</c>: mini-batches and their gradients, and the validation.</summary>
internal sealed class TrainingRun<TNetwork, T> : IDisposable
    where TNetwork : ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly TNetwork _network;
    private readonly TrainerOptions _options;
    private readonly int _batchSize;
    private readonly int[] _order;
    private readonly Shard<TNetwork, T>[] _shards;
    private readonly ThreadTeam? _team;
    private readonly Action<int> _computeShard;
    private readonly StepInBlocks<TNetwork, T> _step;
    private readonly Evaluation<TNetwork, T>? _trainingMetric, _validation;
    private int _first, _count;
    private DropoutKey _key;

    public TrainingRun(
        TNetwork network, IOptimizer<T> optimizer, Regularization<T> regularization, DataSet<T> training, DataSet<T>? validation, TrainerOptions options)
    {
        _network = network;
        _options = options;
        Training = training;
        SampleCount = training.Count;
        _batchSize = Math.Min(options.StepSize, training.Count);
        TotalWeight = training.HasWeights ? training.TotalWeight : training.Count;
        BatchCount = 1 + (training.Count - 1) / _batchSize;

        // One batch of all samples has no order worth shuffling.
        bool isShuffled = options.Shuffle && BatchCount > 1;
        _order = isShuffled ? new int[training.Count] : [];
        _trainingMetric = options.TrainingMetric && options.Metric != Metric.None ? new Evaluation<TNetwork, T>(training, options.Metric) : null;
        _validation = validation is null ? null : new Evaluation<TNetwork, T>(validation, options.Metric);
        int shards = Math.Min(options.Shards, _batchSize), capacity = 1 + (Math.Min(options.BatchSize, _batchSize) - 1) / shards;
        _shards = [.. Enumerable.Range(0, shards).Select(_ => new Shard<TNetwork, T>(training, capacity, isShuffled, options))];
        int threads = Math.Min(shards, Math.Min(options.Threads > 0 ? options.Threads : int.MaxValue, Environment.ProcessorCount));
        _team = threads > 1 ? new ThreadTeam(threads) : null;
        _computeShard = ComputeShard;
        _step = new StepInBlocks<TNetwork, T>(network, optimizer, regularization, _shards, _team);
    }

    /// <summary>What is learned from.</summary>
    public DataSet<T> Training { get; }

    /// <summary>The loss of the last mini-batch; NaN before the first.</summary>
    public double LastLoss { get; private set; } = double.NaN;

    /// <summary>The number of training samples.</summary>
    public int SampleCount { get; }

    /// <summary>The sum of their weights, or their number.</summary>
    public double TotalWeight { get; }

    /// <summary>The number of mini-batches in an epoch.</summary>
    public int BatchCount { get; }

    /// <summary>Whether there is a validation set.</summary>
    public bool HasValidation => _validation is not null;

    /// <summary>Puts the samples into the order of an epoch.</summary>
    /// <param name="epoch">0 for the first.</param>
    public void BeginEpoch(int epoch)
    {
        if (_order.Length > 0)
        {
            Shuffling.Fill(_order, _options.Seed, epoch);
        }
    }

    /// <summary>Computes the mean loss of a mini-batch, and the gradients of its parts.</summary>
    /// <param name="batch">0 for the first of the epoch.</param>
    /// <param name="key">Names what dropout drops.</param>
    /// <param name="weight">The sum of the weights of the samples in it, or their number.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double ComputeGradient(int batch, DropoutKey key, out double weight)
    {
        _first = batch * _batchSize;
        _count = Math.Min(_batchSize, SampleCount - _first);
        _key = key;
        if (_team is not null)
        {
            _team.Run(_computeShard, _shards.Length);
        }
        else
        {
            for (int shard = 0; shard < _shards.Length; shard++)
            {
                ComputeShard(shard);
            }
        }

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

    public void Dispose() => _team?.Dispose();

    /// <summary>The samples of a part, in the order of parts; all parts have equally many, or one more.</summary>
    private (int Start, int End) PartOf(int shard) =>
        ((int)((long)_count * shard / _shards.Length), (int)((long)_count * (shard + 1) / _shards.Length));

    private void ComputeShard(int shard) => _shards[shard].Compute(_network.Parameters, _order, _first, PartOf(shard), _key);

    /// <summary>Σ (weight of the part / weight)·(loss of the part), from the first part to the last.</summary>
    private double MeanLoss(out double weight)
    {
        double loss = 0;
        weight = 0;
        foreach (Shard<TNetwork, T> shard in _shards)
        {
            weight += shard.Weight;
        }

        foreach (Shard<TNetwork, T> shard in _shards)
        {
            shard.Share = shard.Weight > 0 ? shard.Weight / weight : 0;
        }

        foreach (Shard<TNetwork, T> shard in _shards)
        {
            if (shard.Share > 0)
            {
                loss += shard.Share * double.CreateTruncating(shard.Loss);
            }
        }

        return loss;
    }
}
