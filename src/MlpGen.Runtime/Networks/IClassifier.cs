using System.Numerics;

namespace MlpGen;

/// <summary>A network trained by <see cref="LossFunction.CrossEntropy"/>, which also takes class labels for targets.</summary>
/// <remarks>
/// <inheritdoc cref="INetwork{TSelf, T}" path="/remarks"/>
/// A label outside 0 … <c>OutputSize</c> − 1 throws <see cref="ArgumentException"/>, again before anything is written.
/// </remarks>
/// <typeparam name="TSelf">The generated class.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public interface IClassifier<TSelf, T> : ITrainableNetwork<TSelf, T>
    where TSelf : IClassifier<TSelf, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The mean loss over n = <c>labels.Length</c> ≥ 1 samples.</summary>
    /// <param name="parameters">W1, b1, W2, b2, …; <c>ParameterCount</c> long.</param>
    /// <param name="inputs">n rows of <c>InputSize</c>.</param>
    /// <param name="labels">The class of each sample, 0 … <c>OutputSize</c> − 1.</param>
    static abstract T Loss(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<int> labels);

    /// <summary>The mean loss over n ≥ 1 samples, and its gradient.</summary>
    /// <param name="parameters">W1, b1, W2, b2, …; <c>ParameterCount</c> long.</param>
    /// <param name="inputs">n rows of <c>InputSize</c>.</param>
    /// <param name="labels">The class of each sample, 0 … <c>OutputSize</c> − 1.</param>
    /// <param name="gradient">∂L/∂parameters is added to it; <c>ParameterCount</c> long.</param>
    /// <param name="inputGradients">n rows of <c>InputSize</c>, overwritten with ∂L/∂x; or empty if they are not wanted.</param>
    static abstract T LossAndGradient(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<int> labels,
        Span<T> gradient, Span<T> inputGradients = default);

    /// <summary>As <see cref="LossAndGradient"/>, with dropout; without a layer that declares dropout it is
    /// <see cref="LossAndGradient"/>.</summary>
    /// <param name="parameters">W1, b1, W2, b2, …; <c>ParameterCount</c> long.</param>
    /// <param name="inputs">n rows of <c>InputSize</c>.</param>
    /// <param name="labels">The class of each sample, 0 … <c>OutputSize</c> − 1.</param>
    /// <param name="key">Names the dropout masks to draw.</param>
    /// <param name="gradient">∂L/∂parameters is added to it; <c>ParameterCount</c> long.</param>
    /// <param name="inputGradients">n rows of <c>InputSize</c>, overwritten with ∂L/∂x; or empty if they are not wanted.</param>
    static abstract T TrainingLossAndGradient(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<int> labels,
        DropoutKey key, Span<T> gradient, Span<T> inputGradients = default);

    static void INetwork<TSelf, T>.WarmUp()
    {
        NetworkWarmup.Forward<TSelf, T>();
        NetworkWarmup.Backward<TSelf, T>();
        NetworkWarmup.Loss<TSelf, T>();
        NetworkWarmup.Labels<TSelf, T>();
    }
}
