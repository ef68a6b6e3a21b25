using System.Numerics;

namespace MlpGen.Tests.Numerics;

/// <summary>
/// A real number as a BigInteger times 2^−1400: enough digits for any tail of double to be right to its last bit.
/// Slow, simple, and independent of the code under test: series that a reader can check by hand.
/// </summary>
internal readonly record struct BigReal(BigInteger Bits)
{
    private const int Fraction = 1400;

    public static readonly BigReal One = new(BigInteger.One << Fraction);

    public static readonly BigReal Pi = 16 * ArctanOfInverse(5) - (4 * ArctanOfInverse(239));

    public static readonly BigReal Ln2 = 2 * Artanh(One / 3);

    public static implicit operator BigReal(int value) => new((BigInteger)value << Fraction);

    /// <summary>Exact for doubles down to 2^−1074.</summary>
    public static implicit operator BigReal(double value)
    {
        (long mantissa, int exponent) = Decompose(value);
        int shift = Fraction + exponent;
        return new(shift >= 0 ? (BigInteger)mantissa << shift : (BigInteger)mantissa >> -shift);
    }

    public static BigReal operator +(BigReal a, BigReal b) => new(a.Bits + b.Bits);

    public static BigReal operator -(BigReal a, BigReal b) => new(a.Bits - b.Bits);

    public static BigReal operator -(BigReal a) => new(-a.Bits);

    public static BigReal operator *(BigReal a, BigReal b) => new((a.Bits * b.Bits) >> Fraction);

    public static BigReal operator *(int a, BigReal b) => new(a * b.Bits);

    public static BigReal operator /(BigReal a, BigReal b) => new((a.Bits << Fraction) / b.Bits);

    public static BigReal operator /(BigReal a, int b) => new(a.Bits / b);

    /// <summary>e^x: 2^n times Taylor's series of the rest, halved 16 times and squared back.</summary>
    public static BigReal Exp(BigReal x)
    {
        int n = (int)Math.Round((double)x / Math.Log(2));
        BigReal r = new((x - (n * Ln2)).Bits >> 16), term = One, sum = One;
        for (int k = 1; !term.Bits.IsZero; k++)
        {
            term = term * r / k;
            sum += term;
        }

        for (int k = 0; k < 16; k++)
        {
            sum *= sum;
        }

        return new(n >= 0 ? sum.Bits << n : sum.Bits >> -n);
    }

    /// <summary>artanh(w) = w + w³/3 + w⁵/5 + …</summary>
    public static BigReal Artanh(BigReal w)
    {
        BigReal power = w, square = w * w, sum = 0;
        for (int k = 1; !power.Bits.IsZero && power.Bits != BigInteger.MinusOne; k += 2)
        {
            sum += power / k;
            power *= square;
        }

        return sum;
    }

    /// <summary>erf(x) = 2/√π·e^−x²·(x + 2x³/3 + 4x⁵/15 + …): for x ≥ 0 all terms add.</summary>
    public static BigReal Erf(BigReal x)
    {
        BigReal term = x, twiceSquare = 2 * x * x, sum = 0;
        for (int k = 3; !term.Bits.IsZero; k += 2)
        {
            sum += term;
            term = term * twiceSquare / k;
        }

        // Divided by e^x², not times e^−x²: the quotient keeps all its digits, and erfc = 1 − erf needs them.
        return 2 * sum / (Exp(x * x) * Sqrt(Pi));
    }

    /// <summary>√x, by Newton's iteration on integers.</summary>
    public static BigReal Sqrt(BigReal x)
    {
        BigInteger square = x.Bits << Fraction, root = BigInteger.One << (int)((square.GetBitLength() + 1) / 2);
        while (true)
        {
            BigInteger next = (root + (square / root)) >> 1;
            if (next >= root)
            {
                return new(root);
            }

            root = next;
        }
    }

    /// <summary>The double nearest to the value, but for double rounding.</summary>
    public static explicit operator double(BigReal a)
    {
        int surplus = (int)Math.Max(0, BigInteger.Abs(a.Bits).GetBitLength() - 62);
        return Math.ScaleB((double)(long)(a.Bits >> surplus), surplus - Fraction);
    }

    private static BigReal ArctanOfInverse(int n)
    {
        BigReal power = One / n, sum = 0;
        for (int k = 1; !power.Bits.IsZero && power.Bits != BigInteger.MinusOne; k += 2)
        {
            sum += (k % 4 == 1 ? 1 : -1) * power / k;
            power /= n * n;
        }

        return sum;
    }

    private static (long Mantissa, int Exponent) Decompose(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF);
        long mantissa = (bits & 0xFFFFFFFFFFFFF) | (exponent == 0 ? 0 : 1L << 52);
        return (bits < 0 ? -mantissa : mantissa, Math.Max(exponent, 1) - 1075);
    }
}
