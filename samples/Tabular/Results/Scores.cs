namespace Tabular.Results;

/// <summary>A score of what was foretold.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Of">Computes it; NaN where it means nothing.</param>
/// <param name="Baseline">What who always says the same scores, of the same rows.</param>
internal sealed record Score(string Name, Func<Foretold, double> Of, Func<Foretold, double> Baseline)
{
    /// <summary>The scores of classes.</summary>
    public static Score[] OfClasses { get; } =
    [
        new("accuracy", Accuracy, static f => (double)Frequencies(f).Max() / f.Count),
        new("balanced accuracy", BalancedAccuracy, static f => 1.0 / Frequencies(f).Count(static count => count > 0)),
        new("ROC AUC", RocAuc, static _ => 0.5),
        new("log loss", LogLoss, static f => Frequencies(f).Where(static count => count > 0).Sum(count => -(double)count / f.Count * Math.Log((double)count / f.Count))),
    ];

    /// <summary>The scores of numbers.</summary>
    public static Score[] OfNumbers { get; } =
    [
        new("R²", RSquared, static _ => 0),
        new("root mean squared error", RootMeanSquaredError, static f => Math.Sqrt(f.Measured.Average(y => Square(y - f.Measured.Average())))),
        new("mean absolute error", static f => f.Measured.Zip(f.Numbers, static (t, y) => Math.Abs(y - t)).Average(), static f => f.Measured.Average(y => Math.Abs(y - f.Measured.Average()))),
    ];

    /// <summary>The share of rows taken for what they are.</summary>
    public static double Accuracy(Foretold foretold) => foretold.Labels.Zip(foretold.Answers, static (label, answer) => label == answer ? 1.0 : 0).Average();

    /// <summary>The mean, over the classes that occur, of the share of their rows taken for what they are.</summary>
    public static double BalancedAccuracy(Foretold foretold)
    {
        int[] answers = foretold.Answers;
        return foretold.Labels.Select((label, r) => (label, IsRight: label == answers[r])).GroupBy(static row => row.label)
            .Average(static members => members.Average(static row => row.IsRight ? 1.0 : 0));
    }

    /// <summary>−mean of the logarithm of the probability that the right class had.</summary>
    public static double LogLoss(Foretold foretold) =>
        foretold.Labels.Select((label, r) => -Math.Log(Math.Max(foretold.Probabilities[r][label], 1e-15))).Average();

    /// <summary>The probability that a row of a class has a larger probability of it than a row of another; the mean over the classes, of two that of one.</summary>
    public static double RocAuc(Foretold foretold)
    {
        double[] areas = [.. Enumerable.Range(0, foretold.ClassCount).Select(k => RocAuc(foretold, k)).Where(static area => !double.IsNaN(area))];
        return areas.Length == 0 ? double.NaN : areas.Average();
    }

    /// <summary>The area under the ROC curve of one class against the others; NaN if all rows are of it, or none.</summary>
    public static double RocAuc(Foretold foretold, int of)
    {
        // Ranks, the mean rank for equal ones: the statistic of Mann and Whitney.
        int[] order = [.. Enumerable.Range(0, foretold.Count).OrderBy(r => foretold.Probabilities[r][of])];
        double ranks = 0;
        int members = foretold.Labels.Count(label => label == of), others = foretold.Count - members;
        for (int start = 0; start < order.Length;)
        {
            int end = start;
            while (end < order.Length && foretold.Probabilities[order[end]][of] == foretold.Probabilities[order[start]][of])
            {
                end++;
            }

            ranks += (start + 1 + end) / 2.0 * order[start..end].Count(r => foretold.Labels[r] == of);
            start = end;
        }

        return members == 0 || others == 0 ? double.NaN : (ranks - members * (members + 1) / 2.0) / ((double)members * others);
    }

    /// <summary>1 − Σ(y − t)² / Σ(t − t̄)².</summary>
    public static double RSquared(Foretold foretold)
    {
        double mean = foretold.Measured.Average();
        return 1 - foretold.Measured.Zip(foretold.Numbers, static (t, y) => Square(y - t)).Sum() / foretold.Measured.Sum(t => Square(t - mean));
    }

    /// <summary>√(mean of (y − t)²).</summary>
    public static double RootMeanSquaredError(Foretold foretold) => Math.Sqrt(foretold.Measured.Zip(foretold.Numbers, static (t, y) => Square(y - t)).Average());

    private static int[] Frequencies(Foretold foretold) => [.. Enumerable.Range(0, foretold.ClassCount).Select(k => foretold.Labels.Count(label => label == k))];

    private static double Square(double x) => x * x;
}
