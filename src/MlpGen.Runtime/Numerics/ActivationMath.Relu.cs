namespace MlpGen.Numerics;

public static partial class ActivationMath
{
    /// <summary>z > 0 ? z : 0; NaN stays NaN.</summary>
    public static float Relu(float z) => (float)Relu((double)z);

    /// <summary>z > 0 ? z : 0; NaN stays NaN.</summary>
    public static double Relu(double z) => z <= 0 ? 0 : z;

    /// <summary>z ≤ 0 ? 0 : 1 (1 at NaN).</summary>
    public static float ReluDerivative(float z) => (float)ReluDerivative((double)z);

    /// <summary>z ≤ 0 ? 0 : 1 (1 at NaN).</summary>
    public static double ReluDerivative(double z) => z <= 0 ? 0 : 1;
}
