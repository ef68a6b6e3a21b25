using Charts;

namespace MlpGen.Samples.Tests.Charts;

/// <summary>Ticks stand at round numbers, as many as there is room for, and are written as people write.</summary>
public class AxisTests
{
    [Fact]
    public void Ticks_are_multiples_of_1_2_or_5_within_the_axis()
    {
        Assert.Equal(["−3", "−2", "−1", "0", "1", "2", "3"], Labels(new Axis("x", -3, 3), most: 6));
        Assert.Equal(["0", "5,000", "10,000"], Labels(new Axis("x", 0, 10_000), most: 3));
        Assert.Equal(["0.2", "0.4", "0.6"], Labels(new Axis("x", 0.15, 0.75), most: 4));
    }

    [Fact]
    public void A_logarithmic_axis_has_powers_of_ten_and_leaves_some_out_if_there_are_many()
    {
        Assert.Equal(["0.01", "0.1", "1", "10"], Labels(new Axis("x", 0.01, 10, Log: true), most: 6));
        Assert.Equal(["10⁻⁶", "10⁻⁴", "0.01", "1"], Labels(new Axis("x", 1e-6, 1, Log: true), most: 4));
        Assert.Equal(["2", "5", "10", "20", "50"], Labels(new Axis("x", 2, 60, Log: true), most: 6));
    }

    [Fact]
    public void A_value_stands_where_its_share_of_the_axis_is()
    {
        Assert.Equal(0.25, new Axis("x", -2, 2).Fraction(-1), 1e-12);
        Assert.Equal(0.5, new Axis("x", 0.01, 100, Log: true).Fraction(1), 1e-12);
        Assert.False(double.IsFinite(new Axis("x", 0.01, 100, Log: true).Fraction(0)));
    }

    [Fact]
    public void An_axis_around_values_leaves_out_what_has_no_logarithm()
    {
        Axis axis = Axis.LogAround("x", [0, 13, double.NaN, 1.3]);

        Assert.Equal(1, axis.Min, 1e-12);
        Assert.Equal(16.9, axis.Max, 1e-12);
    }

    private static string[] Labels(Axis axis, int most) => [.. axis.Ticks(most).Select(tick => tick.Label)];
}
