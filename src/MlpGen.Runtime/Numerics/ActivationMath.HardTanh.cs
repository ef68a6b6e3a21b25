namespace MlpGen.Numerics;

public static partial class ActivationMath
{
    /// <summary>min(max(z, −1), 1).</summary>
    public static float HardTanh(float z) => (float)HardTanh((double)z);

    /// <summary>min(max(z, −1), 1).</summary>
    public static double HardTanh(double z) => Math.Min(Math.Max(z, -1), 1);

    /// <summary>z ≤ −1 or z ≥ 1 ? 0 : 1.</summary>
    public static float HardTanhDerivative(float z) => (float)HardTanhDerivative((double)z);

    /// <summary>z ≤ −1 or z ≥ 1 ? 0 : 1.</summary>
    public static double HardTanhDerivative(double z) => z <= -1 || z >= 1 ? 0 : 1;
}
