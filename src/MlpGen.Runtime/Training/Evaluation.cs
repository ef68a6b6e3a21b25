using System.Numerics;

namespace MlpGen.Training;

/// <summary>Measures a network on a data set: loss, accuracy or R², without dropout.</summary>
/// <remarks>Its memory is allocated by the constructor, so that it can be measured after each epoch without garbage.</remarks>
/// <typeparam name="TNetwork">The generated class.</typeparam>
/// <typeparam name="T">Its number type.</typeparam>
public sealed class Evaluation<TNetwork, T>
    where TNetwork : ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Tile = 256;

    private readonly DataSet<T> _data;
    private readonly SampleRows<T> _rows;
    private readonly T[] _outputs;
    private readonly double _totalVariation;

    /// <summary>Prepares to measure on a set.</summary>
    /// <param name="data">The set.</param>
    /// <param name="metric">What to measure beside the loss.</param>
    /// <exception cref="ArgumentException">The rows of the set do not have the lengths of the network, or a label is too large.</exception>
    public Evaluation(DataSet<T> data, Metric metric = Metric.Auto)
    {
        DataSetFit.Check<TNetwork, T>(data, nameof(data));
        _data = data;
        Metric = metric == Metric.Auto ? data.HasLabels ? Metric.Accuracy : Metric.RSquared : metric;
        _rows = new SampleRows<T>(data, TNetwork.InputSize, TNetwork.OutputSize, Math.Min(Tile, data.Count), isShuffled: false);
        _outputs = Metric == Metric.None ? [] : new T[Math.Min(Tile, data.Count) * TNetwork.OutputSize];
        _totalVariation = Metric == Metric.RSquared ? TotalVariation() : double.NaN;
    }

    /// <summary>What is measured beside the loss; never <see cref="Metric.Auto"/>.</summary>
    public Metric Metric { get; }

    /// <summary>The mean loss over the set.</summary>
    /// <param name="parameters">Of the network; <c>ParameterCount</c> long.</param>
    public double Loss(ReadOnlySpan<T> parameters)
    {
        double sum = 0;
        for (int first = 0; first < _data.Count; first += Tile)
        {
            int count = Math.Min(Tile, _data.Count - first);
            _rows.Read([], first, count, out ReadOnlySpan<T> inputs, out ReadOnlySpan<T> targets);
            sum += count * double.CreateTruncating(TNetwork.Loss(parameters, inputs, targets));
        }

        return sum / _data.Count;
    }

    /// <summary>The metric over the set; NaN if it is <see cref="Metric.None"/>.</summary>
    /// <param name="parameters">Of the network; <c>ParameterCount</c> long.</param>
    public double Measure(ReadOnlySpan<T> parameters)
    {
        if (Metric == Metric.None)
        {
            return double.NaN;
        }

        double sum = 0;
        for (int first = 0; first < _data.Count; first += Tile)
        {
            int count = Math.Min(Tile, _data.Count - first);
            _rows.Read([], first, count, out ReadOnlySpan<T> inputs, out ReadOnlySpan<T> targets);
            Span<T> outputs = _outputs.AsSpan(0, count * TNetwork.OutputSize);
            TNetwork.ForwardBatch(parameters, inputs, outputs);
            sum += Metric == Metric.Accuracy ? Hits(outputs, targets, TNetwork.OutputSize) : SquaredErrors(outputs, targets);
        }

        return Metric == Metric.Accuracy ? sum / _data.Count : 1 - sum / _totalVariation;
    }

    private static int Hits(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, int length)
    {
        int hits = 0;
        for (int start = 0; start < outputs.Length; start += length)
        {
            if (Class(outputs.Slice(start, length)) == Class(targets.Slice(start, length)))
            {
                hits++;
            }
        }

        return hits;
    }

    /// <summary>The place of the largest number; of one number alone, whether it is at least ½. −1 if there is a NaN.</summary>
    private static int Class(ReadOnlySpan<T> row)
    {
        int best = 0;
        for (int j = 0; j < row.Length; j++)
        {
            if (T.IsNaN(row[j]))
            {
                return -1;
            }

            best = row[j] > row[best] ? j : best;
        }

        return row.Length > 1 ? best : row[0] + row[0] >= T.One ? 1 : 0;
    }

    private static double SquaredErrors(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets)
    {
        double sum = 0;
        for (int i = 0; i < outputs.Length; i++)
        {
            double error = double.CreateTruncating(outputs[i]) - double.CreateTruncating(targets[i]);
            sum += error * error;
        }

        return sum;
    }

    /// <summary>Σ(t − t̄)²; NaN where it is 0, for then R² means nothing.</summary>
    private double TotalVariation()
    {
        int outputs = TNetwork.OutputSize;
        double total = 0;
        double[] means = new double[outputs];
        for (int pass = 0; pass < 2; pass++)
        {
            for (int sample = 0; sample < _data.Count; sample++)
            {
                _rows.Read([], sample, 1, out _, out ReadOnlySpan<T> targets);
                for (int j = 0; j < outputs; j++)
                {
                    double t = double.CreateTruncating(targets[j]);
                    means[j] += pass == 0 ? t / _data.Count : 0;
                    total += pass == 0 ? 0 : (t - means[j]) * (t - means[j]);
                }
            }
        }

        return total > 0 ? total : double.NaN;
    }
}
