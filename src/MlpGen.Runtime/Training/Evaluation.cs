using System.Numerics;

namespace MlpGen.Training;

/// <summary>Measures a network on a data set, without dropout: the loss, a metric, a confusion matrix.</summary>
/// <remarks>Its memory is allocated by the constructor, so that loss and metric can be measured after each epoch without garbage.</remarks>
/// <typeparam name="TNetwork">The generated class.</typeparam>
/// <typeparam name="T">Its number type.</typeparam>
public sealed class Evaluation<TNetwork, T>
    where TNetwork : ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Tile = 256;

    private readonly DataSet<T> _data;
    private readonly SampleRows<T> _rows;
    private readonly LossOfSamples<TNetwork, T> _loss;
    private readonly T[] _outputs;
    private readonly OutputReading<T> _reading;
    private readonly Measurement<T>? _measurement;

    /// <summary>Prepares to measure on a set.</summary>
    /// <param name="data">The set.</param>
    /// <param name="metric">What to measure beside the loss.</param>
    /// <exception cref="ArgumentException">The set is not one for the network (<see cref="DataSet{T}.CheckFor{TNetwork}"/>), or the metric
    /// is not one for its loss.</exception>
    public Evaluation(DataSet<T> data, Metric metric = Metric.Auto)
    {
        DataSetFit.Check<TNetwork, T>(data, nameof(data));
        LossFunction? loss = Losses.Of<TNetwork, T>();
        _data = data;
        Metric = metric == Metric.Auto ? Usual(loss, data) : metric;
        _rows = new SampleRows<T>(data, TNetwork.InputSize, TNetwork.OutputSize, Math.Min(Tile, data.Count), isShuffled: false);
        _loss = new LossOfSamples<TNetwork, T>(data, Math.Min(Tile, data.Count), isShuffled: false);
        _outputs = new T[Math.Min(Tile, data.Count) * TNetwork.OutputSize];
        _reading = OutputReading<T>.Of<TNetwork>(data, Metric == Metric.MultiLabelAccuracy);
        _measurement = Create(Metric, loss);
    }

    /// <summary>What is measured beside the loss; never <see cref="Metric.Auto"/>.</summary>
    public Metric Metric { get; }

    /// <summary>The mean loss over the set, by the weights of its samples if it has them.</summary>
    /// <param name="parameters">Of the network; <c>ParameterCount</c> long.</param>
    public double Loss(ReadOnlySpan<T> parameters)
    {
        double sum = 0;
        for (int first = 0; first < _data.Count; first += Tile)
        {
            T loss = _loss.Compute(parameters, [], first, Math.Min(Tile, _data.Count - first), key: null, gradient: []);
            sum += _loss.Weight * double.CreateTruncating(loss);
        }

        return sum / (_data.HasWeights ? _data.TotalWeight : _data.Count);
    }

    /// <summary>The metric over the set, by the weights of its samples if it has them; NaN if it is <see cref="Metric.None"/>.</summary>
    /// <param name="parameters">Of the network; <c>ParameterCount</c> long.</param>
    public double Measure(ReadOnlySpan<T> parameters)
    {
        if (_measurement is null)
        {
            return double.NaN;
        }

        _measurement.Clear();
        for (int first = 0; first < _data.Count; first += Tile)
        {
            Run(parameters, first, out ReadOnlySpan<T> outputs, out ReadOnlySpan<T> targets);
            _measurement.Add(outputs, targets, _data.HasWeights ? _data.Weights.Span.Slice(first, outputs.Length / TNetwork.OutputSize) : []);
        }

        return _measurement.Result();
    }

    /// <summary>How often samples of each class are taken for each, whatever their weights; for a network with a single output, class 1 is yes.</summary>
    /// <param name="parameters">Of the network; <c>ParameterCount</c> long.</param>
    /// <exception cref="InvalidOperationException">The outputs are several answers, each of which has a matrix of its own.</exception>
    public ConfusionMatrix Confusion(ReadOnlySpan<T> parameters)
    {
        int outputs = TNetwork.OutputSize;
        return _reading.IsClasses || outputs == 1
            ? Count(parameters, _reading.IsClasses ? outputs : 2, output: null)
            : throw new InvalidOperationException(
                $"Expected classes that exclude each other, but {typeof(TNetwork).Name} has {outputs} independent answers: " +
                "ask for the matrix of one output, Confusion(parameters, output).");
    }

    /// <summary>How often a yes and a no of one output are taken for each other. Of classes, a yes is what is of that class.</summary>
    /// <param name="parameters">Of the network; <c>ParameterCount</c> long.</param>
    /// <param name="output">Which output, 0 for the first.</param>
    /// <returns>A matrix of two classes: 0 is no, 1 is yes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    public ConfusionMatrix Confusion(ReadOnlySpan<T> parameters, int output)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(output);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(output, TNetwork.OutputSize);
        return Count(parameters, 2, output);
    }

    private static Metric Usual(LossFunction? loss, DataSet<T> data) => loss switch
    {
        _ when data.HasLabels => Metric.Accuracy,
        LossFunction.CrossEntropy => Metric.Accuracy,
        LossFunction.BinaryCrossEntropy => TNetwork.OutputSize == 1 ? Metric.Accuracy : Metric.MultiLabelAccuracy,
        _ => Metric.RSquared,
    };

    private Measurement<T>? Create(Metric metric, LossFunction? loss)
    {
        int outputs = TNetwork.OutputSize;
        bool isLogits = TNetwork.Layers[^1].Activation == Activation.Identity;
        switch (metric)
        {
            case Metric.None:
                return null;
            case Metric.MultiLabelAccuracy when _reading.IsExclusive:
                throw new ArgumentException(
                    $"Expected a metric of classes, such as Accuracy, since those of {typeof(TNetwork).Name} exclude each other, but got {metric}.", nameof(metric));
            case Metric.Accuracy or Metric.MultiLabelAccuracy:
                return new AccuracyMeasurement<T>(_reading, outputs, isPerAnswer: metric == Metric.MultiLabelAccuracy);
            case Metric.RSquared:
                return new DeterminationMeasurement<T>(_data, _rows, outputs, isLogits ? loss : null);
            case Metric.Precision or Metric.Recall or Metric.F1:
                return new DetectionMeasurement<T>(_reading, outputs, metric);
            case Metric.RocAuc:
                return new RocMeasurement<T>(_reading, outputs, _data.Count, isLogits);
            default:
                throw new ArgumentOutOfRangeException(nameof(metric), metric, "Expected one of the metrics.");
        }
    }

    /// <summary>The outputs and targets of a tile of samples.</summary>
    private void Run(ReadOnlySpan<T> parameters, int first, out ReadOnlySpan<T> outputs, out ReadOnlySpan<T> targets)
    {
        int count = Math.Min(Tile, _data.Count - first);
        _rows.Read([], first, count, out ReadOnlySpan<T> inputs, out targets);
        Span<T> rows = _outputs.AsSpan(0, count * TNetwork.OutputSize);
        TNetwork.ForwardBatch(parameters, inputs, rows);
        outputs = rows;
    }

    private ConfusionMatrix Count(ReadOnlySpan<T> parameters, int classes, int? output)
    {
        var counts = new long[classes, classes];
        long undecided = 0;
        int length = TNetwork.OutputSize;
        for (int first = 0; first < _data.Count; first += Tile)
        {
            Run(parameters, first, out ReadOnlySpan<T> outputs, out ReadOnlySpan<T> targets);
            for (int start = 0; start < outputs.Length; start += length)
            {
                (int actual, int predicted) = Read(outputs.Slice(start, length), targets.Slice(start, length), output);
                if (predicted < 0)
                {
                    undecided++;
                }
                else
                {
                    counts[actual, predicted]++;
                }
            }
        }

        return new ConfusionMatrix(counts, undecided);
    }

    /// <summary>What a sample is, and what it is taken for: −1 if that is nothing.</summary>
    private (int Actual, int Predicted) Read(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, int? output)
    {
        if (!_reading.IsClasses)
        {
            return (_reading.TrueAnswer(targets[output ?? 0]), _reading.Answer(outputs[output ?? 0]));
        }

        int actual = OutputReading<T>.Class(targets), predicted = OutputReading<T>.Class(outputs);
        return output is not int one ? (actual, predicted) : (actual == one ? 1 : 0, predicted < 0 ? -1 : predicted == one ? 1 : 0);
    }
}
