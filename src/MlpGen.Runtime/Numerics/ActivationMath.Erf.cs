namespace MlpGen.Numerics;

public static partial class ActivationMath
{
    /// <summary>erf(z) = 2/√π ∫₀ᶻ e^−t² dt.</summary>
    public static float Erf(float z) => (float)Erf((double)z);

    /// <summary>erf(z) = 2/√π ∫₀ᶻ e^−t² dt.</summary>
    public static double Erf(double z) => double.IsNaN(z) ? z : z < 0 ? -Erf(-z) : z < 2 ? ErfSeries(z) : 1 - ErfcFraction(z);

    /// <summary>Φ(z) = ½ erfc(−z/√2), the normal distribution function.</summary>
    private static double NormalCdf(double z)
    {
        double x = -z / Math.Sqrt(2);
        if (double.IsNaN(z))
        {
            return z;
        }

        return x >= 2 ? 0.5 * ErfcFraction(x) : 0.5 * (1 - Erf(x));
    }

    private static double ErfSeries(double x)
    {
        double term = x, sum = x;
        for (int n = 1; term > sum * 1e-18; n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    private static double ErfcFraction(double x)
    {
        if (x > 30)
        {
            return 0;
        }

        double tail = 0;
        for (int k = 120; k >= 1; k--)
        {
            tail = k * 0.5 / (x + tail);
        }

        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / (x + tail);
    }
}
