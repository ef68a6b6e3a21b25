using System.Numerics;

namespace MlpGen;

/// <summary>A network with the second derivatives of its loss by its parameters, as a product with a vector: declared with
/// <see cref="Derivatives.HessianVector"/>.</summary>
/// <remarks><inheritdoc cref="INetwork{TSelf, T}" path="/remarks"/></remarks>
/// <typeparam name="TSelf">The generated class.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public interface IHessianNetwork<TSelf, T> : ITrainableNetwork<TSelf, T>
    where TSelf : IHessianNetwork<TSelf, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>∇²L·v of the mean loss over n = <c>inputs.Length / InputSize</c> ≥ 1 samples: how its gradient moves when the parameters move
    /// by v.</summary>
    /// <param name="parameters">W1, b1, W2, b2, …; <c>ParameterCount</c> long.</param>
    /// <param name="inputs">n rows of <c>InputSize</c>.</param>
    /// <param name="targets">n rows of <c>OutputSize</c>.</param>
    /// <param name="direction">v; <c>ParameterCount</c> long.</param>
    /// <param name="product">∇²L·v is added to it; <c>ParameterCount</c> long.</param>
    static abstract void HessianVectorProduct(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, ReadOnlySpan<T> direction, Span<T> product);

    static void INetwork<TSelf, T>.WarmUpHessians() => NetworkWarmup.Hessians<TSelf, T>();
}
