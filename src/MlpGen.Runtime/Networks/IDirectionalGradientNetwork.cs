using System.Numerics;

namespace MlpGen;

/// <summary>A network that can learn from its own derivatives along a direction: declared with <see cref="Derivatives.DirectionalGradient"/>.</summary>
/// <remarks><inheritdoc cref="INetwork{TSelf, T}" path="/remarks"/></remarks>
/// <typeparam name="TSelf">The generated class.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public interface IDirectionalGradientNetwork<TSelf, T> : IDifferentiableNetwork<TSelf, T>
    where TSelf : IDirectionalGradientNetwork<TSelf, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The gradient by the parameters of any function L of y, ẏ and ÿ, from its derivatives by these: y(x + ε·v) and its first and second
    /// derivative by ε at ε = 0, which <see cref="IJacobianNetwork{TSelf, T}.DirectionalDerivatives"/> gives.</summary>
    /// <param name="parameters">W1, b1, W2, b2, …; <c>ParameterCount</c> long.</param>
    /// <param name="input">x; <c>InputSize</c> long.</param>
    /// <param name="direction">v; <c>InputSize</c> long.</param>
    /// <param name="outputGradient">∂L/∂y; <c>OutputSize</c> long.</param>
    /// <param name="firstGradient">∂L/∂ẏ; <c>OutputSize</c> long.</param>
    /// <param name="secondGradient">∂L/∂ÿ; <c>OutputSize</c> long.</param>
    /// <param name="gradient">∂L/∂θ is added to it; <c>ParameterCount</c> long.</param>
    static abstract void DirectionalGradient(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, ReadOnlySpan<T> direction, ReadOnlySpan<T> outputGradient, ReadOnlySpan<T> firstGradient,
        ReadOnlySpan<T> secondGradient, Span<T> gradient);

    /// <summary>The same summed over n samples, each with a direction of its own.</summary>
    /// <param name="parameters">W1, b1, W2, b2, …; <c>ParameterCount</c> long.</param>
    /// <param name="inputs">n rows of <c>InputSize</c>; n = 0 does nothing.</param>
    /// <param name="directions">n rows of <c>InputSize</c>.</param>
    /// <param name="outputGradients">n rows of <c>OutputSize</c>.</param>
    /// <param name="firstGradients">n rows of <c>OutputSize</c>.</param>
    /// <param name="secondGradients">n rows of <c>OutputSize</c>.</param>
    /// <param name="gradient">∂L/∂θ of all of them is added to it; <c>ParameterCount</c> long.</param>
    static abstract void DirectionalGradientBatch(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> directions, ReadOnlySpan<T> outputGradients, ReadOnlySpan<T> firstGradients,
        ReadOnlySpan<T> secondGradients, Span<T> gradient);

    static void INetwork<TSelf, T>.WarmUpDirectionalGradients() => NetworkWarmup.DirectionalGradients<TSelf, T>();
}
