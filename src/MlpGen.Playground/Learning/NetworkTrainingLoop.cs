using System.Numerics;
using MlpGen.Optimizers;
using MlpGen.Playground.Networks;

namespace MlpGen.Playground.Learning;

/// <summary>Mini-batches in a new order each epoch, an optimizer of the runtime, and nothing that needs a second thread.</summary>
/// <typeparam name="TNetwork">The class that was compiled in the page.</typeparam>
/// <typeparam name="T">Its number type.</typeparam>
internal sealed class NetworkTrainingLoop<TNetwork, T> : TrainingLoop
    where TNetwork : ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly TNetwork _network;
    private readonly TrainingSettings _settings;
    private readonly IOptimizer<T> _optimizer;
    private readonly Random _random;
    private readonly Range[] _biases;
    private readonly int[] _order;
    private readonly T[] _inputs, _targets, _batchInputs, _batchTargets, _gradient;
    private readonly int _count, _batchSize;
    private int _next;

    public NetworkTrainingLoop(TNetwork network, Samples data, TrainingSettings settings)
    {
        (_network, _settings, _random) = (network, settings, new Random(settings.Seed));
        (_inputs, _targets, _count) = (Numbers.To<T>(data.Inputs), Numbers.To<T>(data.Targets), data.Count);
        _batchSize = settings.BatchSize == 0 ? _count : Math.Min(settings.BatchSize, _count);
        _batchInputs = new T[_batchSize * TNetwork.InputSize];
        _batchTargets = new T[_batchSize * TNetwork.OutputSize];
        _gradient = new T[TNetwork.ParameterCount];
        _order = [.. Enumerable.Range(0, _count)];
        _biases = [.. TNetwork.Layers.ToArray().Where(static layer => layer.HasBias).Select(static layer => layer.BiasOffset..(layer.BiasOffset + layer.Outputs))];
        _optimizer = settings.Optimizer switch
        {
            OptimizerKind.Sgd => new Sgd<T>(settings.LearningRate, weightDecay: settings.L2),
            OptimizerKind.Momentum => new Sgd<T>(settings.LearningRate, momentum: 0.9, weightDecay: settings.L2),
            OptimizerKind.RmsProp => new RmsProp<T>(settings.LearningRate, weightDecay: settings.L2),
            _ => new AdamW<T>(settings.LearningRate, weightDecay: settings.L2),
        };
    }

    public override double LearningRate
    {
        get => _optimizer.LearningRate;
        set => _optimizer.LearningRate = value;
    }

    public override void Step()
    {
        int count = Gather();
        Array.Clear(_gradient);
        TNetwork.TrainingLossAndGradient(
            _network.Parameters,
            _batchInputs.AsSpan(0, count * TNetwork.InputSize),
            _batchTargets.AsSpan(0, count * TNetwork.OutputSize),
            new DropoutKey(_settings.Seed, Steps),
            _gradient);
        AddPenalty();
        _optimizer.Step(_network.Parameters, _gradient, _biases);
        Steps++;
        Epochs += (double)count / _count;
    }

    public override double Loss() => double.CreateTruncating(TNetwork.Loss(_network.Parameters, _inputs, _targets));

    /// <summary>Puts the next batch side by side; the last of an epoch may be smaller.</summary>
    private int Gather()
    {
        if (_next == 0)
        {
            _random.Shuffle(_order);
        }

        int count = Math.Min(_batchSize, _count - _next), x = TNetwork.InputSize, t = TNetwork.OutputSize;
        for (int i = 0; i < count; i++)
        {
            int sample = _order[_next + i];
            _inputs.AsSpan(sample * x, x).CopyTo(_batchInputs.AsSpan(i * x));
            _targets.AsSpan(sample * t, t).CopyTo(_batchTargets.AsSpan(i * t));
        }

        _next = _next + count == _count ? 0 : _next + count;
        return count;
    }

    /// <summary>g ← g + λ₁·sign(w), for weights, not for biases.</summary>
    private void AddPenalty()
    {
        if (_settings.L1 == 0)
        {
            return;
        }

        T rate = T.CreateTruncating(_settings.L1);
        foreach (LayerInfo layer in TNetwork.Layers)
        {
            for (int i = layer.WeightOffset; i < layer.WeightOffset + layer.WeightCount; i++)
            {
                T weight = _network.Parameters[i];
                _gradient[i] += weight > T.Zero ? rate : weight < T.Zero ? -rate : T.Zero;
            }
        }
    }
}
