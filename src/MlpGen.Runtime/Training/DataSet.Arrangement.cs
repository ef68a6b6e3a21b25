using MlpGen.Numerics;

namespace MlpGen.Training;

public sealed partial class DataSet<T>
{
    /// <summary>The same samples in another order; the same for the same seed.</summary>
    public DataSet<T> Shuffle(int seed)
    {
        int[] order = new int[Count];
        Shuffling.Fill(order, seed, epoch: 0);
        return Arrange(order);
    }

    /// <summary>Some of the samples, without copying them.</summary>
    /// <param name="start">The first sample.</param>
    /// <param name="count">How many; at least one.</param>
    public DataSet<T> Slice(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count - start);
        return With(
            Inputs.Slice(start * InputSize, count * InputSize),
            Targets.Slice(start * TargetSize, count * TargetSize),
            HasLabels ? Labels.Slice(start, count) : default,
            HasWeights ? Weights.Slice(start, count) : default,
            count);
    }

    /// <summary>Shuffles the samples and parts them in two, to train with the one and validate or test with the other.</summary>
    /// <param name="fraction">The share of the first part, in (0, 1); rounded to whole samples, at least one in each part.</param>
    /// <param name="seed">The same seed gives the same parts.</param>
    public (DataSet<T> First, DataSet<T> Second) Split(double fraction, int seed)
    {
        if (!(fraction is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "Expected a share above 0 and below 1.");
        }

        if (Count < 2)
        {
            throw new InvalidOperationException("A set of one sample cannot be split.");
        }

        int first = Math.Clamp((int)Math.Round(fraction * Count), 1, Count - 1);
        DataSet<T> shuffled = Shuffle(seed);
        return (shuffled.Slice(0, first), shuffled.Slice(first, Count - first));
    }

    /// <summary>The same set with inputs normalised; fit the constants on the training set alone.</summary>
    public DataSet<T> NormalizeInputs(Normalization<T> normalization)
    {
        ArgumentNullException.ThrowIfNull(normalization);
        T[] inputs = Inputs.ToArray();
        normalization.Apply(inputs);
        return With(inputs, Targets, Labels, Weights, Count);
    }

    /// <summary>The same set with targets normalised; what a network then gives, <see cref="Normalization{T}.Undo"/> turns back.</summary>
    /// <exception cref="InvalidOperationException">The set has labels.</exception>
    public DataSet<T> NormalizeTargets(Normalization<T> normalization)
    {
        ArgumentNullException.ThrowIfNull(normalization);
        if (HasLabels)
        {
            throw new InvalidOperationException("Expected targets to normalise, but this set has labels.");
        }

        T[] targets = Targets.ToArray();
        normalization.Apply(targets);
        return With(Inputs, targets, Labels, Weights, Count);
    }

    private DataSet<T> Arrange(ReadOnlySpan<int> order)
    {
        T[] inputs = new T[order.Length * InputSize], targets = new T[order.Length * TargetSize];
        int[] labels = new int[HasLabels ? order.Length : 0];
        T[] weights = new T[HasWeights ? order.Length : 0];
        for (int i = 0; i < order.Length; i++)
        {
            Inputs.Span.Slice(order[i] * InputSize, InputSize).CopyTo(inputs.AsSpan(i * InputSize));
            Targets.Span.Slice(order[i] * TargetSize, TargetSize).CopyTo(targets.AsSpan(i * TargetSize));
            if (HasLabels)
            {
                labels[i] = Labels.Span[order[i]];
            }

            if (HasWeights)
            {
                weights[i] = Weights.Span[order[i]];
            }
        }

        return With(inputs, targets, labels, weights, order.Length);
    }

    private DataSet<T> With(
        ReadOnlyMemory<T> inputs, ReadOnlyMemory<T> targets, ReadOnlyMemory<int> labels, ReadOnlyMemory<T> weights, int count) =>
        new(inputs, targets, labels, InputSize, TargetSize, count) { ClassCount = ClassCount, Weights = weights };
}
