using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>The two transcendental functions that drawing weights needs, with the same bits on every platform.</summary>
/// <remarks>
/// <see cref="Math.Log(double)"/> and <see cref="Math.Cos(double)"/> are those of the platform's C library, whose last bits
/// differ. These use +, −, ×, ÷ and integers alone, each of which IEEE 754 rounds in one way only; the .NET compiler never
/// contracts them into a fused multiply-add.
/// </remarks>
internal static class PortableMath
{
    private const double Ln2 = 0.69314718055994530942;
    private const double Sqrt2 = 1.4142135623730950488;
    private const double TwoPi = 6.2831853071795864769;

    private const int FractionBits = 52;
    private const int ExponentBias = 1023;
    private const long FractionMask = (1L << FractionBits) - 1;
    private const long ExponentOfOne = (long)ExponentBias << FractionBits;

    /// <summary>ln x, within 2 units in the last place.</summary>
    /// <remarks>
    /// x = 2ᵏ·m with m in [√½, √2), so ln x = k·ln 2 + ln m; and with s = (m − 1)/(m + 1), of which |s| is below 0.172,
    /// ln m = 2·artanh s = 2·(s + s³/3 + s⁵/5 + …). The first term left out, s²⁴/25, is below 2⁻⁶⁵.
    /// </remarks>
    /// <param name="x">Positive, finite and not subnormal.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Log(double x)
    {
        double s = Reduce(x, out int k);
        double q = s * s;
        double tail = q * (1.0 / 3 + q * (1.0 / 5 + q * (1.0 / 7 + q * (1.0 / 9 + q * (1.0 / 11 + q * (1.0 / 13
            + q * (1.0 / 15 + q * (1.0 / 17 + q * (1.0 / 19 + q * (1.0 / 21 + q * (1.0 / 23)))))))))));
        return (k * Ln2) + (2 * (s + (s * tail)));
    }

    /// <summary>ln x of a number with the digits of a float, and as good: the first term left out of the series, 2·s¹⁴/15, is below 10⁻¹¹.</summary>
    /// <param name="x">Positive, finite and not subnormal.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double LogOfSingle(double x)
    {
        double s = Reduce(x, out int k);
        double q = s * s, q2 = q * q;
        double tail = q * ((1.0 / 3 + q * (1.0 / 5)) + q2 * ((1.0 / 7 + q * (1.0 / 9)) + q2 * (1.0 / 11 + q * (1.0 / 13))));
        return (k * Ln2) + (2 * (s + (s * tail)));
    }

    /// <summary>s = (m − 1)/(m + 1) of x = 2ᵏ·m, m in [√½, √2).</summary>
    [MethodImpl(Loop.Inlined)]
    private static double Reduce(double x, out int k)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        k = (int)(bits >> FractionBits) - ExponentBias;
        double m = BitConverter.Int64BitsToDouble((bits & FractionMask) | ExponentOfOne);
        if (m > Sqrt2)
        {
            m /= 2;
            k++;
        }

        return (m - 1) / (m + 1);
    }

    /// <summary>cos(2π·u): the cosine of u turns, within 2⁻⁵² of the true one.</summary>
    /// <remarks>
    /// Taking off the nearest quarter turn is exact and leaves |r| ≤ 1/8, an angle of at most 45°, for which the Taylor series of
    /// sine and cosine are short: the first terms left out are below 2⁻⁵⁸.
    /// </remarks>
    /// <param name="u">The number of turns, in [0, 1).</param>
    public static double CosineOfTurns(double u)
    {
        int quarters = (int)((4 * u) + 0.5);
        double angle = TwoPi * (u - (quarters * 0.25));
        return (quarters & 3) switch
        {
            0 => CosineSeries(angle),
            1 => -SineSeries(angle),
            2 => -CosineSeries(angle),
            _ => SineSeries(angle),
        };
    }

    /// <summary>1 − x²/2! + x⁴/4! − … + x¹⁶/16!, each factor taken out of the rest.</summary>
    private static double CosineSeries(double x)
    {
        double q = x * x;
        double rest = 1 - (q / (15 * 16));
        rest = 1 - (q / (13 * 14) * rest);
        rest = 1 - (q / (11 * 12) * rest);
        rest = 1 - (q / (9 * 10) * rest);
        rest = 1 - (q / (7 * 8) * rest);
        rest = 1 - (q / (5 * 6) * rest);
        rest = 1 - (q / (3 * 4) * rest);
        return 1 - (q / (1 * 2) * rest);
    }

    /// <summary>x − x³/3! + x⁵/5! − … + x¹⁷/17!, each factor taken out of the rest.</summary>
    private static double SineSeries(double x)
    {
        double q = x * x;
        double rest = 1 - (q / (16 * 17));
        rest = 1 - (q / (14 * 15) * rest);
        rest = 1 - (q / (12 * 13) * rest);
        rest = 1 - (q / (10 * 11) * rest);
        rest = 1 - (q / (8 * 9) * rest);
        rest = 1 - (q / (6 * 7) * rest);
        rest = 1 - (q / (4 * 5) * rest);
        return x - (x * (q / (2 * 3) * rest));
    }
}
