namespace MlpGen.Numerics;

public static partial class ActivationMath
{
    /// <summary>½z(1 + tanh(√(2/π)(z + 0.044715z³))) = z·σ(2u).</summary>
    public static float GeluTanh(float z) => (float)GeluTanh((double)z);

    /// <summary>½z(1 + tanh(√(2/π)(z + 0.044715z³))) = z·σ(2u).</summary>
    public static double GeluTanh(double z) => double.IsNegativeInfinity(z) ? 0 : z * Sigmoid(2 * GeluTanhArgument(z));

    /// <summary>σ(2u) + z·2u′·σ(2u)(1 − σ(2u)).</summary>
    public static float GeluTanhDerivative(float z) => (float)GeluTanhDerivative((double)z);

    /// <summary>σ(2u) + z·2u′·σ(2u)(1 − σ(2u)).</summary>
    public static double GeluTanhDerivative(double z) => double.IsInfinity(z) ? (z > 0 ? 1 : 0) : GeluTanhSlope(z);

    private static double GeluTanhArgument(double z) => Math.Sqrt(2 / Math.PI) * (z + (0.044715 * z * z * z));

    private static double GeluTanhSlope(double z)
    {
        double u = GeluTanhArgument(z);
        double du = Math.Sqrt(2 / Math.PI) * (1 + (3 * 0.044715 * z * z));
        return Sigmoid(2 * u) + (2 * z * du * Sigmoid(2 * u) * Sigmoid(-2 * u));
    }
}
