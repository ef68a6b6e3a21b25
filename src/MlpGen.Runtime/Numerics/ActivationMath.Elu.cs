namespace MlpGen.Numerics;

public static partial class ActivationMath
{
    /// <summary>z > 0 ? z : alpha(e^z − 1).</summary>
    public static float Elu(float z, float alpha) => (float)Elu((double)z, alpha);

    /// <summary>z > 0 ? z : alpha(e^z − 1).</summary>
    public static double Elu(double z, double alpha) => z <= 0 ? alpha * ExpMinusOne(z) : z;

    /// <summary>z ≤ 0 ? alpha·e^z : 1.</summary>
    public static float EluDerivative(float z, float alpha) => (float)EluDerivative((double)z, alpha);

    /// <summary>z ≤ 0 ? alpha·e^z : 1.</summary>
    public static double EluDerivative(double z, double alpha) => z <= 0 ? alpha * Math.Exp(z) : 1;

    private static double ExpMinusOne(double x)
    {
        double u = Math.Exp(x);
        return u == 1 ? x : u - 1 == -1 ? -1 : (u - 1) * (x / Math.Log(u));
    }
}
