using MlpGen.Numerics;

namespace MlpGen.Tests.Initialization;

public class PortableMathTests
{
    [Fact]
    public void Log_agrees_with_the_platforms_to_the_last_bits()
    {
        var random = new Random(1);
        for (int i = 0; i < 100_000; i++)
        {
            double x = Math.ScaleB(1 + random.NextDouble(), random.Next(-60, 1));
            Assert.Equal(Math.Log(x), PortableMath.Log(x), tolerance: 4.5e-16 * Math.Max(Math.Abs(Math.Log(x)), 1e-3));
        }
    }

    [Fact]
    public void Log_is_accurate_where_it_is_close_to_zero()
    {
        for (double distance = 1e-3; distance > 1e-15; distance /= 3)
        {
            Assert.Equal(1, PortableMath.Log(1 - distance) / Math.Log(1 - distance), tolerance: 1e-15);
            Assert.Equal(1, PortableMath.Log(1 + distance) / Math.Log(1 + distance), tolerance: 1e-15);
        }
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0.5, -0.69314718055994529)]
    [InlineData(1.1102230246251565E-16, -36.736800569677101)]
    public void Log_of_the_ends_of_the_interval_that_is_drawn_from(double x, double expected) =>
        Assert.Equal(expected, PortableMath.Log(x));

    [Fact]
    public void Cosine_agrees_with_the_platforms_within_an_epsilon()
    {
        var random = new Random(2);
        for (int i = 0; i < 100_000; i++)
        {
            double u = random.NextDouble();
            Assert.Equal(double.CosPi(2 * u), PortableMath.CosineOfTurns(u), tolerance: 2.3e-16);
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.25, 0)]
    [InlineData(0.5, -1)]
    [InlineData(0.75, 0)]
    [InlineData(1 - (1.0 / (1L << 53)), 1)]
    public void Cosine_is_exact_at_each_quarter_turn(double turns, double expected) =>
        Assert.Equal(expected, PortableMath.CosineOfTurns(turns));

    [Theory]
    [InlineData(0.125)]
    [InlineData(0.375)]
    [InlineData(0.625)]
    [InlineData(0.875)]
    public void Cosine_has_no_step_where_one_series_takes_over_from_the_other(double turns)
    {
        Assert.Equal(double.CosPi(2 * turns), PortableMath.CosineOfTurns(turns), tolerance: 2.3e-16);
        double before = Math.BitDecrement(turns);
        Assert.Equal(double.CosPi(2 * before), PortableMath.CosineOfTurns(before), tolerance: 2.3e-16);
    }
}
