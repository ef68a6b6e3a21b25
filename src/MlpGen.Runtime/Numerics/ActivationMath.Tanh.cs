namespace MlpGen.Numerics;

public static partial class ActivationMath
{
    /// <summary>tanh(z).</summary>
    public static float Tanh(float z) => (float)Tanh((double)z);

    /// <summary>tanh(z).</summary>
    public static double Tanh(double z) => Math.Tanh(z);

    /// <summary>tanh′ = 1 − a², with a = tanh(z).</summary>
    public static float TanhDerivativeFromValue(float a) => (float)TanhDerivativeFromValue((double)a);

    /// <summary>tanh′ = 1 − a², with a = tanh(z).</summary>
    public static double TanhDerivativeFromValue(double a) => 1 - (a * a);
}
