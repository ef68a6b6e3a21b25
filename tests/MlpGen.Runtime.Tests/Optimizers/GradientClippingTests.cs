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
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void A_limit_that_is_not_above_zero_is_refused(double limit)
    {
        Assert.Throws<ArgumentOutOfRangeException>("limit", () => GradientClipping.ByValue<float>([1], limit));
        Assert.Throws<ArgumentOutOfRangeException>("limit", () => GradientClipping.ByNorm<float>([1], limit));
    }
}
