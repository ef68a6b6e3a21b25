using System.Numerics;
using MlpGen.Numerics;

namespace MlpGen.Training;

/// <summary><see cref="Metric.RSquared"/>, the coefficient of determination.</summary>
/// <remarks>Logits are turned into the probabilities that they stand for, since targets are compared with those.</remarks>
internal sealed class DeterminationMeasurement<T> : Measurement<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int _outputSize;
    private readonly LossFunction? _logitsOf;
    private readonly double _totalVariation;
    private double _squares;

    /// <param name="data">The set.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="outputSize">The length of a row of outputs.</param>
    /// <param name="logitsOf">The cross entropy whose logits the outputs are; null if they are what targets are compared with.</param>
    public DeterminationMeasurement(DataSet<T> data, SampleRows<T> rows, int outputSize, LossFunction? logitsOf)
    {
        _outputSize = outputSize;
        _logitsOf = logitsOf;
        _totalVariation = TotalVariation(data, rows, outputSize);
    }

    public override void Clear() => _squares = 0;

    public override void Add(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights)
    {
        for (int start = 0; start < outputs.Length; start += _outputSize)
        {
            AddRow(outputs.Slice(start, _outputSize), targets.Slice(start, _outputSize), Weight(weights, start / _outputSize));
        }
    }

    public override double Result() => 1 - _squares / _totalVariation;

    private void AddRow(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, double weight)
    {
        double max = 0, sum = 1;
        if (_logitsOf == LossFunction.CrossEntropy)
        {
            max = Largest(outputs);
            sum = 0;
            foreach (T z in outputs)
            {
                sum += ReproducibleMath.Exp(double.CreateTruncating(z) - max);
            }
        }

        for (int j = 0; j < outputs.Length; j++)
        {
            double y = double.CreateTruncating(outputs[j]);
            double value = _logitsOf switch
            {
                LossFunction.CrossEntropy => ReproducibleMath.Exp(y - max) / sum,
                LossFunction.BinaryCrossEntropy => 1 / (1 + ReproducibleMath.Exp(-y)),
                _ => y,
            };
            double error = value - double.CreateTruncating(targets[j]);
            _squares += weight * error * error;
        }
    }

    private static double Largest(ReadOnlySpan<T> row)
    {
        double largest = double.NegativeInfinity;
        foreach (T number in row)
        {
            largest = Math.Max(largest, double.CreateTruncating(number));
        }

        return largest;
    }

    /// <summary>Σ(t − t̄)²; NaN where it is 0, for then R² means nothing.</summary>
    private static double TotalVariation(DataSet<T> data, SampleRows<T> rows, int outputSize)
    {
        double total = 0, all = data.HasWeights ? data.TotalWeight : data.Count;
        double[] means = new double[outputSize];
        for (int pass = 0; pass < 2; pass++)
        {
            for (int sample = 0; sample < data.Count; sample++)
            {
                double weight = Weight(data.Weights.Span, sample);
                rows.Read([], sample, 1, out _, out ReadOnlySpan<T> targets);
                for (int j = 0; j < outputSize; j++)
                {
                    double t = double.CreateTruncating(targets[j]);
                    means[j] += pass == 0 ? weight * t / all : 0;
                    total += pass == 0 ? 0 : weight * (t - means[j]) * (t - means[j]);
                }
            }
        }

        return total > 0 ? total : double.NaN;
    }
}
