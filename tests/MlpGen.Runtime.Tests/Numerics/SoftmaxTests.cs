using MlpGen.Numerics;
using Xunit;

namespace MlpGen.Tests.Numerics;

/// <summary>Softmax and its logarithm over rows of every length, against plain loops in double.</summary>
public class SoftmaxTests
{
    public static TheoryData<int> Lengths => [.. Enumerable.Range(1, 70), 127, 1000, 4095, 4096];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Softmax_is_the_exponentials_over_their_sum(int n)
    {
        double[] z = Row(n);
        double sum = z.Sum(Math.Exp);
        double[] p = new double[n];
        ActivationMath.Softmax(z, p);
        float[] single = new float[n];
        ActivationMath.Softmax(Singles(z), single);
        for (int j = 0; j < n; j++)
        {
            double expected = Math.Exp(z[j]) / sum;
            Assert.Equal(expected, p[j], expected * 1e-14);
            Assert.Equal(expected, single[j], expected * 4e-6);
        }

        Assert.Equal(1, p.Sum(), 1e-13);
        Assert.Equal(1, single.Sum(x => (double)x), 2e-6);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Softmax_in_place_gives_the_same_bits_and_touches_nothing_else(int n)
    {
        float[] z = Singles(Row(n)), p = new float[n], guarded = [7, .. z, 7];
        ActivationMath.Softmax(z, p);
        ActivationMath.Softmax(guarded.AsSpan(1, n), guarded.AsSpan(1, n));
        Assert.Equal([7, .. p, 7], guarded);

        double[] zd = Row(n), pd = new double[n], guardedDouble = [7, .. zd, 7];
        ActivationMath.Softmax(zd, pd);
        ActivationMath.Softmax(guardedDouble.AsSpan(1, n), guardedDouble.AsSpan(1, n));
        Assert.Equal([7, .. pd, 7], guardedDouble);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Minus_the_logarithm_of_a_softmax_is_the_logarithm_of_the_sum_less_the_logit(int n)
    {
        double[] z = Row(n);
        double expected = Math.Log(z.Sum(Math.Exp));
        Assert.Equal(expected, LossMath.CrossEntropy<double>(z, [0], n) + z[0], 1e-14 * Math.Max(1, Math.Abs(expected)));
        Assert.Equal(expected, LossMath.CrossEntropy<float>(Singles(z), [0], n) + z[0], 1e-6 * Math.Max(1, Math.Abs(expected)));
    }

    [Theory]
    [InlineData(1e4f)]
    [InlineData(-1e4f)]
    public void A_large_shift_changes_nothing(float shift)
    {
        for (int n = 1; n <= 40; n++)
        {
            // Quarters: their sums with the shift are exact.
            float[] z = [.. Enumerable.Range(0, n).Select(j => 0.25f * (j % 9))];
            float[] shifted = [.. z.Select(x => x + shift)];
            float[] p = new float[n], q = new float[n];
            ActivationMath.Softmax(z, p);
            ActivationMath.Softmax(shifted, q);
            Assert.Equal(p, q);
            Assert.Equal(LossMath.CrossEntropy<float>(z, [0], n), LossMath.CrossEntropy<float>(shifted, [0], n), 1e-6f);
        }
    }

    [Fact]
    public void What_is_hopeless_gets_probability_zero_not_NaN()
    {
        float[] z = [0, -1e4f, float.NegativeInfinity, -200], p = new float[4];
        ActivationMath.Softmax(z, p);
        Assert.Equal([1, 0, 0, 0], p);
    }

    [Fact]
    public void NaN_and_positive_infinity_spoil_the_row_as_in_PyTorch()
    {
        foreach (int n in new[] { 1, 2, 3, 5, 10, 16, 20, 33 })
        {
            for (int at = 0; at < n; at++)
            {
                foreach (float bad in new[] { float.NaN, float.PositiveInfinity })
                {
                    float[] z = Singles(Row(n)), p = new float[n];
                    z[at] = bad;
                    ActivationMath.Softmax(z, p);
                    Assert.All(p, x => Assert.True(float.IsNaN(x)));
                    Assert.False(float.IsFinite(LossMath.CrossEntropy<float>(z, [0], n)));
                }
            }
        }
    }

    [Fact]
    public void Softmax_of_nothing_is_nothing() => ActivationMath.Softmax(ReadOnlySpan<float>.Empty, []);

    [Fact]
    public void Lengths_that_differ_and_spans_that_half_overlap_are_refused()
    {
        float[] memory = new float[20];
        Assert.Throws<ArgumentException>("p", () => ActivationMath.Softmax(memory.AsSpan(0, 8), memory.AsSpan(10, 7)));
        Assert.Throws<ArgumentException>("p", () => ActivationMath.Softmax(memory.AsSpan(0, 8), memory.AsSpan(1, 8)));
    }

    private static double[] Row(int n) =>
        [.. Enumerable.Range(0, n).Select(j => (double)(float)(8 * Math.Sin(1 + (j * 2.3))))];

    private static float[] Singles(double[] values) => [.. values.Select(x => (float)x)];
}
