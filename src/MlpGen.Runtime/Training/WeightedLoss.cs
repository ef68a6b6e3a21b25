using System.Buffers;
using System.Globalization;
using System.Numerics;

namespace MlpGen.Training;

/// <summary>The loss of samples that count by weights, Σ w·ℓ / Σ w, for loops without a trainer. (A trainer takes them from its data:
/// <see cref="DataSet{T}.WithWeights"/>.)</summary>
/// <remarks>Neighbours of equal weight are computed together, so that sorting samples by weight makes it faster. Nothing is allocated but a gradient that
/// is rented. Nothing is written before all lengths and weights are checked.</remarks>
public static class WeightedLoss
{
    /// <summary>The mean loss of n samples by their weights.</summary>
    /// <typeparam name="TNetwork">The generated class.</typeparam>
    /// <typeparam name="T">Its number type.</typeparam>
    /// <param name="parameters">W1, b1, W2, b2, …; <c>ParameterCount</c> long.</param>
    /// <param name="inputs">n rows of <c>InputSize</c>.</param>
    /// <param name="targets">n rows of <c>OutputSize</c>.</param>
    /// <param name="weights">n numbers, finite and not negative, not all 0.</param>
    /// <exception cref="ArgumentException">A length is wrong, or a weight is none.</exception>
    public static T Of<TNetwork, T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights)
        where TNetwork : ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T> => Compute<TNetwork, T>(parameters, inputs, targets, weights, gradient: [], run: []);

    /// <summary>The mean loss of n samples by their weights, and its gradient.</summary>
    /// <inheritdoc cref="Of"/>
    /// <param name="parameters">W1, b1, W2, b2, …; <c>ParameterCount</c> long.</param>
    /// <param name="inputs">n rows of <c>InputSize</c>.</param>
    /// <param name="targets">n rows of <c>OutputSize</c>.</param>
    /// <param name="weights">n numbers, finite and not negative, not all 0.</param>
    /// <param name="gradient">∂L/∂parameters is added to it; <c>ParameterCount</c> long, memory of its own.</param>
    public static T AndGradient<TNetwork, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights, Span<T> gradient)
        where TNetwork : ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int count = TNetwork.ParameterCount;
        CheckLength(gradient.Length, count, nameof(gradient));
        if (gradient.Overlaps(parameters) || gradient.Overlaps(inputs) || gradient.Overlaps(targets) || gradient.Overlaps(weights))
        {
            throw new ArgumentException("Expected gradient to be memory of its own, but it overlaps another argument.", nameof(gradient));
        }

        T[] rented = ArrayPool<T>.Shared.Rent(count);
        try
        {
            return Compute<TNetwork, T>(parameters, inputs, targets, weights, gradient, rented.AsSpan(0, count));
        }
        finally
        {
            ArrayPool<T>.Shared.Return(rented);
        }
    }

    private static T Compute<TNetwork, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights, Span<T> gradient, Span<T> run)
        where TNetwork : ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int samples = weights.Length;
        CheckLength(parameters.Length, TNetwork.ParameterCount, nameof(parameters));
        CheckLength(inputs.Length, (long)samples * TNetwork.InputSize, nameof(inputs));
        CheckLength(targets.Length, (long)samples * TNetwork.OutputSize, nameof(targets));
        double sum = SumOf(weights), loss = 0;
        for (int start = 0, end; start < samples; start = end)
        {
            for (end = start + 1; end < samples && weights[end] == weights[start];)
            {
                end++;
            }

            if (weights[start] == T.Zero)
            {
                continue;
            }

            double share = (end - start) * double.CreateTruncating(weights[start]) / sum;
            ReadOnlySpan<T> x = inputs[(start * TNetwork.InputSize)..(end * TNetwork.InputSize)];
            ReadOnlySpan<T> t = targets[(start * TNetwork.OutputSize)..(end * TNetwork.OutputSize)];
            if (gradient.IsEmpty)
            {
                loss += share * double.CreateTruncating(TNetwork.Loss(parameters, x, t));
                continue;
            }

            run.Clear();
            loss += share * double.CreateTruncating(TNetwork.LossAndGradient(parameters, x, t, run));
            GradientSum.Add(gradient, run, T.CreateTruncating(share));
        }

        return T.CreateTruncating(loss);
    }

    private static double SumOf<T>(ReadOnlySpan<T> weights)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] >= T.Zero && T.IsFinite(weights[i])))
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture, $"Expected weights that are finite and not negative, but that of sample {i} (counted from 0) is {weights[i]}."), nameof(weights));
            }

            sum += double.CreateTruncating(weights[i]);
        }

        return sum > 0 ? sum : throw new ArgumentException("Expected a weight above 0, but there is none.", nameof(weights));
    }

    private static void CheckLength(int actual, long expected, string name)
    {
        if (actual != expected)
        {
            throw new ArgumentException($"Expected {name} to have length {expected}, but it has length {actual}.", name);
        }
    }
}
