using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlpGen.Numerics;

/// <summary>The way back of one sample for several of its outputs at once: z and a are those of the sample, and each gradient has a row for each output.
/// With a row of the identity for dy, the chain rule gives a row of the Jacobian.</summary>
/// <param name="rows">Outputs that go together.</param>
/// <param name="stride">How far the gradient of the next output lies behind: <c>ParameterCount</c>, or 0 where gradients are not wanted.</param>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct OutputsOfOneSample<T>(int rows, int stride) : ISamples<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const MethodImplOptions Inline = Loop.Inlined;

    private OneSample<T, Trace> _sample;

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
        get => rows;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public void Next<TFunction>(Span<T> memory, int units, out Span<T> z, out Span<T> a)
        where TFunction : struct, IActivationFunction => _sample.Next<TFunction>(memory, units, out z, out a);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public void Last<TFunction>(Span<T> memory, Span<T> output, int units, out Span<T> z, out Span<T> a)
        where TFunction : struct, IActivationFunction => _sample.Last<TFunction>(memory, output, units, out z, out a);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly bool EndsWith(int layer) => false;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly bool Includes(int layer) => true;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly Span<T> Units(Span<T> buffer, int units) => buffer.Slice(0, rows * units);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly Span<T> Place(Span<T> buffer, int first, int units) => buffer.Slice(rows * first, rows * units);

    /// <summary>The sample goes forward by itself.</summary>
    public readonly void Forward<TFunction>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> b, Span<T> z, Span<T> a, int inputs, int outputs, double alpha = 0)
        where TFunction : struct, IElementwise => throw BackOnly();

    /// <summary>The sample goes forward by itself.</summary>
    public readonly void ForwardSoftmax(ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> b, Span<T> z, Span<T> a, int inputs, int outputs) =>
        throw BackOnly();

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
        where TFunction : struct, IElementwise
    {
        int units = dz.Length / rows;
        for (int k = 0; k < rows; k++)
        {
            RowsOfSamples.Chain<T, TFunction>(z, a, dz.Slice(k * units, units), units, alpha);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly void ChainSoftmax(ReadOnlySpan<T> a, Span<T> dz, int outputs)
    {
        for (int k = 0; k < rows; k++)
        {
            Span<T> row = dz.Slice(k * outputs, outputs);
            ActivationPass.SoftmaxGradient(row, a, row, outputs);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly void Backward<TFunction>(
        ReadOnlySpan<T> dz, ReadOnlySpan<T> w, ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> dzBefore, int inputs, int outputs, double alpha = 0)
        where TFunction : struct, IElementwise
    {
        Propagate(dz, w, dzBefore, inputs, outputs);
        Chain<TFunction>(z, a, dzBefore, alpha);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly void BackwardDropped<TFunction>(
        ReadOnlySpan<T> dz, ReadOnlySpan<T> w, ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> dzBefore, int inputs, int outputs,
        int layer, double probability, double alpha = 0)
        where TFunction : struct, IElementwise =>
        Backward<TFunction>(dz, w, z, a, dzBefore, inputs, outputs, alpha);

    /// <summary>The gradient of each output, in its own row of all gradients: <paramref name="dw"/> and <paramref name="db"/> are those of the
    /// first, and the memory of the others follows.</summary>
    [MethodImpl(Inline)]
    public readonly void AddGradient(ReadOnlySpan<T> a, ReadOnlySpan<T> dz, Span<T> dw, Span<T> db, int inputs, int outputs)
    {
        for (int k = 0; k < rows && stride > 0; k++)
        {
            ReadOnlySpan<T> row = dz.Slice(k * outputs, outputs);
            Dense.AddWeightGradient(a, row, Row(dw, k), inputs, outputs);
            if (!db.IsEmpty)
            {
                Dense.AddBiasGradient(row, Row(db, k), outputs);
            }
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public readonly void InputGradient(ReadOnlySpan<T> dz, ReadOnlySpan<T> w, Span<T> dx, Span<T> free, int inputs, int outputs) =>
        Propagate(dz, w, dx, inputs, outputs);

    /// <summary>Outputs have no loss.</summary>
    public readonly T Loss<TLoss>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, double delta = 0)
        where TLoss : struct, ILoss => throw BackOnly();

    /// <summary>da = dz·Wᵀ in each row.</summary>
    private readonly void Propagate(ReadOnlySpan<T> dz, ReadOnlySpan<T> w, Span<T> da, int inputs, int outputs)
    {
        if (rows == 1)
        {
            Dense.InputGradient(dz, w, da, inputs, outputs);
        }
        else
        {
            DenseBatch.InputGradient(dz, w, da, inputs, outputs);
        }
    }

    private readonly Span<T> Row(Span<T> first, int k) =>
        MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetReference(first), (nint)k * stride), first.Length);

    private static InvalidOperationException BackOnly() => new("Outputs of one sample go back only.");
}
