using System.Globalization;
using System.Text;

namespace MlpGen.Training;

/// <summary>How often samples of each class were taken for each class. For answers, class 0 is no and class 1 yes.</summary>
/// <remarks>Made by <see cref="Evaluation{TNetwork, T}.Confusion(ReadOnlySpan{T})"/>; it does not change.</remarks>
public sealed class ConfusionMatrix
{
    private readonly long[,] _counts;

    internal ConfusionMatrix(long[,] counts, long undecided)
    {
        _counts = counts;
        Undecided = undecided;
        Total = undecided;
        foreach (long count in counts)
        {
            Total += count;
        }
    }

    /// <summary>The number of classes.</summary>
    public int ClassCount => _counts.GetLength(0);

    /// <summary>How many samples of a class were taken for another, or the same.</summary>
    /// <param name="actual">What they are: the row.</param>
    /// <param name="predicted">What the network says: the column.</param>
    public long this[int actual, int predicted] => _counts[actual, predicted];

    /// <summary>The number of samples for which the network gave NaN; they stand in no row.</summary>
    public long Undecided { get; }

    /// <summary>The number of all samples, <see cref="Undecided"/> included.</summary>
    public long Total { get; }

    /// <summary>The share of samples that are right.</summary>
    public double Accuracy
    {
        get
        {
            long right = 0;
            for (int k = 0; k < ClassCount; k++)
            {
                right += _counts[k, k];
            }

            return (double)right / Total;
        }
    }

    /// <summary>How many samples are of a class, as far as the network decided.</summary>
    /// <param name="k">The class.</param>
    public long Actual(int k) => Enumerable.Range(0, ClassCount).Sum(predicted => _counts[k, predicted]);

    /// <summary>How many samples were taken for a class.</summary>
    /// <param name="k">The class.</param>
    public long Predicted(int k) => Enumerable.Range(0, ClassCount).Sum(actual => _counts[actual, k]);

    /// <summary>Of the samples taken for a class, the share that is of it: 0 if none is taken for it, and NaN if none is of it either.</summary>
    /// <param name="k">The class; 1 is yes.</param>
    public double Precision(int k) => Detection.Of(Metric.Precision, _counts[k, k], Predicted(k), Actual(k));

    /// <summary>Of the samples of a class, the share taken for it: 0 if there is none, and NaN if none is taken for it either.</summary>
    /// <param name="k">The class; 1 is yes.</param>
    public double Recall(int k) => Detection.Of(Metric.Recall, _counts[k, k], Predicted(k), Actual(k));

    /// <summary>The harmonic mean of precision and recall.</summary>
    /// <param name="k">The class; 1 is yes.</param>
    public double F1(int k) => Detection.Of(Metric.F1, _counts[k, k], Predicted(k), Actual(k));

    /// <summary>A table for a terminal: a line for each class that samples are, a column for each that they are taken for.</summary>
    public override string ToString()
    {
        int width = Enumerable.Range(0, ClassCount).SelectMany(a => Enumerable.Range(0, ClassCount).Select(p => Text(_counts[a, p]).Length))
            .Append(Text(ClassCount - 1).Length).Max() + 1;
        int left = Math.Max("is \\ taken for".Length, Text(ClassCount - 1).Length);
        var table = new StringBuilder("is \\ taken for".PadRight(left));
        for (int k = 0; k < ClassCount; k++)
        {
            table.Append(Text(k).PadLeft(width));
        }

        for (int actual = 0; actual < ClassCount; actual++)
        {
            table.Append('\n').Append(Text(actual).PadLeft(left));
            for (int predicted = 0; predicted < ClassCount; predicted++)
            {
                table.Append(Text(_counts[actual, predicted]).PadLeft(width));
            }
        }

        return table.ToString();
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
