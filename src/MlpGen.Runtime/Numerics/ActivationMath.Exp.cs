namespace MlpGen.Numerics;

public static partial class ActivationMath
{
    /// <summary>e^x.</summary>
    public static float Exp(float x) => (float)Exp((double)x);

    /// <summary>e^x.</summary>
    public static double Exp(double x) => Math.Exp(x);
}
