namespace MlpGen.Numerics;

public static partial class ActivationMath
{
    /// <summary>z > 0 ? z : alpha·z.</summary>
    public static float LeakyRelu(float z, float alpha) => (float)LeakyRelu((double)z, alpha);

    /// <summary>z > 0 ? z : alpha·z.</summary>
    public static double LeakyRelu(double z, double alpha) => z > 0 ? z : alpha * z;

    /// <summary>z > 0 ? 1 : alpha.</summary>
    public static float LeakyReluDerivative(float z, float alpha) => (float)LeakyReluDerivative((double)z, alpha);

    /// <summary>z > 0 ? 1 : alpha.</summary>
    public static double LeakyReluDerivative(double z, double alpha) => z > 0 ? 1 : alpha;
}
