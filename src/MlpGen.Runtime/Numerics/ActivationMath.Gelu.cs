namespace MlpGen.Numerics;

public static partial class ActivationMath
{
    /// <summary>z·Φ(z), Φ the normal distribution function.</summary>
    public static float Gelu(float z) => (float)Gelu((double)z);

    /// <summary>z·Φ(z), Φ the normal distribution function.</summary>
    public static double Gelu(double z) => double.IsNegativeInfinity(z) ? 0 : z * NormalCdf(z);

    /// <summary>Φ(z) + z·φ(z).</summary>
    public static float GeluDerivative(float z) => (float)GeluDerivative((double)z);

    /// <summary>Φ(z) + z·φ(z).</summary>
    public static double GeluDerivative(double z) => double.IsInfinity(z) ? NormalCdf(z) : NormalCdf(z) + (z * Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI));
}
