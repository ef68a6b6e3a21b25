using System.Numerics;

namespace MlpGen.Training;

/// <summary><see cref="Metric.Accuracy"/>, and <see cref="Metric.MultiLabelAccuracy"/>.</summary>
/// <param name="reading">What rows say.</param>
/// <param name="outputSize">The length of a row.</param>
/// <param name="isPerAnswer">Whether answers count by themselves; otherwise a sample is right or wrong as a whole.</param>
internal sealed class AccuracyMeasurement<T>(OutputReading<T> reading, int outputSize, bool isPerAnswer) : Measurement<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private double _right, _all;

    public override void Clear() => _right = _all = 0;

    public override void Add(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights)
    {
        for (int start = 0; start < outputs.Length; start += outputSize)
        {
            double weight = Weight(weights, start / outputSize);
            _all += isPerAnswer ? weight * outputSize : weight;
            ReadOnlySpan<T> y = outputs.Slice(start, outputSize), t = targets.Slice(start, outputSize);
            if (reading.IsClasses)
            {
                _right += OutputReading<T>.Class(y) == OutputReading<T>.Class(t) ? weight : 0;
            }
            else
            {
                int right = RightAnswers(y, t);
                _right += weight * (isPerAnswer ? right : right / outputSize);
            }
        }
    }

    public override double Result() => _right / _all;

    private int RightAnswers(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets)
    {
        int right = 0;
        for (int j = 0; j < outputs.Length; j++)
        {
            right += reading.Answer(outputs[j]) == reading.TrueAnswer(targets[j]) ? 1 : 0;
        }

        return right;
    }
}
