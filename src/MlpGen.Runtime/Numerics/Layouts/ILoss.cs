using System.ComponentModel;
using System.Numerics;

namespace MlpGen.Numerics;

/// <summary>A loss, as a type that carries it into passes: summed over samples, before the mean is taken, with its gradient.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILoss
{
    /// <summary>The loss of rows of outputs.</summary>
    /// <param name="read">The outputs, or z of a loss that reads z.</param>
    /// <param name="targets">As many.</param>
    /// <param name="scale">What makes the sum over all samples a mean.</param>
    /// <param name="gradient">Written: scale times the derivative by what was read; empty if it is not wanted. It may be <paramref name="read"/>.</param>
    /// <param name="outputs">The length of a row.</param>
    /// <param name="samples">Rows.</param>
    /// <param name="delta">The δ of Huber.</param>
    static abstract T OfRows<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, int samples, double delta)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>The loss of rows of outputs of a reproducible network, as <see cref="OfRows"/> has it: every sum in one order.</summary>
    static abstract T InOrder<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, double delta)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>The same of a tile in columns; the targets are rows.</summary>
    /// <param name="read">The outputs, or z of a loss that reads z: columns, and not overwritten.</param>
    /// <param name="targets">Rows.</param>
    /// <param name="scale">As above.</param>
    /// <param name="gradient">Columns.</param>
    /// <param name="outputs">Rows of the tile.</param>
    /// <param name="samples">Samples in the tile.</param>
    /// <param name="delta">The δ of Huber.</param>
    static abstract T OfColumns<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, int samples, double delta)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>How its gradient moves when what it reads moves: scale · ∂²L/∂r² · ṙ, of rows.</summary>
    /// <param name="read">r: the outputs, or z of a loss that reads z.</param>
    /// <param name="targets">Rows, or labels.</param>
    /// <param name="scale">What makes the sum over all samples a mean.</param>
    /// <param name="tangent">ṙ.</param>
    /// <param name="gradientTangent">Overwritten; not one of the others.</param>
    /// <param name="outputs">The length of a row.</param>
    /// <param name="delta">The δ of Huber.</param>
    static abstract void TangentOfRows<T>(
        ReadOnlySpan<T> read, Targets<T> targets, T scale, ReadOnlySpan<T> tangent, Span<T> gradientTangent, int outputs, double delta)
        where T : unmanaged, IFloatingPointIeee754<T>;
}

/// <summary>A loss that takes each output for itself: its term of one output, at any width and precision.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IElementwiseLoss : ILoss
{
    /// <summary>What one output adds to the loss.</summary>
    static abstract V Value<V, T, S>(V read, V target, double delta)
        where V : struct
        where S : ISimd<V, T>;

    /// <summary>Its derivative by what was read.</summary>
    static abstract V Derivative<V, T, S>(V read, V target, double delta)
        where V : struct
        where S : ISimd<V, T>;

    /// <summary>Its second derivative by what was read.</summary>
    static abstract V SecondDerivative<V, T, S>(V read, V target, double delta)
        where V : struct
        where S : ISimd<V, T>;
}
