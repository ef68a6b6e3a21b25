using System.Numerics;
using System.Runtime.CompilerServices;
using MlpGen.Numerics;

namespace MlpGen.Training;

/// <summary>Computes a part of each mini-batch: gathers its samples into memory of its own, and takes the gradient of their mean loss.</summary>
/// <remarks>
/// <para>What it gives is a function of its arguments, and of the data and options it was made for; so any shard of a run can compute any
/// part, here or on another machine.</para>
/// <para>More samples than there is memory for are taken in pieces, whose gradients are added up by their weights.</para>
/// <para>All memory is allocated by the constructor. One thread at a time may use it.</para>
/// </remarks>
internal sealed class Shard<TNetwork, T>
    where TNetwork : ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<T>? _piece;
    private readonly LossOfSamples<TNetwork, T> _samples;
    private readonly int _capacity, _seed;

    /// <param name="data">What mini-batches are taken from.</param>
    /// <param name="layout">How large parts are, and whether samples are met in another order than that of the data.</param>
    /// <param name="options">ε of label smoothing, weights of positive targets, the seed of dropout; and whether there are pieces.</param>
    public Shard(DataSet<T> data, BatchLayout layout, TrainerOptions options)
    {
        _capacity = layout.Capacity;
        _seed = options.Seed;
        _samples = new LossOfSamples<TNetwork, T>(data, _capacity, layout.IsShuffled, options.LabelSmoothing, options.PositiveWeights);
        _piece = options.AccumulateBatches > 1 ? new AlignedBuffer<T>(TNetwork.ParameterCount) : null;
    }

    /// <summary>Computes loss, weight and gradient; the weight alone, 0, if this part of the mini-batch has no samples.</summary>
    /// <param name="parameters">Of the network; only read.</param>
    /// <param name="order">The order of the samples in that epoch; empty if it is that of the data.</param>
    /// <param name="batch">The mini-batch.</param>
    /// <param name="part">The samples of this part, counted from its first.</param>
    /// <param name="result">Overwritten.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Compute(ReadOnlySpan<T> parameters, ReadOnlySpan<int> order, MiniBatch batch, (int Start, int End) part, ShardGradient<T> result)
    {
        int own = part.End - part.Start;
        result.Weight = 0;
        if (own == 0)
        {
            return;
        }

        var key = new DropoutKey(_seed, batch.Step);
        Span<T> gradient = result.Gradient;
        gradient.Clear();
        if (own <= _capacity)
        {
            result.Loss = _samples.Compute(parameters, order, batch.First + part.Start, own, key with { FirstSample = part.Start }, gradient);
            result.Weight = _samples.Weight;
        }
        else
        {
            ComputePieces(parameters, order, batch.First, part, key, result);
        }
    }

    private void ComputePieces(
        ReadOnlySpan<T> parameters, ReadOnlySpan<int> order, int first, (int Start, int End) part, DropoutKey key, ShardGradient<T> result)
    {
        Span<T> gradient = result.Gradient, piece = _piece!.Span;
        double loss = 0, weight = 0;
        for (int start = part.Start; start < part.End; start += _capacity)
        {
            int count = Math.Min(_capacity, part.End - start);
            piece.Clear();
            T own = _samples.Compute(parameters, order, first + start, count, key with { FirstSample = start }, piece);
            weight += _samples.Weight;
            loss += _samples.Weight * double.CreateTruncating(own);
            GradientSum.Add(gradient, piece, T.CreateTruncating(_samples.Weight));
        }

        double scale = weight > 0 ? 1 / weight : 0;
        result.Weight = weight;
        result.Loss = T.CreateTruncating(loss * scale);
        GradientSum.Set(gradient, gradient, T.CreateTruncating(scale));
    }
}
