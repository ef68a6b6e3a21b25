namespace MlpGen.Training;

/// <summary>Parts samples, by their numbers: in two, or in folds of a cross-validation; by chance, or so that each class is everywhere in its share.</summary>
/// <remarks>The same seed gives the same parts, on every platform. Each part is in a random order. What is fitted to data before there is a
/// <see cref="DataSet{T}"/>, such as the categories of a column, is fitted to one part by its numbers.</remarks>
public static class Partition
{
    /// <summary>Two parts.</summary>
    /// <param name="samples">How many there are; two or more.</param>
    /// <param name="fraction">The share of the first part, in (0, 1); rounded to whole samples, at least one in each part.</param>
    /// <param name="seed">Other parts.</param>
    public static (int[] First, int[] Second) Split(int samples, double fraction, int seed)
    {
        CheckFraction(fraction);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 2);
        int[] order = Shuffled(samples, seed);
        int first = Math.Clamp((int)Math.Round(fraction * samples), 1, samples - 1);
        return (order[..first], order[first..]);
    }

    /// <summary>Two parts in which each class has its share: a class of n samples has fraction·n in the first, rounded up or down, such that the sizes of the
    /// parts are those of <see cref="Split"/> as far as can be; at least one in each part, if it has two. A sample that is alone in its class is in the first.</summary>
    /// <param name="labels">The class of each sample, 0 or more.</param>
    /// <param name="fraction">The share of the first part, in (0, 1).</param>
    /// <param name="seed">Other parts.</param>
    /// <exception cref="ArgumentException">There are fewer than two samples, or every class has but one.</exception>
    public static (int[] First, int[] Second) StratifiedSplit(ReadOnlySpan<int> labels, double fraction, int seed)
    {
        CheckFraction(fraction);
        int[][] classes = Classes(labels, seed);
        if (!Array.Exists(classes, static members => members.Length > 1))
        {
            throw new ArgumentException($"Expected a class of two samples or more, but none of {labels.Length} samples has another of its class.", nameof(labels));
        }

        int[] firsts = [.. classes.Select(members => Bounded((int)Math.Floor(fraction * members.Length), members.Length))];
        int wanted = Math.Clamp((int)Math.Round(fraction * labels.Length), 1, labels.Length - 1);

        // What rounding down has left over goes to the classes that lost most by it.
        foreach (int c in Enumerable.Range(0, classes.Length).OrderByDescending(c => fraction * classes[c].Length - firsts[c]).ThenBy(static c => c))
        {
            if (firsts.Sum() < wanted && fraction * classes[c].Length > firsts[c])
            {
                firsts[c] = Bounded(firsts[c] + 1, classes[c].Length);
            }
        }

        int[] first = [.. classes.SelectMany((members, c) => members.Take(firsts[c]))], second = [.. classes.SelectMany((members, c) => members.Skip(firsts[c]))];
        return (Mixed(first, seed), Mixed(second, seed));

        static int Bounded(int count, int members) => members == 1 ? 1 : Math.Clamp(count, 1, members - 1);
    }

    /// <summary>Folds of equal size, or one more: each is to be tested on once, by what has learned from the others.</summary>
    /// <param name="samples">How many there are; as many as folds, or more.</param>
    /// <param name="folds">How many folds; two or more.</param>
    /// <param name="seed">Other folds.</param>
    public static int[][] Folds(int samples, int folds, int seed)
    {
        CheckFolds(samples, folds);
        return Dealt(Shuffled(samples, seed), folds, seed);
    }

    /// <summary>Folds of equal size, or one more, in which each class has an equal number of samples, or one more.</summary>
    /// <param name="labels">The class of each sample, 0 or more.</param>
    /// <param name="folds">How many folds; two or more, and no more than samples.</param>
    /// <param name="seed">Other folds.</param>
    public static int[][] StratifiedFolds(ReadOnlySpan<int> labels, int folds, int seed)
    {
        CheckFolds(labels.Length, folds);

        // Class behind class, dealt like cards: each class goes round evenly, and so do all together.
        return Dealt([.. Classes(labels, seed).SelectMany(static members => members)], folds, seed);
    }

    /// <summary>All samples but those of one fold, in a random order: what is learned from while that fold is tested on.</summary>
    /// <param name="folds">All folds.</param>
    /// <param name="fold">The one left out.</param>
    public static int[] Without(int[][] folds, int fold)
    {
        ArgumentNullException.ThrowIfNull(folds);
        ArgumentOutOfRangeException.ThrowIfNegative(fold);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(fold, folds.Length);
        return Mixed([.. folds.Where((_, k) => k != fold).SelectMany(static samples => samples)], fold);
    }

    private static int[][] Dealt(int[] order, int folds, int seed) =>
        [.. Enumerable.Range(0, folds).Select(fold => Mixed([.. order.Where((_, i) => i % folds == fold)], seed))];

    /// <summary>The members of each class that occurs, in a random order.</summary>
    private static int[][] Classes(ReadOnlySpan<int> labels, int seed)
    {
        var classes = new SortedDictionary<int, List<int>>();
        foreach (int sample in Shuffled(labels.Length, seed))
        {
            int label = labels[sample];
            if (label < 0)
            {
                throw new ArgumentException($"Expected labels that are 0 or more, but label {sample} is {label}.", nameof(labels));
            }

            if (!classes.TryGetValue(label, out List<int>? members))
            {
                classes.Add(label, members = []);
            }

            members.Add(sample);
        }

        return [.. classes.Values.Select(static members => members.ToArray())];
    }

    private static int[] Shuffled(int count, int seed)
    {
        int[] order = new int[count];
        Shuffling.Fill(order, seed, epoch: 0);
        return order;
    }

    private static int[] Mixed(int[] samples, int seed) => [.. Shuffled(samples.Length, seed).Select(i => samples[i])];

    private static void CheckFraction(double fraction)
    {
        if (!(fraction is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "Expected a share above 0 and below 1.");
        }
    }

    private static void CheckFolds(int samples, int folds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, folds);
    }
}
