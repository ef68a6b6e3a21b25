using System.Diagnostics;
using MlpGen.Numerics;
using MlpGen.Optimizers;
using MlpGen.Training;

namespace MlpGen.Benchmarks.Contenders;

/// <summary>Passes over a set of samples in mini-batches: by the trainer, and by the loop that one would write without it.</summary>
/// <typeparam name="TNetwork">The network.</typeparam>
internal sealed class Epochs<TNetwork>
    where TNetwork : ITrainableNetwork<TNetwork, float>
{
    private const int BatchSize = 256;

    /// <summary>Small, so that weights stay where numbers are ordinary.</summary>
    private const double LearningRate = 1e-4;

    private readonly float[] _inputs, _targets;
    private readonly Func<TNetwork> _create;
    private readonly int _samples;

    /// <param name="create">Makes the network.</param>
    /// <param name="samples">How many samples there are; a multiple of the batch size, twice over.</param>
    public Epochs(Func<TNetwork> create, int samples)
    {
        _create = create;
        _samples = samples;
        var random = new Random(1);
        _inputs = [.. Enumerable.Range(0, samples * TNetwork.InputSize).Select(_ => 2 * random.NextSingle() - 1)];
        _targets = new float[samples * TNetwork.OutputSize];
        for (int i = 0; i < samples; i++)
        {
            _targets[i * TNetwork.OutputSize + random.Next(TNetwork.OutputSize)] = 1;
        }
    }

    /// <summary>The least time of some epochs of the trainer, in nanoseconds a sample.</summary>
    public double Trainer(int epochs, int shards, bool isShuffled)
    {
        var options = new TrainerOptions { BatchSize = BatchSize, Epochs = epochs, Shards = shards, Shuffle = isShuffled };
        TrainingHistory history = new Trainer<TNetwork, float>(_create(), new Adam<float>(LearningRate), options)
            .Fit(new DataSet<float>(_inputs, _targets, _samples));
        return history.Epochs.Min(report => report.Elapsed.TotalNanoseconds) / _samples;
    }

    /// <summary>The same of the loop, in the order of the data.</summary>
    public double Loop(int epochs) => Loop(epochs, 0, _samples);

    /// <summary>The same of two loops at once, over half of the samples each: what two processors of this machine allow.</summary>
    public double TwoLoops(int epochs)
    {
        double other = 0;
        var thread = new Thread(() => other = Loop(epochs, 0, _samples / 2));
        thread.Start();
        double own = Loop(epochs, _samples / 2, _samples / 2);
        thread.Join();
        return (own + other) / 4;
    }

    private double Loop(int epochs, int start, int count)
    {
        TNetwork network = _create();
        var optimizer = new Adam<float>(LearningRate);
        var gradient = new AlignedBuffer<float>(TNetwork.ParameterCount);
        double least = double.PositiveInfinity;
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            long begin = Stopwatch.GetTimestamp();
            for (int first = start; first < start + count; first += BatchSize)
            {
                gradient.Span.Clear();
                TNetwork.LossAndGradient(
                    network.Parameters,
                    _inputs.AsSpan(first * TNetwork.InputSize, BatchSize * TNetwork.InputSize),
                    _targets.AsSpan(first * TNetwork.OutputSize, BatchSize * TNetwork.OutputSize),
                    gradient);
                optimizer.Step(network.Parameters, gradient);
            }

            least = Math.Min(least, Stopwatch.GetElapsedTime(begin).TotalNanoseconds / count);
        }

        return least;
    }
}
