#if MLPGEN_GENERATOR
namespace MlpGen.Generator.Model;
#else
namespace MlpGen;
#endif

/// <summary>What training minimizes: the mean over N samples of a measure of how far output y is from target t.</summary>
/// <remarks>n is the number of outputs. The sums run over all N·n elements unless the formula says otherwise.</remarks>
public enum LossFunction
{
    /// <summary>L = 1/(N·n) Σ (y − t)². As PyTorch's <c>MSELoss</c>.</summary>
    MeanSquaredError = 0,

    /// <summary>L = 1/(2N) Σₛ ‖yₛ − tₛ‖², whose gradient is plainly (y − t)/N.</summary>
    HalfSquaredError,

    /// <summary>L = 1/N Σₛ ‖yₛ − tₛ‖².</summary>
    SumSquaredError,

    /// <summary>L = 1/(N·n) Σ |y − t|, with the subgradient 0 where y = t. As PyTorch's <c>L1Loss</c>.</summary>
    MeanAbsoluteError,

    /// <summary>L = 1/(N·n) Σ h(y − t), h(d) = ½d² for |d| ≤ δ and δ·(|d| − ½δ) beyond; δ is <c>LossAttribute.Delta</c>.
    /// As PyTorch's <c>HuberLoss</c>.</summary>
    Huber,

    /// <summary>L = −1/N Σᵢ Σⱼ tᵢⱼ·log pᵢⱼ with p = softmax(z), for a last layer with Softmax, or with Identity (the outputs
    /// are then logits). Computed from z, so that no logarithm of zero and no division by p ever happens. Also takes class
    /// labels in place of targets. As PyTorch's <c>CrossEntropyLoss</c>. Targets must not be negative (nothing but the trainer checks it),
    /// and classes need at least two outputs.</summary>
    CrossEntropy,

    /// <summary>L = −1/(N·n) Σ [t·log p + (1 − t)·log(1 − p)] with p = σ(z), for a last layer with Sigmoid, or with Identity
    /// (the outputs are then logits). Computed from z. As PyTorch's <c>BCEWithLogitsLoss</c>. Targets must be from 0 to 1: beyond, the
    /// loss falls for ever (nothing but the trainer checks it).</summary>
    BinaryCrossEntropy,
}
