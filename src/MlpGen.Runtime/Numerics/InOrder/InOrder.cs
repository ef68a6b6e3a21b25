using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>One sample, or a tile of rows or columns, in the arithmetic of a reproducible network: the places are those of another layout, what is
/// computed takes every sum in one order, the same in each.</summary>
/// <param name="samples">Where the numbers lie; its position moves on.</param>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TRows">The other layout.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct InOrder<T, TRows>(TRows samples) : ISamples<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TRows : struct, ISamples<T>
{
    private const MethodImplOptions Inline = Loop.Inlined;

    private TRows _rows = samples;

    /// <inheritdoc/>
    public readonly bool InColumns
    {
        [MethodImpl(Inline)]
        get => _rows.InColumns;
    }

    /// <inheritdoc/>
    public readonly int Samples
    {
        [MethodImpl(Inline)]
        get => _rows.Samples;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public void Next<TFunction>(Span<T> memory, int units, out Span<T> z, out Span<T> a)
        where TFunction : struct, IActivationFunction => _rows.Next<TFunction>(memory, units, out z, out a);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public void Last<TFunction>(Span<T> memory, Span<T> output, int units, out Span<T> z, out Span<T> a)
        where TFunction : struct, IActivationFunction => _rows.Last<TFunction>(memory, output, units, out z, out a);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly bool EndsWith(int layer) => _rows.EndsWith(layer);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly bool Includes(int layer) => _rows.Includes(layer);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly Span<T> Units(Span<T> buffer, int units) => _rows.Units(buffer, units);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly Span<T> Place(Span<T> buffer, int first, int units) => _rows.Place(buffer, first, units);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly void Forward<TFunction>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> b, Span<T> z, Span<T> a, int inputs, int outputs, double alpha = 0)
        where TFunction : struct, IElementwise
    {
        if (_rows.InColumns)
        {
            ColumnsInOrder.Forward<T, TFunction>(x, w, b, z, a, inputs, outputs, Samples, alpha);
            return;
        }

        Span<T> sums = z.IsEmpty ? a : z;
        DenseInOrder.Forward(x, w, b, sums, inputs, outputs);
        if (!a.IsEmpty)
        {
            RowsInOrder.Activate<T, TFunction>(sums, a, alpha);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly void ForwardSoftmax(
        ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> b, Span<T> z, Span<T> a, int inputs, int outputs)
    {
        if (_rows.InColumns)
        {
            ColumnsInOrder.Forward<T, IdentityFunction>(x, w, b, default, z, inputs, outputs, Samples);
            if (!a.IsEmpty)
            {
                ColumnsInOrder.Softmax(z, a, outputs, Samples);
            }

            return;
        }

        Span<T> sums = z.IsEmpty ? a : z;
        DenseInOrder.Forward(x, w, b, sums, inputs, outputs);
        if (!a.IsEmpty)
        {
            RowsInOrder.Softmax(sums, a, outputs);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly Span<T> Drop(Span<T> a, Span<T> memory, int first, int units, int layer, double probability) =>
        _rows.Drop(a, memory, first, units, layer, probability);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly Span<T> Dropped(Span<T> a, Span<T> memory, int first, int units) => _rows.Dropped(a, memory, first, units);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly void MaskGradient(Span<T> da, int units, int layer, double probability) => _rows.MaskGradient(da, units, layer, probability);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly void Chain<TFunction>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> dz, double alpha = 0)
        where TFunction : struct, IElementwise => RowsInOrder.Chain<T, InOrder<T, TRows>, TFunction>(this, z, a, dz, alpha);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly void ChainSoftmax(ReadOnlySpan<T> a, Span<T> dz, int outputs)
    {
        if (_rows.InColumns)
        {
            ColumnsInOrder.SoftmaxGradient(dz, a, outputs, Samples);
        }
        else
        {
            ActivationPass.SoftmaxGradient(dz, a, dz, outputs);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly void Backward<TFunction>(
        ReadOnlySpan<T> dz, ReadOnlySpan<T> w, ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> dzBefore, int inputs, int outputs, double alpha = 0)
        where TFunction : struct, IElementwise
    {
        if (_rows.InColumns)
        {
            ColumnsInOrder.InputGradient<T, TFunction>(dz, w, TFunction.ReadsZ ? z : a, dzBefore, inputs, outputs, Samples, alpha);
            return;
        }

        DenseInOrder.InputGradient(dz, w, dzBefore, inputs, outputs);
        RowsInOrder.Chain<T, InOrder<T, TRows>, TFunction>(this, z, a, dzBefore, alpha);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly void BackwardDropped<TFunction>(
        ReadOnlySpan<T> dz, ReadOnlySpan<T> w, ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> dzBefore, int inputs, int outputs,
        int layer, double probability, double alpha = 0)
        where TFunction : struct, IElementwise
    {
        if (_rows.InColumns)
        {
            Backward<TFunction>(dz, w, z, a, dzBefore, inputs, outputs, alpha); // nothing is dropped in columns
            return;
        }

        DenseInOrder.InputGradient(dz, w, dzBefore, inputs, outputs);
        _rows.MaskGradient(dzBefore, inputs, layer, probability);
        RowsInOrder.Chain<T, InOrder<T, TRows>, TFunction>(this, z, a, dzBefore, alpha);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly void AddGradient(ReadOnlySpan<T> a, ReadOnlySpan<T> dz, Span<T> dw, Span<T> db, int inputs, int outputs)
    {
        if (_rows.InColumns)
        {
            ColumnsInOrder.AddGradient(a, dz, dw, db, inputs, outputs, Samples);
            return;
        }

        DenseInOrder.AddWeightGradient(a, dz, dw, inputs, outputs);
        if (!db.IsEmpty)
        {
            DenseInOrder.AddBiasGradient(dz, db);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly void InputGradient(ReadOnlySpan<T> dz, ReadOnlySpan<T> w, Span<T> dx, Span<T> free, int inputs, int outputs)
    {
        if (_rows.InColumns)
        {
            Span<T> columns = Units(free, inputs);
            ColumnsInOrder.InputGradient<T, IdentityFunction>(dz, w, default, columns, inputs, outputs, Samples);
            DenseColumns.TurnBack(columns, dx, inputs);
        }
        else
        {
            DenseInOrder.InputGradient(dz, w, dx, inputs, outputs);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly T Loss<TLoss>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, double delta = 0)
        where TLoss : struct, ILoss => _rows.InColumns
        ? ColumnsInOrder.Loss<T, TLoss>(read, targets, scale, gradient, outputs, Samples, delta)
        : TLoss.InOrder(read, targets, scale, gradient, outputs, delta);
}
