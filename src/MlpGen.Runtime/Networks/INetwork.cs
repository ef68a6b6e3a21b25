using System.ComponentModel;
using System.Numerics;

namespace MlpGen;

/// <summary>A generated network: its sizes, its forward pass, and an instance that owns its parameters.</summary>
/// <remarks>
/// The static members are pure functions over the caller's memory: they keep nothing, allocate nothing, and are safe to call
/// from many threads at once. Every length is exact; a wrong one throws <see cref="ArgumentException"/> before anything is
/// written. Where a span that is written overlaps another argument, the result is right or an <see cref="ArgumentException"/>
/// is thrown.
/// </remarks>
/// <typeparam name="TSelf">The generated class.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>, by <see cref="NetworkAttribute.Precision"/>.</typeparam>
public interface INetwork<TSelf, T>
    where TSelf : INetwork<TSelf, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The number of inputs of one sample.</summary>
    static abstract int InputSize { get; }

    /// <summary>The number of outputs of one sample.</summary>
    static abstract int OutputSize { get; }

    /// <summary>The number of parameters: the length of the flat buffer W1, b1, W2, b2, ….</summary>
    static abstract int ParameterCount { get; }

    /// <summary>The length of a trace: two numbers (z and a) for each output of each layer.</summary>
    static abstract int TraceSize { get; }

    /// <summary>One entry for each layer, in order.</summary>
    static abstract ReadOnlySpan<LayerInfo> Layers { get; }

    /// <summary>Whether the same parameters and inputs give the same bits everywhere: <see cref="NetworkAttribute.Reproducible"/>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static virtual bool IsReproducible => false;

    /// <summary>Draws fresh parameters by the declared initializers; biases become zero.</summary>
    /// <param name="parameters">Overwritten; <see cref="ParameterCount"/> long.</param>
    /// <param name="seed">The same seed gives the same bits on every platform.</param>
    static abstract void Initialize(Span<T> parameters, int seed);

    /// <summary>Computes the output of one sample.</summary>
    /// <param name="parameters">W1, b1, W2, b2, …; <see cref="ParameterCount"/> long.</param>
    /// <param name="input">x; <see cref="InputSize"/> long.</param>
    /// <param name="output">y, overwritten; <see cref="OutputSize"/> long.</param>
    static abstract void Forward(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, Span<T> output);

    /// <summary>Computes the outputs of n = <c>inputs.Length / InputSize</c> samples, one after the other in memory.</summary>
    /// <param name="parameters">W1, b1, W2, b2, …; <see cref="ParameterCount"/> long.</param>
    /// <param name="inputs">n rows of <see cref="InputSize"/>; n = 0 does nothing.</param>
    /// <param name="outputs">n rows of <see cref="OutputSize"/>, overwritten.</param>
    static abstract void ForwardBatch(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, Span<T> outputs);

    /// <summary>Computes the output of one sample and keeps every intermediate value.</summary>
    /// <param name="parameters">W1, b1, W2, b2, …; <see cref="ParameterCount"/> long.</param>
    /// <param name="input">x; <see cref="InputSize"/> long.</param>
    /// <param name="trace">z1, a1, z2, a2, …, overwritten; <see cref="TraceSize"/> long. It ends with the output.</param>
    static abstract void ForwardTrace(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, Span<T> trace);

    /// <summary>The instance's own parameters, W1, b1, W2, b2, …: a view, not a copy.</summary>
    Span<T> Parameters { get; }

    /// <summary>Calls every member that the network has: what <see cref="NetworkWarmup"/> asks for, and not meant to be called otherwise.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static virtual void WarmUp() => NetworkWarmup.Forward<TSelf, T>();

    /// <summary>The same for derivatives by the input: a network that has none has nothing to do.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static virtual void WarmUpJacobians()
    {
    }

    /// <summary>The same for derivatives by the parameters.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static virtual void WarmUpParameterJacobians()
    {
    }

    /// <summary>The same for products with the Hessian.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static virtual void WarmUpHessians()
    {
    }

    /// <summary>The same for the gradient of derivatives along a direction.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static virtual void WarmUpDirectionalGradients()
    {
    }
}
