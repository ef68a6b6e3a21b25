namespace MlpGen.Numerics;

public static partial class ActivationMath
{
    /// <summary>z·σ(z).</summary>
    public static float Silu(float z) => (float)Silu((double)z);

    /// <summary>z·σ(z).</summary>
    public static double Silu(double z) => double.IsNegativeInfinity(z) ? 0 : z * Sigmoid(z);

    /// <summary>σ(z)(1 + z·σ(−z)).</summary>
    public static float SiluDerivative(float z) => (float)SiluDerivative((double)z);

    /// <summary>σ(z)(1 + z·σ(−z)).</summary>
    public static double SiluDerivative(double z) => double.IsInfinity(z) ? Sigmoid(z) : Sigmoid(z) * (1 + (z * Sigmoid(-z)));
}
