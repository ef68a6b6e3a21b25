namespace MlpGen.Numerics;

public static partial class ActivationMath
{
    /// <summary>scale · (z > 0 ? z : alpha(e^z − 1)).</summary>
    public static float Selu(float z) => (float)Selu((double)z);

    /// <summary>scale · (z > 0 ? z : alpha(e^z − 1)).</summary>
    public static double Selu(double z) => 1.0507009873554804934193349852946 * Elu(z, 1.6732632423543772848170429916717);

    /// <summary>scale · (z ≤ 0 ? alpha·e^z : 1).</summary>
    public static float SeluDerivative(float z) => (float)SeluDerivative((double)z);

    /// <summary>scale · (z ≤ 0 ? alpha·e^z : 1).</summary>
    public static double SeluDerivative(double z) => 1.0507009873554804934193349852946 * EluDerivative(z, 1.6732632423543772848170429916717);
}
