using System.Numerics;

namespace MlpGen.Optimizers;

/// <summary><see cref="Adam{T}"/> with decoupled weight decay: θ ← (1 − η·λ)·θ, then Adam's step of the gradient alone.</summary>
/// <remarks>As <c>torch.optim.AdamW</c> (Loshchilov and Hutter, 2019): Adam would divide λ·θ by the root of the mean square as it
/// does the gradient, and so decay least the parameters that move most.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class AdamW<T> : Adam<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>AdamW with the given settings; the defaults are PyTorch's.</summary>
    /// <inheritdoc cref="Adam{T}(double, double, double, double, double)"/>
    public AdamW(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0.01)
        : base(learningRate, beta1, beta2, epsilon, weightDecay, isDecoupled: true)
    {
    }
}
