#if MLPGEN_GENERATOR
namespace MlpGen.Generator.Model;
#else
namespace MlpGen;
#endif

/// <summary>The function that a layer applies to its pre-activation z = x·W + b, element by element (Softmax: row by row).</summary>
/// <remarks>
/// Every function and every derivative is the one PyTorch computes under the same name, its value at a kink included.
/// NaN in gives NaN out.
/// </remarks>
public enum Activation
{
    /// <summary>f(z) = z. The output of a regression, or logits for a fused cross entropy.</summary>
    Identity = 0,

    /// <summary>f(z) = max(z, 0); f'(z) = 1 for z &gt; 0, 0 for z ≤ 0.</summary>
    Relu,

    /// <summary>f(z) = z for z &gt; 0, α·z for z ≤ 0; α is <c>LayerAttribute.Alpha</c>, 0.01 unless set.</summary>
    LeakyRelu,

    /// <summary>f(z) = z for z &gt; 0, α·(eᶻ − 1) for z ≤ 0; α is <c>LayerAttribute.Alpha</c>, 1 unless set.</summary>
    Elu,

    /// <summary>f(z) = λ·z for z &gt; 0, λ·α·(eᶻ − 1) for z ≤ 0, with λ = 1.0507… and α = 1.6732… (Klambauer et al., 2017).</summary>
    Selu,

    /// <summary>f(z) = z·Φ(z) = z·½·(1 + erf(z/√2)), exactly (Hendrycks and Gimpel, 2016).</summary>
    Gelu,

    /// <summary>f(z) = ½·z·(1 + tanh(√(2/π)·(z + 0.044715·z³))): the approximation of <see cref="Gelu"/> by tanh.</summary>
    GeluTanh,

    /// <summary>f(z) = z·σ(z), also called swish.</summary>
    Silu,

    /// <summary>f(z) = log(1 + eᶻ), exactly: no threshold beyond which it would turn into z.</summary>
    Softplus,

    /// <summary>f(z) = σ(z) = 1 / (1 + e⁻ᶻ).</summary>
    Sigmoid,

    /// <summary>f(z) = tanh(z) = (eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ).</summary>
    Tanh,

    /// <summary>f(z) = min(max(z + 3, 0), 6) / 6: a sigmoid of three straight lines.</summary>
    HardSigmoid,

    /// <summary>f(z) = min(max(z, −1), 1): a tanh of three straight lines.</summary>
    HardTanh,

    /// <summary>f(z)ⱼ = e^zⱼ / Σₖ e^zₖ over the outputs of one sample. Allowed on the last layer only.</summary>
    Softmax,
}
