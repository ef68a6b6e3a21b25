using System.Numerics;

namespace MlpGen;

/// <summary>A network with a loss: what <see cref="LossAttribute"/> adds.</summary>
/// <remarks><inheritdoc cref="INetwork{TSelf, T}" path="/remarks"/></remarks>
/// <typeparam name="TSelf">The generated class.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public interface ITrainableNetwork<TSelf, T> : IDifferentiableNetwork<TSelf, T>
    where TSelf : ITrainableNetwork<TSelf, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Which loss it is: what <see cref="LossAttribute"/> declares.</summary>
    /// <exception cref="NotSupportedException">The class does not say: it was written by hand, or generated, before there was this
    /// member.</exception>
    static virtual LossInfo LossInfo => throw new NotSupportedException(
        $"{typeof(TSelf).Name} does not say which loss it has: it does not implement ITrainableNetwork.LossInfo.");

    /// <summary>The mean loss over n = <c>inputs.Length / InputSize</c> ≥ 1 samples.</summary>
    /// <param name="parameters">W1, b1, W2, b2, …; <c>ParameterCount</c> long.</param>
    /// <param name="inputs">n rows of <c>InputSize</c>.</param>
    /// <param name="targets">n rows of <c>OutputSize</c>.</param>
    static abstract T Loss(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets);

    /// <summary>The mean loss over n ≥ 1 samples, and its gradient.</summary>
    /// <param name="parameters">W1, b1, W2, b2, …; <c>ParameterCount</c> long.</param>
    /// <param name="inputs">n rows of <c>InputSize</c>.</param>
    /// <param name="targets">n rows of <c>OutputSize</c>.</param>
    /// <param name="gradient">∂L/∂parameters is added to it; <c>ParameterCount</c> long.</param>
    /// <param name="inputGradients">n rows of <c>InputSize</c>, overwritten with ∂L/∂x; or empty if they are not wanted.</param>
    static abstract T LossAndGradient(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets,
        Span<T> gradient, Span<T> inputGradients = default);

    /// <summary>As <see cref="LossAndGradient"/>, with dropout: the only member that drops. Without a layer that declares
    /// dropout it is <see cref="LossAndGradient"/>.</summary>
    /// <param name="parameters">W1, b1, W2, b2, …; <c>ParameterCount</c> long.</param>
    /// <param name="inputs">n rows of <c>InputSize</c>.</param>
    /// <param name="targets">n rows of <c>OutputSize</c>.</param>
    /// <param name="key">Names the dropout masks to draw.</param>
    /// <param name="gradient">∂L/∂parameters is added to it; <c>ParameterCount</c> long.</param>
    /// <param name="inputGradients">n rows of <c>InputSize</c>, overwritten with ∂L/∂x; or empty if they are not wanted.</param>
    static abstract T TrainingLossAndGradient(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets,
        DropoutKey key, Span<T> gradient, Span<T> inputGradients = default);

    static void INetwork<TSelf, T>.WarmUp()
    {
        NetworkWarmup.Forward<TSelf, T>();
        NetworkWarmup.Backward<TSelf, T>();
        NetworkWarmup.Loss<TSelf, T>();
    }
}
