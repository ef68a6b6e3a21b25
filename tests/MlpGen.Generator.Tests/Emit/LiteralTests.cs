using System.Globalization;
using MlpGen.Generator.Emit;

namespace MlpGen.Generator.Tests.Emit;

// The generator links the source of these enums; inside this namespace its own are meant.
using Precision = MlpGen.Generator.Model.Precision;

public class LiteralTests
{
    [Theory]
    [InlineData(0.01, "0.01f")]
    [InlineData(1, "1f")]
    [InlineData(-2.5, "-2.5f")]
    [InlineData(1e-30, "1E-30f")]
    [InlineData(double.NaN, "float.NaN")]
    [InlineData(double.PositiveInfinity, "float.PositiveInfinity")]
    [InlineData(double.NegativeInfinity, "float.NegativeInfinity")]
    [InlineData(-0.0, "-0f")]
    public void A_float_is_written_with_the_fewest_digits(double value, string expected) =>
        Assert.Equal(expected, Literal.Of(value, Precision.Single));

    [Theory]
    [InlineData(0.1, "0.1d")]
    [InlineData(1.0 / 3, "0.3333333333333333d")]
    [InlineData(-0.0, "-0d")]
    [InlineData(double.NaN, "double.NaN")]
    public void A_double_is_written_with_the_fewest_digits(double value, string expected) =>
        Assert.Equal(expected, Literal.Of(value, Precision.Double));

    [Fact]
    public void Every_float_reads_back_to_the_same_bits()
    {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++)
        {
            float value = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
            if (float.IsFinite(value))
            {
                string literal = Literal.Of(value, Precision.Single);
                Assert.Equal(value, float.Parse(literal.TrimEnd('f'), CultureInfo.InvariantCulture));
            }
        }
    }
}
