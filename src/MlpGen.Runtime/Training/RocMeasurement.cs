using System.Numerics;
using MlpGen.Numerics;

namespace MlpGen.Training;

/// <summary><see cref="Metric.RocAuc"/>: outputs of all samples are kept, and then ranked.</summary>
internal sealed class RocMeasurement<T> : Measurement<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly OutputReading<T> _reading;
    private readonly bool _isLogits;
    private readonly int _outputSize;
    private readonly double[][] _scores;
    private readonly double[][] _votes;
    private readonly double[] _logits;
    private int _count;

    /// <param name="reading">What rows say.</param>
    /// <param name="outputSize">The length of a row.</param>
    /// <param name="samples">How many rows there will be.</param>
    /// <param name="isLogits">Whether outputs are logits; of exclusive classes, they are probabilities otherwise.</param>
    public RocMeasurement(OutputReading<T> reading, int outputSize, int samples, bool isLogits)
    {
        _reading = reading;
        _outputSize = outputSize;
        _isLogits = isLogits;
        _logits = new double[outputSize];
        _scores = [.. Enumerable.Range(0, outputSize).Select(_ => new double[samples])];
        _votes = [.. Enumerable.Range(0, outputSize).Select(_ => new double[samples])];
    }

    public override void Clear() => _count = 0;

    public override void Add(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights)
    {
        for (int start = 0; start < outputs.Length; start += _outputSize, _count++)
        {
            double weight = Weight(weights, start / _outputSize);
            ReadOnlySpan<T> y = outputs.Slice(start, _outputSize), t = targets.Slice(start, _outputSize);
            int there = _reading.IsClasses ? OutputReading<T>.Class(t) : -1;
            for (int k = 0; k < _outputSize; k++)
            {
                _scores[k][_count] = double.CreateTruncating(y[k]);
                bool isYes = _reading.IsClasses ? there == k : _reading.TrueAnswer(t[k]) == 1;
                _votes[k][_count] = isYes ? weight : -weight;
            }

            if (_reading.IsExclusive)
            {
                SetLogOdds(y);
            }
        }
    }

    public override double Result()
    {
        // Of two classes the second is the yes, and the first is ranked as it is.
        int first = _reading.IsClasses && _outputSize == 2 ? 1 : 0, counted = 0;
        double sum = 0;
        for (int k = first; k < _outputSize; k++)
        {
            double area = RocCurve.Area(_scores[k], _votes[k], out bool hasBoth);
            sum += hasBoth ? area : 0;
            counted += hasBoth ? 1 : 0;
        }

        return sum / counted; // 0/0 is NaN
    }

    /// <summary>log(p / (1 − p)) of each class: it ranks as p does, which would be rounded to 1 too soon.</summary>
    /// <remarks>With eₖ = e^zₖ it is zₖ − log Σ e, the sum being over all other classes. It is the whole less eₖ, but for an eₖ that is
    /// most of the whole.</remarks>
    private void SetLogOdds(ReadOnlySpan<T> outputs)
    {
        double max = double.NegativeInfinity, sum = 0;
        for (int k = 0; k < _outputSize; k++)
        {
            double y = double.CreateTruncating(outputs[k]);
            _logits[k] = _isLogits ? y : ReproducibleMath.Log(y);
            max = Math.Max(max, _logits[k]);
        }

        foreach (double z in _logits)
        {
            sum += ReproducibleMath.Exp(z - max);
        }

        for (int k = 0; k < _outputSize; k++)
        {
            double part = ReproducibleMath.Exp(_logits[k] - max);
            _scores[k][_count] = part <= sum / 2 ? _logits[k] - max - ReproducibleMath.Log(sum - part) : _logits[k] - LogSumOfOthers(k);
        }
    }

    private double LogSumOfOthers(int k)
    {
        double max = double.NegativeInfinity, sum = 0;
        for (int j = 0; j < _outputSize; j++)
        {
            max = j == k ? max : Math.Max(max, _logits[j]);
        }

        for (int j = 0; j < _outputSize; j++)
        {
            sum += j == k ? 0 : ReproducibleMath.Exp(_logits[j] - max);
        }

        return double.IsNegativeInfinity(max) ? max : max + ReproducibleMath.Log(sum);
    }
}
