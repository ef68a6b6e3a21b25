using System.Numerics;
using System.Runtime.CompilerServices;
using MlpGen.Numerics;

namespace MlpGen.Training;

/// <summary>A part of each mini-batch: its samples, gathered into memory of its own, and the gradient of their mean loss.</summary>
/// <remarks>All memory is allocated by the constructor. One thread at a time may use it.</remarks>
internal sealed class Shard<TNetwork, T>
    where TNetwork : ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<T> _gradient = new(TNetwork.ParameterCount);
    private readonly SampleRows<T> _rows;

    /// <param name="data">What mini-batches are taken from.</param>
    /// <param name="capacity">The most samples that this part can have.</param>
    /// <param name="isShuffled">Whether samples are met in another order than that of the data.</param>
    public Shard(DataSet<T> data, int capacity, bool isShuffled) =>
        _rows = new SampleRows<T>(data, TNetwork.InputSize, TNetwork.OutputSize, capacity, isShuffled);

    /// <summary>∂L/∂parameters, L being <see cref="Loss"/>.</summary>
    public Span<T> Gradient => _gradient.Span;

    /// <summary>The mean loss of the samples of this part.</summary>
    public T Loss { get; private set; }

    /// <summary>Its share of the samples of the mini-batch; 0 if it has none.</summary>
    public double Share { get; private set; }

    /// <summary>Computes <see cref="Loss"/> and <see cref="Gradient"/>; leaves them if this part of the mini-batch has no samples.</summary>
    /// <param name="parameters">Of the network; only read.</param>
    /// <param name="order">The order of the samples; empty if it is that of the data.</param>
    /// <param name="first">The place in that order of the mini-batch's first sample.</param>
    /// <param name="count">The samples of the mini-batch.</param>
    /// <param name="part">Those of this part.</param>
    /// <param name="key">Names what dropout drops in the mini-batch.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Compute(ReadOnlySpan<T> parameters, ReadOnlySpan<int> order, int first, int count, (int Start, int End) part, DropoutKey key)
    {
        int own = part.End - part.Start;
        Share = (double)own / count;
        if (own == 0)
        {
            return;
        }

        _rows.Read(order, first + part.Start, own, out ReadOnlySpan<T> inputs, out ReadOnlySpan<T> targets);
        Span<T> gradient = _gradient.Span;
        gradient.Clear();
        Loss = TNetwork.TrainingLossAndGradient(parameters, inputs, targets, key with { FirstSample = part.Start }, gradient);
    }
}
