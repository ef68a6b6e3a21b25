using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>One sample: a number for each unit.</summary>
/// <param name="widest">The length of a buffer, where <typeparamref name="TPlaces"/> has two; of the memory, where it has two layers.</param>
/// <param name="last">The layer at hand, where <typeparamref name="TPlaces"/> has two layers; else 0.</param>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TPlaces">What is kept, and where.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct OneSample<T, TPlaces>(int widest = 0, int last = 0) : ISamples<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TPlaces : struct, IPlaces
{
    private const MethodImplOptions Inline = Loop.Inlined;

    private int _position;
    private int _layer;

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
        get => 1;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public void Next<TFunction>(Span<T> memory, int units, out Span<T> z, out Span<T> a)
        where TFunction : struct, IActivationFunction
    {
        TPlaces.Next(ref _position, units, widest, TFunction.ReadsZ, out int zPlace, out int aPlace);
        z = default;
        if ((typeof(TPlaces) == typeof(Trace) || typeof(TPlaces) == typeof(Needed)) && zPlace >= 0)
        {
            z = memory.Slice(zPlace, units);
        }

        a = memory.Slice(aPlace, units);
        if (typeof(TPlaces) == typeof(TwoLayers) && ++_layer == last && TFunction.ReadsZ)
        {
            z = a; // all that is read of the layer at hand
            a = default;
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public void Last<TFunction>(Span<T> memory, Span<T> output, int units, out Span<T> z, out Span<T> a)
        where TFunction : struct, IActivationFunction
    {
        if (typeof(TPlaces) == typeof(TwoBuffers))
        {
            z = default;
            a = output;
        }
        else if (typeof(TPlaces) == typeof(Needed))
        {
            // A loss may read z, whatever the way back does. Of identity they are one.
            z = memory.Slice(_position, units);
            a = typeof(TFunction) == typeof(IdentityFunction) ? z : memory.Slice(_position + units, units);
        }
        else
        {
            Next<TFunction>(memory, units, out z, out a);
        }

        if (typeof(TPlaces) == typeof(TwoLayers))
        {
            z = a.Length == 0 ? z : a;
            a = output;
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly bool EndsWith(int layer) => typeof(TPlaces) == typeof(TwoLayers) && layer == last;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly bool Includes(int layer) => typeof(TPlaces) != typeof(TwoLayers) || layer == last;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly Span<T> Units(Span<T> buffer, int units) => buffer.Slice(0, units);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly Span<T> Place(Span<T> buffer, int first, int units) => buffer.Slice(first, units);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly void Forward<TFunction>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> b, Span<T> z, Span<T> a, int inputs, int outputs, double alpha = 0)
        where TFunction : struct, IElementwise
    {
        if (typeof(TPlaces) == typeof(TwoLayers) && a.Length == 0)
        {
            Dense.Forward(x, w, b, z, inputs, outputs);
        }
        else if (typeof(TFunction) == typeof(IdentityFunction))
        {
            Dense.Forward(x, w, b, a, inputs, outputs);
            if (typeof(TPlaces) != typeof(TwoBuffers) && typeof(TPlaces) != typeof(Needed) && z.Length != 0)
            {
                a.MoveTo(z);
            }
        }
        else
        {
            Dense.Forward<T, TFunction>(x, w, b, z, a, inputs, outputs, alpha);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly void ForwardSoftmax(
        ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> b, Span<T> z, Span<T> a, int inputs, int outputs)
    {
        Span<T> sums = z.Length == 0 ? a : z;
        Dense.Forward(x, w, b, sums, inputs, outputs);
        if (a.Length != 0)
        {
            ActivationPass.Softmax(sums, a, outputs);
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
        Dense.InputGradient(dz, w, dzBefore, inputs, outputs);
        RowsOfSamples.Chain<T, TFunction>(z, a, dzBefore, inputs, alpha);
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
    public readonly void AddGradient(ReadOnlySpan<T> a, ReadOnlySpan<T> dz, Span<T> dw, Span<T> db, int inputs, int outputs)
    {
        Dense.AddWeightGradient(a, dz, dw, inputs, outputs);
        if (db.Length != 0)
        {
            Dense.AddBiasGradient(dz, db, outputs);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly void InputGradient(ReadOnlySpan<T> dz, ReadOnlySpan<T> w, Span<T> dx, Span<T> free, int inputs, int outputs) =>
        Dense.InputGradient(dz, w, dx, inputs, outputs);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly T Loss<TLoss>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, double delta = 0)
        where TLoss : struct, ILoss => TLoss.OfRows(read, targets, scale, gradient, outputs, 1, delta);
}
