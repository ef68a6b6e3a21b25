using System.Numerics;

namespace MlpGen;

/// <summary>A network with its derivatives by the input: declared with <see cref="Derivatives.Jacobian"/>.</summary>
/// <remarks><inheritdoc cref="INetwork{TSelf, T}" path="/remarks"/></remarks>
/// <typeparam name="TSelf">The generated class.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public interface IJacobianNetwork<TSelf, T> : IDifferentiableNetwork<TSelf, T>
    where TSelf : IJacobianNetwork<TSelf, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>∂y/∂x of one sample: a pass forward, then the chain rule from each output.</summary>
    /// <param name="parameters">W1, b1, W2, b2, …; <c>ParameterCount</c> long.</param>
    /// <param name="input">x; <c>InputSize</c> long.</param>
    /// <param name="jacobian">Overwritten: ∂y_k/∂x_i at <c>[k * InputSize + i]</c>; <c>OutputSize * InputSize</c> long.</param>
    static abstract void Jacobian(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, Span<T> jacobian);

    /// <summary>∂y/∂x of n = <c>inputs.Length / InputSize</c> samples.</summary>
    /// <param name="parameters">W1, b1, W2, b2, …; <c>ParameterCount</c> long.</param>
    /// <param name="inputs">n rows of <c>InputSize</c>; n = 0 does nothing.</param>
    /// <param name="jacobians">Overwritten: the Jacobian of each sample, one after the other.</param>
    static abstract void JacobianBatch(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, Span<T> jacobians);

    /// <summary>y, and ∂y/∂x·ẋ in the same pass forward: how far the output moves when the input moves by ẋ.</summary>
    /// <param name="parameters">W1, b1, W2, b2, …; <c>ParameterCount</c> long.</param>
    /// <param name="input">x; <c>InputSize</c> long.</param>
    /// <param name="tangent">ẋ; <c>InputSize</c> long.</param>
    /// <param name="output">y, overwritten; <c>OutputSize</c> long.</param>
    /// <param name="outputTangent">∂y/∂x·ẋ, overwritten; <c>OutputSize</c> long.</param>
    static abstract void JacobianVectorProduct(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, ReadOnlySpan<T> tangent, Span<T> output, Span<T> outputTangent);

    /// <summary>The same for n samples, each with a ẋ of its own.</summary>
    /// <param name="parameters">W1, b1, W2, b2, …; <c>ParameterCount</c> long.</param>
    /// <param name="inputs">n rows of <c>InputSize</c>; n = 0 does nothing.</param>
    /// <param name="tangents">n rows of <c>InputSize</c>.</param>
    /// <param name="outputs">n rows of <c>OutputSize</c>, overwritten.</param>
    /// <param name="outputTangents">n rows of <c>OutputSize</c>, overwritten.</param>
    static abstract void JacobianVectorProductBatch(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> tangents, Span<T> outputs, Span<T> outputTangents);

    /// <summary>y(x + ε·v) and its first and second derivative by ε at ε = 0: y, ∂y/∂x·v and vᵀ·∂²y/∂x²·v, of each output, in one pass forward.</summary>
    /// <param name="parameters">W1, b1, W2, b2, …; <c>ParameterCount</c> long.</param>
    /// <param name="input">x; <c>InputSize</c> long.</param>
    /// <param name="direction">v; <c>InputSize</c> long.</param>
    /// <param name="output">y, overwritten; <c>OutputSize</c> long.</param>
    /// <param name="first">The first derivative, overwritten; <c>OutputSize</c> long.</param>
    /// <param name="second">The second, overwritten; <c>OutputSize</c> long. Where an activation has a kink, the kink counts as 0.</param>
    static abstract void DirectionalDerivatives(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, ReadOnlySpan<T> direction, Span<T> output, Span<T> first, Span<T> second);

    /// <summary>The same for n samples, each with a direction of its own.</summary>
    /// <param name="parameters">W1, b1, W2, b2, …; <c>ParameterCount</c> long.</param>
    /// <param name="inputs">n rows of <c>InputSize</c>; n = 0 does nothing.</param>
    /// <param name="directions">n rows of <c>InputSize</c>.</param>
    /// <param name="outputs">n rows of <c>OutputSize</c>, overwritten.</param>
    /// <param name="firsts">n rows of <c>OutputSize</c>, overwritten.</param>
    /// <param name="seconds">n rows of <c>OutputSize</c>, overwritten.</param>
    static abstract void DirectionalDerivativesBatch(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> directions, Span<T> outputs, Span<T> firsts, Span<T> seconds);

    static void INetwork<TSelf, T>.WarmUpJacobians() => NetworkWarmup.Jacobians<TSelf, T>();
}
