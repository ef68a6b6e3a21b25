using System.Numerics;
using System.Runtime.CompilerServices;
using MlpGen.Numerics;

namespace MlpGen.Training;

/// <summary>The mean loss of some samples of a set, by their weights if it has them, and its gradient.</summary>
/// <remarks>
/// <para>With weights it is Σ w·ℓ / Σ w. A cross entropy is linear in its targets, so that they are multiplied by the weights, and nothing else is
/// different. Under another loss, samples of equal weight are computed together: a call of the network for each weight that there is.</para>
/// <para>All memory is allocated by the constructor. One thread at a time may use it.</para>
/// </remarks>
internal sealed class LossOfSamples<TNetwork, T>
    where TNetwork : ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly DataSet<T> _data;
    private readonly SampleRows<T> _rows;
    private readonly int[] _order = [];
    private readonly T[] _weights = [];
    private readonly AlignedBuffer<T>? _run;
    private readonly PositiveWeights<TNetwork, T>? _positive;

    /// <param name="data">The set.</param>
    /// <param name="capacity">The most samples at once.</param>
    /// <param name="isShuffled">Whether samples are asked for in another order than that of the data.</param>
    /// <param name="smoothing">ε of label smoothing.</param>
    /// <param name="positiveWeights">What a positive target counts, for each output or one for all; null or none for 1.</param>
    public LossOfSamples(DataSet<T> data, int capacity, bool isShuffled, double smoothing = 0, IReadOnlyList<double>? positiveWeights = null)
    {
        _data = data;
        _positive = positiveWeights is { Count: > 0 } ? new(positiveWeights, capacity) : null;
        bool byWeight = data.HasWeights && Losses.Of<TNetwork, T>() != LossFunction.CrossEntropy;
        _rows = new SampleRows<T>(
            data, TNetwork.InputSize, TNetwork.OutputSize, capacity, isShuffled || byWeight, smoothing, scalesTargets: data.HasWeights && !byWeight);
        if (byWeight)
        {
            _order = new int[capacity];
            _weights = new T[capacity];
            _run = new AlignedBuffer<T>(TNetwork.ParameterCount);
        }
    }

    /// <summary>The sum of the weights of the samples that were computed last, or how many they were.</summary>
    public double Weight { get; private set; }

    /// <summary>Computes the mean loss.</summary>
    /// <param name="parameters">Of the network.</param>
    /// <param name="order">The order of the samples; empty if it is that of the data.</param>
    /// <param name="first">The place in that order of the first sample.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="key">Names what dropout drops; null if nothing is to be dropped.</param>
    /// <param name="gradient">The gradient is added to it; empty if it is not wanted.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public T Compute(ReadOnlySpan<T> parameters, ReadOnlySpan<int> order, int first, int count, DropoutKey? key, Span<T> gradient)
    {
        if (_run is not null)
        {
            return ComputeByWeight(parameters, order, first, count, key, gradient);
        }

        _rows.Read(order, first, count, out ReadOnlySpan<T> inputs, out ReadOnlySpan<T> targets);
        Weight = _data.HasWeights ? _rows.Weight : count;
        return Loss(parameters, inputs, targets, key, gradient);
    }

    private T ComputeByWeight(ReadOnlySpan<T> parameters, ReadOnlySpan<int> order, int first, int count, DropoutKey? key, Span<T> gradient)
    {
        Span<int> own = _order.AsSpan(0, count);
        Span<T> weights = _weights.AsSpan(0, count);
        Weight = Arrange(order, first, own, weights);
        double loss = 0;
        for (int start = 0, end; start < count; start = end)
        {
            for (end = start + 1; end < count && weights[end] == weights[start];)
            {
                end++;
            }

            double share = (end - start) * double.CreateTruncating(weights[start]) / Weight;
            if (weights[start] > T.Zero)
            {
                loss += share * double.CreateTruncating(ComputeRun(parameters, own, start, end - start, share, key, gradient));
            }
        }

        return T.CreateTruncating(loss);
    }

    /// <summary>Adds share·(gradient of the mean loss of the samples), and returns that loss.</summary>
    private T ComputeRun(ReadOnlySpan<T> parameters, ReadOnlySpan<int> order, int start, int count, double share, DropoutKey? key, Span<T> gradient)
    {
        _rows.Read(order, start, count, out ReadOnlySpan<T> inputs, out ReadOnlySpan<T> targets);
        if (gradient.IsEmpty)
        {
            return Loss(parameters, inputs, targets, null, gradient);
        }

        Span<T> run = _run!.Span;
        run.Clear();
        T loss = Loss(parameters, inputs, targets, key is { } own ? own with { FirstSample = own.FirstSample + start } : null, run);
        GradientSum.Add(gradient, run, T.CreateTruncating(share));
        return loss;
    }

    /// <summary>Brings samples of equal weight together.</summary>
    /// <returns>The sum of the weights.</returns>
    private double Arrange(ReadOnlySpan<int> order, int first, Span<int> own, Span<T> weights)
    {
        ReadOnlySpan<T> all = _data.Weights.Span;
        double sum = 0;
        for (int i = 0; i < own.Length; i++)
        {
            own[i] = order.IsEmpty ? first + i : order[first + i];
            weights[i] = all[own[i]];
            sum += double.CreateTruncating(weights[i]);
        }

        weights.Sort(own);
        return sum;
    }

    private T Loss(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, DropoutKey? key, Span<T> gradient) =>
        gradient.IsEmpty ? TNetwork.Loss(parameters, inputs, targets)
        : _positive is not null ? _positive.LossAndGradient(parameters, inputs, targets, gradient)
        : key is { } drop ? TNetwork.TrainingLossAndGradient(parameters, inputs, targets, drop, gradient)
        : TNetwork.LossAndGradient(parameters, inputs, targets, gradient);
}
