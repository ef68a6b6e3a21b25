using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>What a generated network gives to the runtime's loops over samples: one sample.</summary>
/// <remarks>
/// Lengths have been checked when these are called, and nothing overlaps what it must not. What a network does not have, no gradient or no loss, no
/// generated member asks a loop for. Such members are defaults, and not interfaces of their own: a compiler goes through all interfaces of a
/// type again and again, and makes them anew each time.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IPasses<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Inputs of one sample.</summary>
    static abstract int InputSize { get; }

    /// <summary>Outputs of one sample.</summary>
    static abstract int OutputSize { get; }

    /// <summary>Whether the loss is a mean over the outputs, too, and not over the samples alone.</summary>
    static virtual bool MeansOutputs => false;

    /// <summary>Whether the loss reads z of the last layer, and gives ∂L/∂z.</summary>
    static virtual bool IsFused => false;

    /// <summary>The output of one sample, as fast as the network has it.</summary>
    static abstract void ForwardOne(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, Span<T> output);

    /// <summary>The gradient of one sample, added to <paramref name="gradient"/>; an empty <paramref name="inputGradient"/> is not wanted.</summary>
    static virtual void BackwardOne(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, ReadOnlySpan<T> outputGradient, Span<T> gradient, Span<T> inputGradient) =>
        throw new NotSupportedException();

    /// <summary>The loss of one sample, not yet divided for the mean.</summary>
    static virtual T LossOne(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, ReadOnlySpan<T> target) => throw new NotSupportedException();

    /// <summary>The same, and its gradient times <paramref name="scale"/>.</summary>
    static virtual T LossAndGradientOne(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, ReadOnlySpan<T> target, T scale, Span<T> gradient, Span<T> inputGradient) =>
        throw new NotSupportedException();
}

/// <summary>The layered text of a network. It takes one sample, too, unless the network has something quicker.</summary>
/// <typeparam name="TSelf">The type that implements this.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILayers<TSelf, T> : IPasses<T>
    where TSelf : struct, ILayers<TSelf, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    [MethodImpl(Loop.Inlined)]
    static void IPasses<T>.ForwardOne(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, Span<T> output) =>
        ByLayers.Forward<TSelf, T>(parameters, input, output);

    [MethodImpl(Loop.Inlined)]
    static void IPasses<T>.BackwardOne(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, ReadOnlySpan<T> outputGradient, Span<T> gradient, Span<T> inputGradient) =>
        ByLayers.Backward<TSelf, T>(parameters, input, outputGradient, gradient, inputGradient);

    [MethodImpl(Loop.Inlined)]
    static T IPasses<T>.LossOne(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, ReadOnlySpan<T> target) =>
        ByLayers.Loss<TSelf, T>(parameters, input, target);

    [MethodImpl(Loop.Inlined)]
    static T IPasses<T>.LossAndGradientOne(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, ReadOnlySpan<T> target, T scale, Span<T> gradient, Span<T> inputGradient) =>
        ByLayers.LossAndGradient<TSelf, T>(parameters, input, target, scale, gradient, inputGradient);

    /// <summary>Units of all layers that a trace keeps: z and a.</summary>
    static abstract int TraceSize { get; }

    /// <summary>Units behind the trace that training with dropout keeps.</summary>
    static virtual int DroppedSize => 0;

    /// <summary>Units that a tile keeps whose gradient goes in columns, without x.</summary>
    static virtual int NeededSize => throw new NotSupportedException();

    /// <summary>Outputs of the widest layer but the last; 0 for a single layer.</summary>
    static abstract int WidestHidden { get; }

    /// <summary>Outputs of the widest layer.</summary>
    static abstract int WidestLayer { get; }

    /// <summary>The forward pass of the samples that the layout holds.</summary>
    /// <returns>The output; or z of the last layer, where the loss reads that.</returns>
    static abstract Span<T> Forward<TSamples>(TSamples samples, ReadOnlySpan<T> parameters, ReadOnlySpan<T> x, Span<T> memory, Span<T> output)
        where TSamples : struct, ISamples<T>;

    /// <summary>The chain rule for the samples that the layout holds.</summary>
    /// <param name="samples">The layout, as it was when the forward pass began.</param>
    /// <param name="parameters">W1, b1, ….</param>
    /// <param name="x">What the forward pass read.</param>
    /// <param name="memory">What it has left.</param>
    /// <param name="output">Its output, if the memory does not have it.</param>
    /// <param name="d">∂L/∂y, or what the loss has given in its place; overwritten.</param>
    /// <param name="e">As long as <paramref name="d"/>; overwritten.</param>
    /// <param name="gradient">dW1, db1, … are added to it.</param>
    /// <param name="dx">Rows, overwritten; empty if they are not wanted.</param>
    /// <param name="isGiven">Whether <paramref name="d"/> is ∂L/∂z of the last layer already.</param>
    static virtual void Backward<TSamples>(
        TSamples samples, ReadOnlySpan<T> parameters, ReadOnlySpan<T> x, Span<T> memory, Span<T> output, Span<T> d, Span<T> e,
        Span<T> gradient, Span<T> dx, bool isGiven)
        where TSamples : struct, ISamples<T> =>
        throw new NotSupportedException();

    /// <summary>The loss of the samples, from what the forward pass returned, and its gradient in <paramref name="d"/>, unless that is empty.</summary>
    static virtual T Loss<TSamples>(TSamples samples, ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> d)
        where TSamples : struct, ISamples<T> =>
        throw new NotSupportedException();
}

/// <summary>What the layered text of a network has where it goes back without a trace.</summary>
/// <typeparam name="TSelf">The type that implements this.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILayersAnew<TSelf, T> : ILayers<TSelf, T>
    where TSelf : struct, ILayersAnew<TSelf, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The number of layers.</summary>
    static abstract int LayerCount { get; }

    /// <summary>Outputs of the widest layer and of the one before it, taken together where that is most.</summary>
    static abstract int WidestPair { get; }
}
