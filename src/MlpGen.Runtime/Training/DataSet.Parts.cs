namespace MlpGen.Training;

public sealed partial class DataSet<T>
{
    /// <summary>Some of the samples in any order, copied; one may be there several times.</summary>
    /// <param name="samples">Their numbers, from 0; at least one.</param>
    /// <exception cref="ArgumentException">There are none, or there is no such sample.</exception>
    public DataSet<T> Select(ReadOnlySpan<int> samples)
    {
        if (samples.IsEmpty)
        {
            throw new ArgumentException("Expected the numbers of one sample or more, but got none.", nameof(samples));
        }

        foreach (int sample in samples)
        {
            if (sample < 0 || sample >= Count)
            {
                throw new ArgumentException($"Expected samples from 0 to {Count - 1}, but got {sample}.", nameof(samples));
            }
        }

        return Arrange(samples);
    }

    /// <summary>Shuffles the samples and parts them in two, so that each class has its share in both: <see cref="Partition.StratifiedSplit"/>.</summary>
    /// <param name="fraction">The share of the first part, in (0, 1).</param>
    /// <param name="seed">The same seed gives the same parts.</param>
    /// <exception cref="InvalidOperationException">The set has no labels.</exception>
    public (DataSet<T> First, DataSet<T> Second) StratifiedSplit(double fraction, int seed)
    {
        if (!HasLabels)
        {
            throw new InvalidOperationException("Expected labels, by which classes have their share in both parts, but this set has targets. Split takes any set.");
        }

        (int[] first, int[] second) = Partition.StratifiedSplit(Labels.Span, fraction, seed);
        return (Select(first), Select(second));
    }

    /// <summary>The parts of a cross-validation: each sample is tested on once, by what learns from the other folds. With labels, each class has its share in
    /// every fold.</summary>
    /// <param name="folds">How many; two or more, and no more than samples.</param>
    /// <param name="seed">The same seed gives the same folds.</param>
    public IReadOnlyList<(DataSet<T> Training, DataSet<T> Test)> Folds(int folds, int seed)
    {
        int[][] parts = HasLabels ? Partition.StratifiedFolds(Labels.Span, folds, seed) : Partition.Folds(Count, folds, seed);
        return [.. parts.Select((part, k) => (Select(Partition.Without(parts, k)), Select(part)))];
    }
}
