using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>A tile of samples, row by row: of each value n rows, so that a weight is loaded once for several samples.</summary>
/// <param name="n">Samples in the tile.</param>
/// <param name="key">Names the masks of dropout, where <typeparamref name="TDropout"/> drops; its first sample is the first of the tile.</param>
/// <param name="widest">The length of a buffer for one sample, where <typeparamref name="TPlaces"/> has two.</param>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TPlaces">What is kept, and where.</typeparam>
/// <typeparam name="TDropout">Whether outputs are dropped.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct TileOfRows<T, TPlaces, TDropout>(int n, DropoutKey key = default, int widest = 0) : ISamples<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TPlaces : struct, IPlaces
    where TDropout : struct, IDropout
{
    private const MethodImplOptions Inline = Loop.Inlined;

    private int _position;

    /// <inheritdoc/>
    public readonly bool InColumns
    {
        [MethodImpl(Inline)]
        get => false;
    }

    /// <inheritdoc/>
    public readonly int Samples
    {
        [MethodImpl(Inline)]
        get => n;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public void Next<TFunction>(Span<T> memory, int units, out Span<T> z, out Span<T> a)
        where TFunction : struct, IActivationFunction
    {
        TPlaces.Next(ref _position, units, widest, TFunction.ReadsZ, out int zPlace, out int aPlace);
        z = zPlace < 0 ? default : memory.Slice(n * zPlace, n * units);
        a = memory.Slice(n * aPlace, n * units);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public void Last<TFunction>(Span<T> memory, Span<T> output, int units, out Span<T> z, out Span<T> a)
        where TFunction : struct, IActivationFunction
    {
        if (TPlaces.KeepsOutput)
        {
            Next<TFunction>(memory, units, out z, out a);
        }
        else
        {
            z = default;
            a = output;
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly bool EndsWith(int layer) => false;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly bool Includes(int layer) => true;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly Span<T> Units(Span<T> buffer, int units) => buffer.Slice(0, n * units);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly Span<T> Place(Span<T> buffer, int first, int units) => buffer.Slice(n * first, n * units);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly void Forward<TFunction>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> b, Span<T> z, Span<T> a, int inputs, int outputs, double alpha = 0)
        where TFunction : struct, IElementwise
    {
        Span<T> sums = z.IsEmpty ? a : z;
        DenseBatch.Forward(x, w, b, sums, inputs, outputs);
        if (typeof(TFunction) != typeof(IdentityFunction))
        {
            ActivationPass.Value<T, TFunction>(sums, a, alpha);
        }
        else if (!z.IsEmpty)
        {
            z.MoveTo(a);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly void ForwardSoftmax(
        ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> b, Span<T> z, Span<T> a, int inputs, int outputs)
    {
        Span<T> sums = z.IsEmpty ? a : z;
        DenseBatch.Forward(x, w, b, sums, inputs, outputs);
        ActivationPass.Softmax(sums, a, outputs);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly Span<T> Drop(Span<T> a, Span<T> memory, int first, int units, int layer, double probability)
    {
        if (!TDropout.Drops)
        {
            return a;
        }

        Span<T> h = Dropped(a, memory, first, units);
        DropoutMask.Apply(a, h, units, probability, key, layer);
        return h;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly Span<T> Dropped(Span<T> a, Span<T> memory, int first, int units) =>
        TDropout.Drops ? memory.Slice(n * first, n * units) : a;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly void MaskGradient(Span<T> da, int units, int layer, double probability)
    {
        if (TDropout.Drops)
        {
            DropoutMask.Apply(da, da, units, probability, key, layer);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly void Chain<TFunction>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> dz, double alpha = 0)
        where TFunction : struct, IElementwise =>
        RowsOfSamples.Chain<T, TFunction>(z, a, dz, dz.Length, alpha);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly void ChainSoftmax(ReadOnlySpan<T> a, Span<T> dz, int outputs) => ActivationPass.SoftmaxGradient(dz, a, dz, outputs);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly void Backward<TFunction>(
        ReadOnlySpan<T> dz, ReadOnlySpan<T> w, ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> dzBefore, int inputs, int outputs, double alpha = 0)
        where TFunction : struct, IElementwise
    {
        DenseBatch.InputGradient(dz, w, dzBefore, inputs, outputs);
        RowsOfSamples.Chain<T, TFunction>(z, a, dzBefore, dzBefore.Length, alpha);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly void BackwardDropped<TFunction>(
        ReadOnlySpan<T> dz, ReadOnlySpan<T> w, ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> dzBefore, int inputs, int outputs,
        int layer, double probability, double alpha = 0)
        where TFunction : struct, IElementwise
    {
        DenseBatch.InputGradient(dz, w, dzBefore, inputs, outputs);
        MaskGradient(dzBefore, inputs, layer, probability);

        RowsOfSamples.Chain<T, TFunction>(z, a, dzBefore, dzBefore.Length, alpha);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly void AddGradient(ReadOnlySpan<T> a, ReadOnlySpan<T> dz, Span<T> dw, Span<T> db, int inputs, int outputs)
    {
        DenseBatch.AddWeightGradient(a, dz, dw, inputs, outputs);
        if (!db.IsEmpty)
        {
            DenseBatch.AddBiasGradient(dz, db);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly void InputGradient(ReadOnlySpan<T> dz, ReadOnlySpan<T> w, Span<T> dx, Span<T> free, int inputs, int outputs) =>
        DenseBatch.InputGradient(dz, w, dx, inputs, outputs);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly T Loss<TLoss>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, double delta = 0)
        where TLoss : struct, ILoss => TLoss.OfRows(read, targets, scale, gradient, outputs, n, delta);
}

/// <summary>Whether a pass drops outputs: only training does.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IDropout
{
    /// <summary>Whether it does.</summary>
    static abstract bool Drops { get; }
}

/// <summary>No output is dropped.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct NoDropout : IDropout
{
    /// <inheritdoc/>
    public static bool Drops => false;
}

/// <summary>Outputs are dropped as the layers declare.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct TrainingDropout : IDropout
{
    /// <inheritdoc/>
    public static bool Drops => true;
}
