namespace MlpGen.Numerics;

public static partial class ActivationMath
{
    /// <summary>σ(z) = 1 / (1 + e^−z).</summary>
    public static float Sigmoid(float z) => (float)Sigmoid((double)z);

    /// <summary>σ(z) = 1 / (1 + e^−z).</summary>
    public static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    /// <summary>σ′ = a(1 − a), with a = σ(z).</summary>
    public static float SigmoidDerivativeFromValue(float a) => (float)SigmoidDerivativeFromValue((double)a);

    /// <summary>σ′ = a(1 − a), with a = σ(z).</summary>
    public static double SigmoidDerivativeFromValue(double a) => a * (1 - a);
}
