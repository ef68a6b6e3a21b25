namespace MlpGen.Numerics;

public static partial class ActivationMath
{
    /// <summary>ln(1 + e^z).</summary>
    public static float Softplus(float z) => (float)Softplus((double)z);

    /// <summary>ln(1 + e^z).</summary>
    public static double Softplus(double z) => Math.Max(z, 0) + LogOnePlus(Math.Exp(-Math.Abs(z)));

    /// <summary>d/dz ln(1 + e^z) = σ(z).</summary>
    public static float SoftplusDerivative(float z) => (float)SoftplusDerivative((double)z);

    /// <summary>d/dz ln(1 + e^z) = σ(z).</summary>
    public static double SoftplusDerivative(double z) => Sigmoid(z);

    private static double LogOnePlus(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : Math.Log(u) * (x / (u - 1));
    }
}
