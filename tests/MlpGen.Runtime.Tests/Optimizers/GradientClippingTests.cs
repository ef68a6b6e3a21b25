using MlpGen.Optimizers;

namespace MlpGen.Tests.Optimizers;

public class GradientClippingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public void By_value_limits_each_number_and_keeps_NaN(int length)
    {
        double[] gradient = [.. Enumerable.Range(0, length).Select(i => (i - 3) * 0.75)];
        double[] expected = [.. gradient.Select(g => Math.Clamp(g, -1, 1))];
        gradient[^1] = expected[^1] = double.NaN;
        GradientClipping.ByValue<double>(gradient, 1);
        Assert.Equal(expected, gradient);
    }

    [Fact]
    public void By_norm_shortens_a_long_gradient_as_PyTorch_does()
    {
        double[] gradient = [3, -4, 12];
        Assert.Equal(13, GradientClipping.ByNorm<double>(gradient, 2));
        double scale = 2 / (13 + 1e-6);
        Close.Assert([3 * scale, -4 * scale, 12 * scale], gradient, 1e-15);
    }

    [Fact]
    public void By_norm_leaves_a_short_gradient_as_it_is()
    {
        float[] gradient = [.. Enumerable.Range(0, 50).Select(i => i * 0.01f)], before = [.. gradient];
        double norm = GradientClipping.ByNorm<float>(gradient, 2.1);
        Assert.Equal(Math.Sqrt(before.Sum(g => (double)g * g)), norm, 1e-6);
        Assert.Equal(before, gradient);
    }

    [Fact]
    public void A_norm_whose_square_overflows_is_right_all_the_same()
    {
        float[] gradient = [.. Enumerable.Repeat(3e30f, 40)];
        double norm = GradientClipping.ByNorm<float>(gradient, 1);
        Assert.Equal(3e30 * Math.Sqrt(40), norm, 1e25);
        Assert.All(gradient, g => Assert.Equal(1 / Math.Sqrt(40), g, 1e-6));
    }

    [Theory]
    [InlineData(96, 1e-23)]
    [InlineData(100, 1e-30)]
    [InlineData(3, 1e-44)]
    [InlineData(1000, 3e38)]
    [InlineData(1 << 20, 0.1)]
    public void The_norm_of_equal_floats_is_right_whatever_their_size(int count, double size)
    {
        float[] gradient = [.. Enumerable.Repeat((float)size, count)];
        Assert.Equal(1, GradientClipping.ByNorm<float>(gradient, double.PositiveInfinity) / ((float)size * Math.Sqrt(count)), 1e-11);
    }

    [Theory]
    [InlineData(40, 1e-170)]
    [InlineData(7, 1e-310)]
    [InlineData(9, 5e-324)]
    [InlineData(100, 1e200)]
    [InlineData(100, 1.5e307)]
    public void The_norm_of_equal_doubles_is_right_whatever_their_size(int count, double size)
    {
        double[] gradient = [.. Enumerable.Repeat(size, count)];
        Assert.Equal(1, GradientClipping.ByNorm<double>(gradient, double.PositiveInfinity) / (size * Math.Sqrt(count)), 1e-13);
        Assert.All(gradient, g => Assert.Equal(size, g));
    }

    [Fact]
    public void Large_and_small_numbers_add_up_to_the_length_of_all()
    {
        double[] gradient = [3e-200, -4e-200, 0];
        Assert.Equal(1, GradientClipping.ByNorm<double>(gradient, 1) / 5e-200, 1e-15);
        Assert.Equal([3e-200, -4e-200, 0], gradient);
        float[] floats = [3e-25f, -4e-25f, 12e-25f, 0];
        Assert.Equal(1, GradientClipping.ByNorm<float>(floats, 1) / 13e-25, 1e-6);
    }

    [Fact]
    public void A_length_that_is_no_double_is_clipped_all_the_same()
    {
        double[] gradient = [.. Enumerable.Repeat(1.6e308, 400)]; // 20 times that long
        Assert.Equal(double.PositiveInfinity, GradientClipping.ByNorm<double>(gradient, 5));
        Assert.All(gradient, g => Assert.Equal(0.25, g, 1e-15));
    }

    [Fact]
    public void A_factor_below_the_smallest_normal_number_keeps_the_digits()
    {
        float[] floats = [.. Enumerable.Repeat(3e38f, 100)];
        GradientClipping.ByNorm<float>(floats, 1e-6);
        Assert.All(floats, g => Assert.Equal(1, g / 1e-7, 1e-6));
        double[] doubles = [3e307, 4e307];
        GradientClipping.ByNorm<double>(doubles, 5e-10);
        Assert.Equal(1, doubles[0] / 3e-10, 1e-14);
        Assert.Equal(1, doubles[1] / 4e-10, 1e-14);
    }

    [Fact]
    public void An_infinite_number_makes_the_length_infinite_and_NaN_makes_it_NaN()
    {
        float[] floats = [3, float.PositiveInfinity, 4];
        Assert.Equal(double.PositiveInfinity, GradientClipping.ByNorm<float>(floats, 1));
        Assert.Equal([0, float.NaN, 0], floats);
        double[] doubles = [3, double.NegativeInfinity, 4];
        Assert.Equal(double.PositiveInfinity, GradientClipping.ByNorm<double>(doubles, 1));
        Assert.Equal([0, double.NaN, 0], doubles);
        Assert.Equal(double.NaN, GradientClipping.ByNorm<float>([3, float.NaN, 4], 1));
        Assert.Equal(double.NaN, GradientClipping.ByNorm<double>([3, double.NaN, 4], 1));
    }

    [Fact]
    public void No_limit_changes_nothing_and_no_gradient_has_no_length()
    {
        float[] gradient = [float.PositiveInfinity, 1];
        Assert.Equal(double.PositiveInfinity, GradientClipping.ByNorm<float>(gradient, double.PositiveInfinity));
        Assert.Equal([float.PositiveInfinity, 1], gradient);
        Assert.Equal(0, GradientClipping.ByNorm<double>([0, -0.0], 1));
        Assert.Equal(0, GradientClipping.ByNorm<float>([], 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void A_limit_that_is_not_above_zero_is_refused(double limit)
    {
        Assert.Throws<ArgumentOutOfRangeException>("limit", () => GradientClipping.ByValue<float>([1], limit));
        Assert.Throws<ArgumentOutOfRangeException>("limit", () => GradientClipping.ByNorm<float>([1], limit));
    }
}
