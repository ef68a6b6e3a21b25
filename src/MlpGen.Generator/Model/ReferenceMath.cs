namespace MlpGen.Generator.Model;

/// <summary>Functions of the textbook in double precision, of +, −, ×, ÷ and √ alone: what is generated from them, the tables of integer networks and
/// their bounds, must not depend on the machine that builds, and the base library's functions differ between platforms in their last bits.</summary>
internal static class ReferenceMath
{
    private const double Ln2Upper = 0.693147180369123816490; // ln 2 with its last bits 0, so that multiples of it are exact
    private const double Ln2Lower = 1.90821492927058770002e-10;
    private const double Smallest = -708, Largest = 709;
    private const int LastTerm = 17; // the term after it is below a last bit, for arguments up to ½
    private const int FractionBits = 52;
    private const long ExponentBias = 1023;

    /// <summary>eˣ = 2ᵏ·eʳ with x = k·ln 2 + r, |r| ≤ ½·ln 2; 0 below −708, infinite above 709.</summary>
    public static double Exp(double x)
    {
        if (!(x >= Smallest && x <= Largest))
        {
            return double.IsNaN(x) ? x : x < 0 ? 0 : double.PositiveInfinity;
        }

        double k = Math.Floor(x / (Ln2Upper + Ln2Lower) + 0.5);
        double r = x - k * Ln2Upper - k * Ln2Lower;
        return (1 + SeriesMinusOne(r)) * PowerOfTwo((long)k);
    }

    /// <summary>eˣ − 1, which loses nothing near 0.</summary>
    public static double ExpMinusOne(double x) => Math.Abs(x) < 0.5 ? SeriesMinusOne(x) : Exp(x) - 1;

    /// <summary>log(1 + u) for u from 0 to 1: 2·artanh(s) = 2·Σ s²ⁿ⁺¹/(2n+1) with s = u/(2 + u), at most ⅓.</summary>
    public static double LogOnePlus(double u)
    {
        const int terms = 18;
        double s = u / (2 + u), sum = 0;
        for (int n = terms; n >= 0; n--)
        {
            sum = sum * s * s + 1.0 / (2 * n + 1);
        }

        return 2 * s * sum;
    }

    /// <summary>tanh(z) = m/(m + 2) with m = e²ᶻ − 1.</summary>
    public static double Tanh(double z)
    {
        if (Math.Abs(z) > 20)
        {
            return Math.Sign(z);
        }

        double m = ExpMinusOne(2 * Math.Abs(z));
        return z < 0 ? -m / (m + 2) : m / (m + 2);
    }

    /// <summary>σ(z) = 1 / (1 + e⁻ᶻ).</summary>
    public static double Sigmoid(double z) => 1 / (1 + Exp(-z));

    /// <summary>erf(x) = 2/√π·e^(−x²)·Σ 2ⁿx²ⁿ⁺¹/(2n+1)!!, a series of positive terms (Abramowitz and Stegun, 7.1.6); ±1 where it is that to the last bit.</summary>
    public static double Erf(double x)
    {
        if (Math.Abs(x) > 6)
        {
            return Math.Sign(x);
        }

        double term = x, sum = x;
        for (int n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Exp(-x * x) * sum;
    }

    /// <summary>Σ rⁿ/n! from n = 1, for |r| ≤ ½, by Horner's rule: r·(1 + r/2·(1 + r/3·(…))).</summary>
    private static double SeriesMinusOne(double r)
    {
        double sum = 1;
        for (int n = LastTerm; n > 1; n--)
        {
            sum = 1 + r / n * sum;
        }

        return r * sum;
    }

    private static double PowerOfTwo(long k) => BitConverter.Int64BitsToDouble((k + ExponentBias) << FractionBits);
}
