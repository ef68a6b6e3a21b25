using MlpGen.Numerics;

namespace MlpGen;

/// <summary>Each activation and each loss as a textbook writes it, one row each, with the arithmetic of its derivative.</summary>
/// <remarks>The arithmetic is that of generated code, in double. One sample is meant: N = 1, so that no formula has an N.</remarks>
internal static class Formulas
{
    /// <summary>The row of an activation.</summary>
    public static ActivationFormulas Of(Activation activation) => activation switch
    {
        Activation.Identity => new("", "z", "1", static (da, _, _, _, dz) => da.CopyTo(dz)),
        Activation.Relu => new("relu", "max(z, 0)", "0 where z ≤ 0, else 1",
            static (da, z, _, _, dz) => ActivationPass.Gradient<double, ReluFunction>(da, z, dz)),
        Activation.LeakyRelu => new("leakyrelu", "z where z > 0, else α·z", "1 where z > 0, else α",
            static (da, z, _, alpha, dz) => ActivationPass.Gradient<double, LeakyReluFunction>(da, z, dz, alpha)),
        Activation.Elu => new("elu", "z where z > 0, else α·(eᶻ − 1)", "1 where z > 0, else α·eᶻ",
            static (da, z, _, alpha, dz) => ActivationPass.Gradient<double, EluFunction>(da, z, dz, alpha)),
        Activation.Selu => new("selu", "λ·z where z > 0, else λ·α·(eᶻ − 1), λ = 1.0507, α = 1.6733", "λ where z > 0, else λ·α·eᶻ",
            static (da, z, _, _, dz) => ActivationPass.Gradient<double, SeluFunction>(da, z, dz)),
        Activation.Gelu => new("gelu", "z·Φ(z), Φ(z) = ½·(1 + erf(z/√2))", "Φ(z) + z·φ(z), φ(z) = e^(−z²/2)/√(2π)",
            static (da, z, _, _, dz) => ActivationPass.Gradient<double, GeluFunction>(da, z, dz)),
        Activation.GeluTanh => new("gelu_tanh", "½·z·(1 + tanh u), u = √(2/π)·(z + 0.044715·z³)", "½·(1 + tanh u) + ½·z·(1 − tanh² u)·u'",
            static (da, z, _, _, dz) => ActivationPass.Gradient<double, GeluTanhFunction>(da, z, dz)),
        Activation.Silu => new("silu", "z·σ(z), σ(z) = 1/(1 + e⁻ᶻ)", "σ(z)·(1 + z·(1 − σ(z)))",
            static (da, z, _, _, dz) => ActivationPass.Gradient<double, SiluFunction>(da, z, dz)),
        Activation.Softplus => new("softplus", "log(1 + eᶻ)", "σ(z) = 1/(1 + e⁻ᶻ)",
            static (da, z, _, _, dz) => ActivationPass.Gradient<double, SoftplusFunction>(da, z, dz)),
        Activation.Sigmoid => new("σ", "1/(1 + e⁻ᶻ)", "a·(1 − a)",
            static (da, _, a, _, dz) => ActivationPass.Gradient<double, SigmoidFunction>(da, a, dz)),
        Activation.Tanh => new("tanh", "(eᶻ − e⁻ᶻ)/(eᶻ + e⁻ᶻ)", "1 − a²",
            static (da, _, a, _, dz) => ActivationPass.Gradient<double, TanhFunction>(da, a, dz)),
        Activation.HardSigmoid => new("hardsigmoid", "min(max(z + 3, 0), 6)/6", "1/6 where −3 < z < 3, else 0",
            static (da, z, _, _, dz) => ActivationPass.Gradient<double, HardSigmoidFunction>(da, z, dz)),
        Activation.HardTanh => new("hardtanh", "min(max(z, −1), 1)", "1 where −1 < z < 1, else 0",
            static (da, z, _, _, dz) => ActivationPass.Gradient<double, HardTanhFunction>(da, z, dz)),
        Activation.Softmax => new("softmax", "eᶻ/Σ eᶻ", "∂aₖ/∂zⱼ = aₖ·(1[j = k] − aⱼ)",
            static (da, _, a, _, dz) => ActivationPass.SoftmaxGradient(da, a, dz, dz.Length))
        { CouplesOutputs = true },
        _ => throw new ArgumentOutOfRangeException(nameof(activation)),
    };

    /// <summary>The row of a loss.</summary>
    public static LossFormulas Of(LossFunction loss) => loss switch
    {
        LossFunction.MeanSquaredError => new("mean squared error", y => $"1/n Σ ({y} − t)²", y => $"2·({y} − t)/n",
            static (y, t, _, dy) => LossMath.MeanSquaredError(y, t, 1.0 / y.Length, dy)),
        LossFunction.HalfSquaredError => new("half squared error", y => $"½·‖{y} − t‖²", y => $"{y} − t",
            static (y, t, _, dy) => LossMath.HalfSquaredError(y, t, 1.0, dy)),
        LossFunction.SumSquaredError => new("sum squared error", y => $"‖{y} − t‖²", y => $"2·({y} − t)",
            static (y, t, _, dy) => LossMath.SumSquaredError(y, t, 1.0, dy)),
        LossFunction.MeanAbsoluteError => new("mean absolute error", y => $"1/n Σ |{y} − t|", y => $"sign({y} − t)/n",
            static (y, t, _, dy) => LossMath.MeanAbsoluteError(y, t, 1.0 / y.Length, dy)),
        LossFunction.Huber => new("Huber", y => $"1/n Σ ρ({y} − t)", y => $"min(max({y} − t, −δ), δ)/n",
            static (y, t, delta, dy) => LossMath.Huber(y, t, delta, 1.0 / y.Length, dy))
        { ValueNote = "ρ(u) = ½u² where |u| ≤ δ, else δ·(|u| − ½δ)", HasDelta = true },
        LossFunction.CrossEntropy => new("cross entropy", p => $"−Σ t·log {p}", p => $"{p}·Σt − t",
            static (z, t, _, dz) => LossMath.CrossEntropy(z, t, z.Length, 1.0, dz))
        { Probability = Activation.Softmax, GradientNote = "softmax and logarithm cancel" },
        LossFunction.BinaryCrossEntropy => new("binary cross entropy", p => $"−1/n Σ [t·log {p} + (1 − t)·log(1 − {p})]", p => $"({p} − t)/n",
            static (z, t, _, dz) => LossMath.BinaryCrossEntropy(z, t, 1.0 / z.Length, dz))
        { Probability = Activation.Sigmoid, GradientNote = "σ and logarithm cancel" },
        _ => throw new ArgumentOutOfRangeException(nameof(loss)),
    };
}
