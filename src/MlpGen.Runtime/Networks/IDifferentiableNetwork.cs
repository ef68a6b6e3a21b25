using System.Numerics;

namespace MlpGen;

/// <summary>A network with its gradient: absent with <see cref="NetworkAttribute.Backward"/> set to false.</summary>
/// <remarks><inheritdoc cref="INetwork{TSelf, T}" path="/remarks"/></remarks>
/// <typeparam name="TSelf">The generated class.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public interface IDifferentiableNetwork<TSelf, T> : INetwork<TSelf, T>
    where TSelf : IDifferentiableNetwork<TSelf, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Computes the gradient of one sample from ∂L/∂y.</summary>
    /// <param name="parameters">W1, b1, W2, b2, …; <c>ParameterCount</c> long.</param>
    /// <param name="input">x; <c>InputSize</c> long.</param>
    /// <param name="outputGradient">∂L/∂y with y what <c>Forward</c> returns; <c>OutputSize</c> long.</param>
    /// <param name="gradient">∂L/∂parameters is added to it; <c>ParameterCount</c> long.</param>
    /// <param name="inputGradient">∂L/∂x, overwritten; <c>InputSize</c> long, or empty if it is not wanted.</param>
    static abstract void Backward(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, ReadOnlySpan<T> outputGradient,
        Span<T> gradient, Span<T> inputGradient = default);

    /// <summary>Computes the gradient of one sample from ∂L/∂y and a trace, without computing the forward pass again.</summary>
    /// <param name="parameters">W1, b1, W2, b2, …; <c>ParameterCount</c> long.</param>
    /// <param name="input">x; <c>InputSize</c> long.</param>
    /// <param name="trace">What <c>ForwardTrace</c> wrote for these parameters and this input; <c>TraceSize</c> long.</param>
    /// <param name="outputGradient">∂L/∂y; <c>OutputSize</c> long.</param>
    /// <param name="gradient">∂L/∂parameters is added to it; <c>ParameterCount</c> long.</param>
    /// <param name="inputGradient">∂L/∂x, overwritten; <c>InputSize</c> long, or empty if it is not wanted.</param>
    static abstract void BackwardTrace(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, ReadOnlySpan<T> trace,
        ReadOnlySpan<T> outputGradient, Span<T> gradient, Span<T> inputGradient = default);

    /// <summary>Computes the gradient summed over n = <c>inputs.Length / InputSize</c> samples.</summary>
    /// <param name="parameters">W1, b1, W2, b2, …; <c>ParameterCount</c> long.</param>
    /// <param name="inputs">n rows of <c>InputSize</c>; n = 0 does nothing.</param>
    /// <param name="outputGradients">n rows of <c>OutputSize</c>: ∂L/∂y of each sample.</param>
    /// <param name="gradient">∂L/∂parameters is added to it; <c>ParameterCount</c> long.</param>
    /// <param name="inputGradients">n rows of <c>InputSize</c>, overwritten with ∂L/∂x; or empty if they are not wanted.</param>
    static abstract void BackwardBatch(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> outputGradients,
        Span<T> gradient, Span<T> inputGradients = default);

    static void INetwork<TSelf, T>.WarmUp()
    {
        NetworkWarmup.Forward<TSelf, T>();
        NetworkWarmup.Backward<TSelf, T>();
    }
}
