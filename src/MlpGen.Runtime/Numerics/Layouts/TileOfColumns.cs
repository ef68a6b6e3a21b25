using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>A tile of samples in columns: of each unit a row with one number for each sample, so that vectors are full however narrow a
/// layer is.</summary>
/// <param name="n">Samples in the tile, at most <see cref="DenseColumns.TileSamples"/>, which is how long a row always is.</param>
/// <param name="widest">The length of a buffer in units, where <typeparamref name="TPlaces"/> has two.</param>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TPlaces">What is kept, and where.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct TileOfColumns<T, TPlaces>(int n, int widest = 0) : ISamples<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TPlaces : struct, IPlaces
{
    private const MethodImplOptions Inline = Loop.Inlined;

    private int _position;

    /// <inheritdoc/>
    public readonly bool InColumns
    {
        [MethodImpl(Inline)]
        get => true;
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
        z = zPlace < 0 ? default : At(memory, zPlace, units);
        a = At(memory, aPlace, units);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public void Last<TFunction>(Span<T> memory, Span<T> output, int units, out Span<T> z, out Span<T> a)
        where TFunction : struct, IActivationFunction
    {
        // Softmax is not computed in place; and a loss that reads z wants no a.
        bool keepsZ = output.IsEmpty || typeof(TFunction) == typeof(SoftmaxFunction)
            || (TFunction.ReadsZ && typeof(TPlaces) != typeof(TwoBuffers));
        z = keepsZ ? At(memory, _position, units) : default;
        a = output.IsEmpty ? default : Units(output, units);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly bool EndsWith(int layer) => false;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly bool Includes(int layer) => true;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly Span<T> Units(Span<T> buffer, int units) => At(buffer, 0, units);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly Span<T> Place(Span<T> buffer, int first, int units) => At(buffer, first, units);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly void Forward<TFunction>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> b, Span<T> z, Span<T> a, int inputs, int outputs, double alpha = 0)
        where TFunction : struct, IElementwise
    {
        if (a.IsEmpty)
        {
            DenseColumns.Forward<T, IdentityFunction>(x, w, b, default, z, inputs, outputs, n);
        }
        else
        {
            DenseColumns.Forward<T, TFunction>(x, w, b, z, a, inputs, outputs, n, alpha);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly void ForwardSoftmax(
        ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> b, Span<T> z, Span<T> a, int inputs, int outputs)
    {
        DenseColumns.Forward<T, IdentityFunction>(x, w, b, default, z, inputs, outputs, n);
        if (!a.IsEmpty)
        {
            DenseColumns.Softmax(z, a, outputs, n);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly Span<T> Drop(Span<T> a, Span<T> memory, int first, int units, int layer, double probability) => a;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly Span<T> Dropped(Span<T> a, Span<T> memory, int first, int units) => a;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly void MaskGradient(Span<T> da, int units, int layer, double probability)
    {
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly void Chain<TFunction>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> dz, double alpha = 0)
        where TFunction : struct, IElementwise =>
        OfSamples<ElementwiseGradient<TFunction>>.Chain<T, TileOfColumns<T, TPlaces>, TFunction>(this, z, a, dz, alpha);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly void ChainSoftmax(ReadOnlySpan<T> a, Span<T> dz, int outputs) => DenseColumns.SoftmaxGradient(dz, a, dz, outputs, n);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly void Backward<TFunction>(
        ReadOnlySpan<T> dz, ReadOnlySpan<T> w, ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> dzBefore, int inputs, int outputs, double alpha = 0)
        where TFunction : struct, IElementwise
    {
        if (typeof(TFunction) == typeof(IdentityFunction))
        {
            DenseColumns.InputGradient(dz, w, dzBefore, inputs, outputs, n);
        }
        else
        {
            DenseColumns.InputGradient<T, TFunction>(dz, w, TFunction.ReadsZ ? z : a, dzBefore, inputs, outputs, n, alpha);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly void BackwardDropped<TFunction>(
        ReadOnlySpan<T> dz, ReadOnlySpan<T> w, ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> dzBefore, int inputs, int outputs,
        int layer, double probability, double alpha = 0)
        where TFunction : struct, IElementwise =>
        Backward<TFunction>(dz, w, z, a, dzBefore, inputs, outputs, alpha);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly void AddGradient(ReadOnlySpan<T> a, ReadOnlySpan<T> dz, Span<T> dw, Span<T> db, int inputs, int outputs) =>
        DenseColumns.AddGradient(a, dz, dw, db, inputs, outputs, n);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly void InputGradient(ReadOnlySpan<T> dz, ReadOnlySpan<T> w, Span<T> dx, Span<T> free, int inputs, int outputs)
    {
        Span<T> columns = Units(free, inputs);
        DenseColumns.InputGradient(dz, w, columns, inputs, outputs, n);
        DenseColumns.TurnBack(columns, dx, inputs);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly T Loss<TLoss>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, double delta = 0)
        where TLoss : struct, ILoss => TLoss.OfColumns(read, targets, scale, gradient, outputs, n, delta);

    [MethodImpl(Inline)]
    private static Span<T> At(Span<T> memory, int first, int units) =>
        memory.Slice(first * DenseColumns.TileSamples, units * DenseColumns.TileSamples);
}
