using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlpGen.Training;

/// <summary>Brings samples of a set together in memory, as the kernels take them: inputs row by row, targets row by row.</summary>
/// <remarks>Where the set has them together already, nothing is copied. All memory is allocated by the constructor.</remarks>
internal sealed class SampleRows<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly DataSet<T> _data;
    private readonly int _inputSize, _targetSize;
    private readonly T[] _inputs, _targets;
    private readonly double _smoothing;
    private readonly bool _scalesTargets;

    /// <param name="data">The set.</param>
    /// <param name="inputSize">The length of a row of inputs.</param>
    /// <param name="targetSize">The length of a row of targets; labels become such rows.</param>
    /// <param name="capacity">The most samples to bring together.</param>
    /// <param name="isShuffled">Whether they will be asked for in another order than the set's.</param>
    /// <param name="smoothing">ε of label smoothing.</param>
    /// <param name="scalesTargets">Whether targets are multiplied by the weights of their samples, over the mean of these.</param>
    public SampleRows(
        DataSet<T> data, int inputSize, int targetSize, int capacity, bool isShuffled, double smoothing = 0, bool scalesTargets = false)
    {
        _smoothing = smoothing;
        _scalesTargets = scalesTargets;
        _data = data;
        _inputSize = inputSize;
        _targetSize = targetSize;
        _inputs = isShuffled && capacity > 1 ? new T[checked(capacity * inputSize)] : [];
        _targets = data.HasLabels || ChangesTargets || (isShuffled && capacity > 1) ? new T[checked(capacity * targetSize)] : [];
    }

    /// <summary>The sum of the weights of the samples that were read last, if targets are multiplied by them.</summary>
    public double Weight { get; private set; }

    private bool ChangesTargets => _smoothing > 0 || _scalesTargets;

    /// <summary>The samples at <paramref name="first"/> and after it, in the given order, or in the set's if that is empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Read(ReadOnlySpan<int> order, int first, int count, out ReadOnlySpan<T> inputs, out ReadOnlySpan<T> targets)
    {
        ReadOnlySpan<T> allInputs = _data.Inputs.Span, allTargets = _data.Targets.Span;
        if (order.IsEmpty || count == 1)
        {
            int start = order.IsEmpty ? first : order[first];
            inputs = allInputs.Slice(start * _inputSize, count * _inputSize);
            targets = _data.HasLabels ? OneHot(_data.Labels.Span.Slice(start, count)) : allTargets.Slice(start * _targetSize, count * _targetSize);
            if (ChangesTargets)
            {
                targets = Change(targets, [], start, count);
            }

            return;
        }

        order = order.Slice(first, count);
        inputs = Gather(allInputs, order, _inputSize, _inputs);
        targets = _data.HasLabels ? OneHot(_data.Labels.Span, order) : Gather(allTargets, order, _targetSize, _targets);
        if (ChangesTargets)
        {
            targets = Change(targets, order, 0, count);
        }
    }

    /// <summary>Smooths and weighs targets, in memory of our own.</summary>
    private ReadOnlySpan<T> Change(ReadOnlySpan<T> targets, ReadOnlySpan<int> order, int first, int count)
    {
        Span<T> changed = _targets.AsSpan(0, targets.Length);
        targets.CopyTo(changed); // where they are there already, this does nothing
        if (_smoothing > 0)
        {
            LabelSmoothing.Apply(changed, _targetSize, _smoothing);
        }

        if (_scalesTargets)
        {
            Weigh(changed, order, first, count);
        }

        return changed;
    }

    /// <summary>t ← w·count / Σ w · t, so that a mean over the samples is one by their weights.</summary>
    private void Weigh(Span<T> targets, ReadOnlySpan<int> order, int first, int count)
    {
        ReadOnlySpan<T> weights = _data.Weights.Span;
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += double.CreateTruncating(weights[order.IsEmpty ? first + i : order[i]]);
        }

        Weight = sum;
        double scale = sum > 0 ? count / sum : 0;
        for (int i = 0; i < count; i++)
        {
            Span<T> row = targets.Slice(i * _targetSize, _targetSize);
            GradientSum.Set(row, row, T.CreateTruncating(scale * double.CreateTruncating(weights[order.IsEmpty ? first + i : order[i]])));
        }
    }

    private static ReadOnlySpan<T> Gather(ReadOnlySpan<T> rows, ReadOnlySpan<int> order, int length, Span<T> memory)
    {
        Span<T> gathered = memory[..(order.Length * length)];
        RowGather.Copy(rows, length, order, gathered);
        return gathered;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ReadOnlySpan<T> OneHot(ReadOnlySpan<int> labels)
    {
        Span<T> targets = _targets.AsSpan(0, labels.Length * _targetSize);
        targets.Clear();
        for (int i = 0; i < labels.Length; i++)
        {
            Mark(targets, i, labels[i]);
        }

        return targets;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ReadOnlySpan<T> OneHot(ReadOnlySpan<int> labels, ReadOnlySpan<int> order)
    {
        Span<T> targets = _targets.AsSpan(0, order.Length * _targetSize);
        targets.Clear();
        for (int i = 0; i < order.Length; i++)
        {
            Mark(targets, i, labels[order[i]]);
        }

        return targets;
    }

    /// <summary>A 1 in the place of the class; or, if there is one place alone, for class 1 and not for class 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Mark(Span<T> targets, int row, int label)
    {
        if (_targetSize > 1)
        {
            targets[row * _targetSize + label] = T.One;
        }
        else if (label > 0)
        {
            targets[row] = T.One;
        }
    }
}
