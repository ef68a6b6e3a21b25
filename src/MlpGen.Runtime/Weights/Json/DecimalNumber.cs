using System.Globalization;
using System.Numerics;

#if MLPGEN_GENERATOR
namespace MlpGen.Generator.Weights;
#else
namespace MlpGen.Weights;
#endif

/// <summary>Decimal digits to the nearest float or double, ties to even, on every runtime.</summary>
/// <remarks>
/// The base library does this right since .NET Core 3.0. A generator may also run inside Visual Studio, on .NET Framework, whose
/// parser is now and then off by one bit; weights must be the same bits wherever they are compiled. Most numbers take one
/// multiplication or division of exact doubles (Clinger, 1990); where that leaves a doubt, integers of any length decide.
/// </remarks>
internal static class DecimalNumber
{
    /// <summary>The digits that fit a long.</summary>
    private const int FewDigits = 18;

    /// <summary>The digits that can matter: half way between two doubles takes 767. One more stands for all that follow.</summary>
    private const int MostDigits = 780;

    private static readonly double[] s_powersOfTen =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    /// <summary>Reads a number that is known to be one by the grammar of JSON.</summary>
    /// <param name="text">The text around it.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="isSingle">Whether to round to a float, of which the double returned is the value.</param>
    /// <returns>The nearest number; infinite beyond the range.</returns>
    public static double Parse(string text, int start, int end, bool isSingle)
    {
        int at = start;
        bool isNegative = text[at] == '-';
        if (isNegative)
        {
            at++;
        }

        long digits = 0;
        int count = 0, dropped = 0, scale = 0;
        bool isFraction = false, isInexact = false;
        for (; at < end && text[at] is not ('e' or 'E'); at++)
        {
            if (text[at] == '.')
            {
                isFraction = true;
                continue;
            }

            int digit = text[at] - '0';
            scale -= isFraction ? 1 : 0;
            if (count == FewDigits)
            {
                dropped++;
                isInexact |= digit != 0;
            }
            else if (count > 0 || digit > 0)
            {
                digits = 10 * digits + digit;
                count++;
            }
        }

        int power = Clamp((long)scale + dropped + Exponent(text, at + 1, end));
        double magnitude = digits == 0 ? 0
            : Quick(digits, power, isInexact, isSingle) ?? Exact(text, start, end, power - dropped, isSingle);
        return isNegative ? -magnitude : magnitude;
    }

    /// <summary>The exponent's digits; more of them than any number has are cut at a million.</summary>
    private static int Exponent(string text, int start, int end)
    {
        if (start >= end)
        {
            return 0;
        }

        bool isNegative = text[start] == '-';
        int value = 0;
        for (int k = text[start] is '-' or '+' ? start + 1 : start; k < end; k++)
        {
            value = Math.Min(1_000_000_000, 10 * Math.Min(value, 100_000_000) + (text[k] - '0'));
        }

        return isNegative ? -value : value;
    }

    private static int Clamp(long power) => (int)Math.Max(-1_000_000_000, Math.Min(1_000_000_000, power));

    /// <summary>digits·10^power by one operation; null if that may not be the nearest.</summary>
    private static double? Quick(long digits, int power, bool isInexact, bool isSingle)
    {
        if (power is < -22 or > 22)
        {
            return null;
        }

        double value = power < 0 ? digits / s_powersOfTen[-power] : digits * s_powersOfTen[power];
        bool isNearest = digits <= 1L << 53 && !isInexact; // both operands exact, so one rounding
        if (!isSingle)
        {
            return isNearest ? value : null;
        }

        // A float ends 29 bits above a double. Off by two units at most, the double is on the right side of the middle between two
        // floats unless it is that near to it.
        const int Middle = 1 << 28;
        int low = (int)(BitConverter.DoubleToInt64Bits(value) & ((1 << 29) - 1));
        bool isNormal = value is >= 1.1754943508222875e-38 and < 3.4e38;
        return isNormal && Math.Abs(low - Middle) > 4 ? (float)value : null;
    }

    /// <summary>The nearest to all digits, by integers; <paramref name="power"/> is the power of ten of the last one.</summary>
    private static double Exact(string text, int start, int end, int power, bool isSingle)
    {
        (BigInteger digits, int count, int scale) = AllDigits(text, start, end, power);
        (int bits, int least, int most) = isSingle ? (24, -149, 128) : (53, -1074, 1024);
        if (count + (long)scale is > 310 or < -350)
        {
            return count + (long)scale > 0 ? double.PositiveInfinity : 0;
        }

        BigInteger numerator = scale > 0 ? digits * BigInteger.Pow(10, scale) : digits;
        BigInteger denominator = scale < 0 ? BigInteger.Pow(10, -scale) : BigInteger.One;

        // numerator / denominator = quotient·2^exponent with bits + 2 or + 3 bits in the quotient, the last of which stands for the rest.
        int exponent = Length(numerator) - Length(denominator) - bits - 2;
        if (exponent < 0)
        {
            numerator <<= -exponent;
        }
        else
        {
            denominator <<= exponent;
        }

        var quotient = BigInteger.DivRem(numerator, denominator, out BigInteger rest);
        long mantissa = (long)quotient;
        int drop = Math.Max(Length(quotient) - bits, least - exponent);
        if (drop > bits + 3)
        {
            return 0;
        }

        mantissa = RoundHalfEven(mantissa, drop, rest.IsZero);
        exponent += drop;
        double value = mantissa;
        if (mantissa != 0 && Length(mantissa) + exponent > most)
        {
            return double.PositiveInfinity;
        }

        // Two factors, since 2^-1074 alone is below the range of those that can be made from an exponent.
        int first = Math.Max(exponent, -1000);
        return value * PowerOfTwo(first) * PowerOfTwo(exponent - first);
    }

    private static long RoundHalfEven(long value, int drop, bool isExact)
    {
        if (drop <= 0)
        {
            return value;
        }

        long kept = value >> drop, low = value & ((1L << drop) - 1), half = 1L << (drop - 1);
        bool up = low > half || (low == half && (!isExact || (kept & 1) == 1));
        return up ? kept + 1 : kept;
    }

    private static (BigInteger Digits, int Count, int Scale) AllDigits(string text, int start, int end, int power)
    {
        var kept = new System.Text.StringBuilder();
        int scale = power;
        bool hasRest = false;
        for (int k = start; k < end && text[k] is not ('e' or 'E'); k++)
        {
            if (text[k] is < '0' or > '9' || (kept.Length == 0 && text[k] == '0'))
            {
                continue;
            }

            if (kept.Length < MostDigits)
            {
                kept.Append(text[k]);
            }
            else
            {
                scale++;
                hasRest |= text[k] != '0';
            }
        }

        if (hasRest)
        {
            kept.Append('1');
            scale--;
        }

        return (BigInteger.Parse(kept.ToString(), CultureInfo.InvariantCulture), kept.Length, scale);
    }

    /// <summary>The number of bits of a positive integer.</summary>
    private static int Length(BigInteger value)
    {
        byte[] bytes = value.ToByteArray();
        int last = bytes.Length - 1;
        if (bytes[last] == 0 && last > 0)
        {
            last--;
        }

        int bits = 8 * last;
        for (int top = bytes[last]; top > 0; top >>= 1)
        {
            bits++;
        }

        return bits;
    }

    private static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((exponent + 1023L) << 52);
}
