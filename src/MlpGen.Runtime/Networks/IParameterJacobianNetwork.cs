using System.Numerics;

namespace MlpGen;

/// <summary>A network with the derivatives of its outputs by its parameters: declared with <see cref="Derivatives.ParameterJacobian"/>.</summary>
/// <remarks><inheritdoc cref="INetwork{TSelf, T}" path="/remarks"/></remarks>
/// <typeparam name="TSelf">The generated class.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public interface IParameterJacobianNetwork<TSelf, T> : INetwork<TSelf, T>
    where TSelf : IParameterJacobianNetwork<TSelf, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>∂y/∂θ of one sample: a pass forward, then the chain rule from each output.</summary>
    /// <param name="parameters">θ: W1, b1, W2, b2, …; <c>ParameterCount</c> long.</param>
    /// <param name="input">x; <c>InputSize</c> long.</param>
    /// <param name="jacobian">Overwritten: ∂y_k/∂θ_p at <c>[k * ParameterCount + p]</c>; <c>OutputSize * ParameterCount</c> long.</param>
    static abstract void ParameterJacobian(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, Span<T> jacobian);

    /// <summary>∂y/∂θ of n = <c>inputs.Length / InputSize</c> samples.</summary>
    /// <param name="parameters">θ: W1, b1, W2, b2, …; <c>ParameterCount</c> long.</param>
    /// <param name="inputs">n rows of <c>InputSize</c>; n = 0 does nothing.</param>
    /// <param name="jacobians">Overwritten: the Jacobian of each sample, one after the other.</param>
    static abstract void ParameterJacobianBatch(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, Span<T> jacobians);

    static void INetwork<TSelf, T>.WarmUpParameterJacobians() => NetworkWarmup.ParameterJacobians<TSelf, T>();
}
