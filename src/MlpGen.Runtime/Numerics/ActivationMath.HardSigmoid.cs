namespace MlpGen.Numerics;

public static partial class ActivationMath
{
    /// <summary>relu6(z + 3) / 6.</summary>
    public static float HardSigmoid(float z) => (float)HardSigmoid((double)z);

    /// <summary>relu6(z + 3) / 6.</summary>
    public static double HardSigmoid(double z) => Math.Min(Math.Max(z + 3, 0), 6) / 6;

    /// <summary>|z| &lt; 3 ? 1/6 : 0.</summary>
    public static float HardSigmoidDerivative(float z) => (float)HardSigmoidDerivative((double)z);

    /// <summary>|z| &lt; 3 ? 1/6 : 0.</summary>
    public static double HardSigmoidDerivative(double z) => z > -3 && z < 3 ? 1f / 6f : 0; // PyTorch rounds this 1/6 to single precision, in double too
}
