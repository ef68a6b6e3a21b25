namespace MlpGen.Numerics;

public static partial class ActivationMath
{
    /// <summary>ln x, the natural logarithm, by the platform: cross entropies take a few of them a sample.</summary>
    /// <remarks>−∞ at 0, NaN below.</remarks>
    public static float Log(float x) => MathF.Log(x);

    /// <inheritdoc cref="Log(float)"/>
    public static double Log(double x) => Math.Log(x);
}
