using System.Globalization;

namespace MlpGen.Training;

public sealed partial class DataSet<T>
{
    /// <summary>The same set with a weight for each sample: losses over it are Σ w·ℓ / Σ w, so that a sample of weight 2 counts as if it were there
    /// twice, and the size of all weights together means nothing.</summary>
    /// <param name="weights">One for each sample, finite and not negative, not all zero; not copied.</param>
    /// <exception cref="ArgumentException">They are not.</exception>
    public DataSet<T> WithWeights(ReadOnlyMemory<T> weights)
    {
        if (weights.Length != Count)
        {
            throw new ArgumentException($"Expected {Count} weights, one for each sample, but got {weights.Length}.", nameof(weights));
        }

        CheckWeights(weights.Span, "sample", nameof(weights));
        return With(Inputs, Targets, Labels, weights, Count);
    }

    /// <summary>The same set, each sample with the weight of its class.</summary>
    /// <param name="weights">One for each class, from class 0 on; finite and not negative, not zero for all samples.</param>
    /// <exception cref="InvalidOperationException">The set has no labels.</exception>
    /// <exception cref="ArgumentException">They are fewer than there are classes, or not such numbers.</exception>
    public DataSet<T> WithClassWeights(ReadOnlySpan<T> weights)
    {
        if (!HasLabels)
        {
            throw new InvalidOperationException("Expected labels, of which each has a weight, but this set has targets. WithWeights takes a weight for each sample.");
        }

        if (weights.Length < ClassCount)
        {
            throw new ArgumentException($"Expected {ClassCount} weights or more, one for each class, but got {weights.Length}.", nameof(weights));
        }

        CheckWeights(weights, "class", nameof(weights));
        T[] ofSamples = new T[Count];
        for (int i = 0; i < Count; i++)
        {
            ofSamples[i] = weights[Labels.Span[i]];
        }

        CheckWeights(ofSamples, "sample", nameof(weights));
        return With(Inputs, Targets, Labels, ofSamples, Count);
    }

    /// <summary>The same set with weights that make all classes count alike: samples / (classes · samples of the class), as scikit-learn's
    /// <c>balanced</c>.</summary>
    /// <remarks>Fit on the training set alone: a validation set without weights tells how the network does on data as they come.</remarks>
    /// <exception cref="InvalidOperationException">The set has no labels.</exception>
    public DataSet<T> WithBalancedClasses()
    {
        int[] counts = new int[ClassCount];
        foreach (int label in Labels.Span)
        {
            counts[label]++;
        }

        int classes = counts.Count(static count => count > 0);
        return WithClassWeights([.. counts.Select(count => count == 0 ? T.Zero : T.CreateTruncating((double)Count / ((double)classes * count)))]);
    }

    /// <summary>For each output of a set with several answers, negatives over positives: <see cref="TrainerOptions.PositiveWeights"/> that make yes and no
    /// count alike.</summary>
    /// <remarks>A target t counts t as a yes and 1 − t as a no. Fit on the training set alone.</remarks>
    /// <exception cref="InvalidOperationException">The set has labels; or an output has no positive target, or nothing else.</exception>
    public double[] BalancedPositiveWeights()
    {
        if (HasLabels)
        {
            throw new InvalidOperationException("Expected targets, of which each output has a weight, but this set has labels. WithBalancedClasses weighs classes.");
        }

        int outputs = Targets.Length / Count;
        double[] positives = new double[outputs];
        for (int i = 0; i < Targets.Length; i++)
        {
            positives[i % outputs] += double.CreateTruncating(Targets.Span[i]);
        }

        for (int k = 0; k < outputs; k++)
        {
            if (!(positives[k] > 0 && positives[k] < Count))
            {
                throw new InvalidOperationException(string.Create(
                    CultureInfo.InvariantCulture, $"Expected targets of both kinds at output {k} (counted from 0), but their sum is {positives[k]} over {Count} samples."));
            }
        }

        return [.. positives.Select(sum => (Count - sum) / sum)];
    }

    private static void CheckWeights(ReadOnlySpan<T> weights, string what, string name)
    {
        bool isAnyAboveZero = false;
        for (int i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] >= T.Zero && T.IsFinite(weights[i])))
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture, $"Expected weights that are finite and not negative, but that of {what} {i} (counted from 0) is {weights[i]}."), name);
            }

            isAnyAboveZero |= weights[i] > T.Zero;
        }

        if (!isAnyAboveZero)
        {
            throw new ArgumentException("Expected a weight above 0, but all are 0.", name);
        }
    }
}
