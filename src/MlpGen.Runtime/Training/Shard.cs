using System.Numerics;
using System.Runtime.CompilerServices;
using MlpGen.Numerics;

namespace MlpGen.Training;

/// <summary>A part of each mini-batch: its samples, gathered into memory of its own, and the gradient of their mean loss.</summary>
/// <remarks>
/// <para>More samples than there is memory for are taken in pieces, whose gradients are added up by their weights.</para>
/// <para>All memory is allocated by the constructor. One thread at a time may use it.</para>
/// </remarks>
internal sealed class Shard<TNetwork, T>
    where TNetwork : ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<T> _gradient = new(TNetwork.ParameterCount);
    private readonly AlignedBuffer<T>? _piece;
    private readonly LossOfSamples<TNetwork, T> _samples;
    private readonly int _capacity;

    /// <param name="data">What mini-batches are taken from.</param>
    /// <param name="capacity">The most samples that there is to be memory for.</param>
    /// <param name="isShuffled">Whether samples are met in another order than that of the data.</param>
    /// <param name="options">ε of label smoothing; and whether there are pieces.</param>
    public Shard(DataSet<T> data, int capacity, bool isShuffled, TrainerOptions options)
    {
        _capacity = capacity;
        _samples = new LossOfSamples<TNetwork, T>(data, capacity, isShuffled, options.LabelSmoothing);
        _piece = options.AccumulateBatches > 1 ? new AlignedBuffer<T>(TNetwork.ParameterCount) : null;
    }

    /// <summary>∂L/∂parameters, L being <see cref="Loss"/>.</summary>
    public Span<T> Gradient => _gradient.Span;

    /// <summary>The mean loss of the samples of this part, by their weights.</summary>
    public T Loss { get; private set; }

    /// <summary>The sum of their weights, or how many they are; 0 if there are none.</summary>
    public double Weight { get; private set; }

    /// <summary>Its share of the weights of the mini-batch; 0 if it has none. The trainer's to set, once all parts are computed.</summary>
    public double Share { get; set; }

    /// <summary>Computes <see cref="Loss"/> and <see cref="Gradient"/>; leaves them if this part of the mini-batch has no samples.</summary>
    /// <param name="parameters">Of the network; only read.</param>
    /// <param name="order">The order of the samples; empty if it is that of the data.</param>
    /// <param name="first">The place in that order of the mini-batch's first sample.</param>
    /// <param name="part">The samples of this part, counted from that.</param>
    /// <param name="key">Names what dropout drops in the mini-batch.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Compute(ReadOnlySpan<T> parameters, ReadOnlySpan<int> order, int first, (int Start, int End) part, DropoutKey key)
    {
        int own = part.End - part.Start;
        Weight = 0;
        if (own == 0)
        {
            return;
        }

        Span<T> gradient = _gradient.Span;
        gradient.Clear();
        if (own <= _capacity)
        {
            Loss = _samples.Compute(parameters, order, first + part.Start, own, key with { FirstSample = part.Start }, gradient);
            Weight = _samples.Weight;
        }
        else
        {
            ComputePieces(parameters, order, first, part, key);
        }
    }

    private void ComputePieces(ReadOnlySpan<T> parameters, ReadOnlySpan<int> order, int first, (int Start, int End) part, DropoutKey key)
    {
        Span<T> gradient = _gradient.Span, piece = _piece!.Span;
        double loss = 0;
        for (int start = part.Start; start < part.End; start += _capacity)
        {
            int count = Math.Min(_capacity, part.End - start);
            piece.Clear();
            T own = _samples.Compute(parameters, order, first + start, count, key with { FirstSample = start }, piece);
            Weight += _samples.Weight;
            loss += _samples.Weight * double.CreateTruncating(own);
            GradientSum.Add(gradient, piece, T.CreateTruncating(_samples.Weight));
        }

        double scale = Weight > 0 ? 1 / Weight : 0;
        Loss = T.CreateTruncating(loss * scale);
        GradientSum.Set(gradient, gradient, T.CreateTruncating(scale));
    }
}
