using System.Numerics;

namespace MlpGen.Training;

/// <summary><see cref="Metric.Precision"/>, <see cref="Metric.Recall"/> and <see cref="Metric.F1"/>: how well a yes, or a class, is
/// found.</summary>
internal sealed class DetectionMeasurement<T> : Measurement<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly OutputReading<T> _reading;
    private readonly Metric _metric;
    private readonly double[] _hits, _called, _there;

    /// <param name="reading">What rows say.</param>
    /// <param name="outputSize">The length of a row.</param>
    /// <param name="metric">Which of the three.</param>
    public DetectionMeasurement(OutputReading<T> reading, int outputSize, Metric metric)
    {
        _reading = reading;
        _metric = metric;
        _hits = new double[outputSize];
        _called = new double[outputSize];
        _there = new double[outputSize];
    }

    public override void Clear()
    {
        Array.Clear(_hits);
        Array.Clear(_called);
        Array.Clear(_there);
    }

    public override void Add(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights)
    {
        int length = _hits.Length;
        for (int start = 0; start < outputs.Length; start += length)
        {
            double weight = Weight(weights, start / length);
            ReadOnlySpan<T> y = outputs.Slice(start, length), t = targets.Slice(start, length);
            if (_reading.IsClasses)
            {
                int called = OutputReading<T>.Class(y), there = OutputReading<T>.Class(t);
                for (int k = 0; k < length; k++)
                {
                    Count(k, called == k, there == k, weight);
                }
            }
            else
            {
                for (int k = 0; k < length; k++)
                {
                    Count(k, _reading.Answer(y[k]) == 1, _reading.TrueAnswer(t[k]) == 1, weight);
                }
            }
        }
    }

    public override double Result()
    {
        // Of two classes the second is the yes, and the first says nothing new.
        int first = _reading.IsClasses && _hits.Length == 2 ? 1 : 0, counted = 0;
        double sum = 0;
        for (int k = first; k < _hits.Length; k++)
        {
            if (_called[k] + _there[k] > 0)
            {
                sum += Detection.Of(_metric, _hits[k], _called[k], _there[k]);
                counted++;
            }
        }

        return sum / counted; // 0/0 is NaN
    }

    private void Count(int k, bool isCalled, bool isThere, double weight)
    {
        _called[k] += isCalled ? weight : 0;
        _there[k] += isThere ? weight : 0;
        _hits[k] += isCalled && isThere ? weight : 0;
    }
}
