using System.Numerics;

namespace MlpGen;

/// <summary>A network with the derivatives of its outputs by its parameters: one declared with
/// <c>[Network(Derivatives = Derivatives.ParameterJacobian)]</c>.</summary>
/// <remarks><inheritdoc cref="INetwork{TSelf, T}" path="/remarks"/></remarks>
/// <typeparam name="TSelf">The generated class.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public interface IParameterJacobianNetwork<TSelf, T> : INetwork<TSelf, T>
    where TSelf : IParameterJacobianNetwork<TSelf, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Computes the derivative of each output of one sample by each parameter.</summary>
    /// <param name="parameters">W1, b1, W2, b2, …; <c>ParameterCount</c> long.</param>
    /// <param name="input">x; <c>InputSize</c> long.</param>
    /// <param name="jacobian">Overwritten: ∂yₖ/∂θₚ at <c>k * ParameterCount + p</c>; <c>OutputSize * ParameterCount</c> long.</param>
    static abstract void ParameterJacobian(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, Span<T> jacobian);

    /// <summary>The same for n = <c>inputs.Length / InputSize</c> samples.</summary>
    /// <param name="parameters">W1, b1, W2, b2, …; <c>ParameterCount</c> long.</param>
    /// <param name="inputs">n rows of <c>InputSize</c>; n = 0 does nothing.</param>
    /// <param name="jacobians">The Jacobian of each sample, one after the other; overwritten.</param>
    static abstract void ParameterJacobianBatch(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, Span<T> jacobians);
}
