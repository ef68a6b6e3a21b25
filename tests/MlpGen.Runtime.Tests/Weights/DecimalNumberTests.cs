using System.Globalization;
using System.Numerics;
using MlpGen.Weights;

namespace MlpGen.Tests.Weights;

/// <summary>The generator's own reading of numbers agrees with that of .NET, bit for bit.</summary>
public class DecimalNumberTests
{
    [Fact]
    public void What_floats_and_doubles_print_reads_back_to_the_same_bits()
    {
        var random = new Random(1);
        for (int k = 0; k < 100_000; k++)
        {
            double wide = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            float narrow = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
            if (double.IsFinite(wide))
            {
                AssertSame(wide.ToString("R", CultureInfo.InvariantCulture));
                AssertSame(wide.ToString("E20", CultureInfo.InvariantCulture));
            }

            if (float.IsFinite(narrow))
            {
                AssertSame(narrow.ToString("R", CultureInfo.InvariantCulture));
                AssertSame(((double)narrow).ToString("R", CultureInfo.InvariantCulture)); // as Python prints a float32
            }
        }
    }

    [Fact]
    public void Digits_at_random_round_to_the_nearest()
    {
        var random = new Random(2);
        for (int k = 0; k < 100_000; k++)
        {
            string digits = string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.Next(10)));
            AssertSame($"{(random.Next(2) == 0 ? "-" : "")}{random.Next(10)}.{digits}e{random.Next(-60, 60)}");
        }
    }

    [Fact]
    public void Half_way_between_two_goes_to_the_even_one_and_a_digit_beyond_it_decides()
    {
        var random = new Random(3);
        for (int k = 0; k < 20_000; k++)
        {
            float low = BitConverter.Int32BitsToSingle(random.Next(0x7F000000));
            (BigInteger digits, int power) = Decimal(((double)low + MathF.BitIncrement(low)) / 2); // a double holds the middle of two floats
            AssertSame($"{digits}e{power}");
            AssertSame($"{digits}00001e{power - 5}");
            AssertSame($"{digits * 100_000 - 1}e{power - 5}");
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("0.000")]
    [InlineData("-0e5")]
    [InlineData("0e999999999999")]
    [InlineData("1e-999999999999")]
    [InlineData("1e999999999999")]
    [InlineData("4.9406564584124654e-324")]
    [InlineData("2.4703282292062327e-324")]
    [InlineData("2.4703282292062328e-324")]
    [InlineData("2.2250738585072011e-308")]
    [InlineData("2.2250738585072014e-308")]
    [InlineData("1.7976931348623157e308")]
    [InlineData("1.7976931348623158e308")]
    [InlineData("1.7976931348623159e308")]
    [InlineData("3.4028235e38")]
    [InlineData("3.4028235677973366e38")] // half way to the next, which is infinite
    [InlineData("3.4028235677973365e38")]
    [InlineData("1.401298464324817e-45")]
    [InlineData("7.006492321624085e-46")]
    [InlineData("7.0064923216240854e-46")]
    [InlineData("9007199254740993")]
    [InlineData("9007199254740993.0000000000000000000000000000000000001")]
    [InlineData("100000000000000000000000000000000000000000000000000")]
    public void The_edges_of_the_ranges(string text) => AssertSame(text);

    [Fact]
    public void Thousands_of_digits_are_read_too()
    {
        AssertSame("0." + new string('0', 400) + "1e401");
        AssertSame("1" + new string('0', 5000) + "e-5000");
        AssertSame("0." + new string('3', 5000));
        AssertSame("9007199254740993." + new string('0', 2000) + "1");
    }

    private static void AssertSame(string text)
    {
        double wide = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        float narrow = float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        double ownWide = DecimalNumber.Parse($"[{text}]", 1, text.Length + 1, isSingle: false);
        double ownNarrow = DecimalNumber.Parse($"[{text}]", 1, text.Length + 1, isSingle: true);
        Assert.True(BitConverter.DoubleToInt64Bits(wide) == BitConverter.DoubleToInt64Bits(ownWide), $"{text} is {wide:R}, not {ownWide:R}.");
        Assert.True(BitConverter.DoubleToInt64Bits(narrow) == BitConverter.DoubleToInt64Bits(ownNarrow), $"{text} is {narrow:R}f, not {ownNarrow:R}.");
    }

    /// <summary>A positive normal double as digits·10^power, exactly: m·2⁻ᵏ = m·5ᵏ·10⁻ᵏ.</summary>
    private static (BigInteger Digits, int Power) Decimal(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)(bits >> 52 & 0x7FF) - 1075;
        BigInteger mantissa = bits & ((1L << 52) - 1) | 1L << 52;
        return exponent >= 0 ? (mantissa << exponent, 0) : (mantissa * BigInteger.Pow(5, -exponent), exponent);
    }
}
