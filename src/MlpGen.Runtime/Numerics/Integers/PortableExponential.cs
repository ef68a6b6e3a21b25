namespace MlpGen.Numerics;

/// <summary>e^x and erf(x) with the same bits on every platform: by +, −, ×, ÷ and the bits of numbers alone, each rounded in one way only.</summary>
internal static class PortableExponential
{
    private const double Log2E = 1.4426950408889634;
    private const double Ln2Upper = 0.693147180369123816490; // ln 2 with the last 21 bits 0, so that its multiples are exact
    private const double Ln2Lower = 1.90821492927058770002e-10;
    private const double WholeNumbers = 6755399441055744; // 1.5·2⁵²: adding it rounds to a whole number
    private const double Largest = 709;
    private const double Smallest = -708;
    private const int FractionBits = 52;
    private const int ExponentBias = 1023;

    /// <summary>e^x, within 2⁻⁵⁰ of it, relative; x is taken as no less than −708 and no more than 709.</summary>
    /// <remarks>x = k·ln 2 + r with |r| ≤ ½·ln 2; e^r by its series, whose first term left out, r¹⁴/14!, is below 2⁻⁵⁷.</remarks>
    public static double Exp(double x)
    {
        x = x > Smallest ? x : Smallest;
        x = x < Largest ? x : Largest;
        double k = x * Log2E + WholeNumbers - WholeNumbers;
        double r = x - k * Ln2Upper - k * Ln2Lower;
        double series = 1 + r / 13;
        for (int n = 12; n > 0; n--)
        {
            series = 1 + r * s_inverse[n] * series;
        }

        return series * BitConverter.Int64BitsToDouble((long)((int)k + ExponentBias) << FractionBits);
    }

    private static ReadOnlySpan<double> s_inverse =>
        [0, 1, 1.0 / 2, 1.0 / 3, 1.0 / 4, 1.0 / 5, 1.0 / 6, 1.0 / 7, 1.0 / 8, 1.0 / 9, 1.0 / 10, 1.0 / 11, 1.0 / 12];

    /// <summary>erf(x), within 1.5e-7: formula 7.1.26 of Abramowitz and Stegun.</summary>
    public static double Erf(double x)
    {
        double size = x > 0 ? x : -x;
        double t = 1 / (1 + 0.3275911 * size);
        double polynomial = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
        double value = 1 - polynomial * Exp(-size * size);
        return x > 0 ? value : -value;
    }
}
