namespace MlpGen.Numerics;

public static partial class ActivationMath
{
    /// <summary>ln x.</summary>
    public static float Log(float x) => (float)Log((double)x);

    /// <summary>ln x.</summary>
    public static double Log(double x) => Math.Log(x);
}
