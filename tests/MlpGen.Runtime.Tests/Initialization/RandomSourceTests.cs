using System.Globalization;
using MlpGen.Numerics;

namespace MlpGen.Tests.Initialization;

public class RandomSourceTests
{
    [Fact]
    public void The_bits_are_those_of_SplitMix64()
    {
        // The published test vector for seed 1234567.
        var random = new RandomSource(1234567);
        ulong[] bits = [random.NextBits(), random.NextBits(), random.NextBits(), random.NextBits(), random.NextBits()];
        Assert.Equal(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821],
            bits);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_on_every_platform()
    {
        var random = new RandomSource(42);
        string[] uniforms = [Bits(random.NextUniform()), Bits(random.NextUniform()), Bits(random.NextUniform())];
        string[] normals = [Bits(random.NextNormal()), Bits(random.NextNormal()), Bits(random.NextNormal())];
        Assert.Equal(["3FE7BAE644C5FD6D", "3FC477F199D93378", "3FD1D499D5C4C3E6"], uniforms);
        Assert.Equal(["3FEC8F1E11A82C35", "3FD9694C0F118F09", "BFEEC5A4D478C745"], normals);
        static string Bits(double value) => BitConverter.DoubleToUInt64Bits(value).ToString("X16", CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Seeds_that_are_neighbours_or_of_opposite_sign_give_unrelated_numbers()
    {
        double[] first = [.. Enumerable.Range(-500, 1001).Select(seed => new RandomSource(seed).NextUniform())];
        Assert.Equal(1001, first.Distinct().Count());
        Assert.Equal(0.5, first.Average(), tolerance: 0.03);
    }

    [Fact]
    public void Uniform_numbers_fill_the_interval_evenly()
    {
        var random = new RandomSource(7);
        int[] histogram = new int[10];
        for (int i = 0; i < 100_000; i++)
        {
            histogram[(int)(10 * random.NextUniform())]++;
        }

        Assert.All(histogram, count => Assert.InRange(count, 9_600, 10_400));
    }

    [Fact]
    public void Normal_numbers_have_the_moments_of_the_normal_distribution()
    {
        var random = new RandomSource(7);
        double[] x = new double[200_000];
        random.FillNormal(x.AsSpan(), deviation: 1);
        Assert.Equal(0, x.Average(), tolerance: 0.01);
        Assert.Equal(1, x.Average(v => v * v), tolerance: 0.015);
        Assert.Equal(0, x.Average(v => v * v * v), tolerance: 0.03);
        Assert.Equal(3, x.Average(v => v * v * v * v), tolerance: 0.1);
        Assert.Equal(0.6827, x.Average(v => Math.Abs(v) < 1 ? 1.0 : 0), tolerance: 0.005);
    }

    [Fact]
    public void Normal_numbers_are_finite_even_for_the_smallest_uniform()
    {
        // u = 1 − uniform is at least 2⁻⁵³, whose logarithm is finite.
        double largest = Math.Sqrt(-2 * PortableMath.Log(1.0 / (1L << 53)));
        Assert.Equal(8.57, largest, tolerance: 0.01);
    }

    public static TheoryData<Initializer, double> Deviations => new()
    {
        { Initializer.ScaledNormal, 0.25 },
        { Initializer.XavierUniform, Math.Sqrt(2.0 / (50 + 30)) },
        { Initializer.XavierNormal, Math.Sqrt(2.0 / (50 + 30)) },
        { Initializer.HeUniform, Math.Sqrt(2.0 / 50) },
        { Initializer.HeNormal, Math.Sqrt(2.0 / 50) },
        { Initializer.LecunNormal, Math.Sqrt(1.0 / 50) },
    };

    [Theory]
    [MemberData(nameof(Deviations))]
    public void Weights_have_the_deviation_that_the_initializer_promises(Initializer initializer, double deviation)
    {
        double[] weights = Draw<double>(initializer, 40_000, seed: 3);
        Assert.Equal(0, weights.Average(), tolerance: 0.02 * deviation);
        Assert.Equal(deviation, Math.Sqrt(weights.Average(w => w * w)), tolerance: 0.02 * deviation);
    }

    [Theory]
    [InlineData(Initializer.XavierUniform, 6.0 / (50 + 30))]
    [InlineData(Initializer.HeUniform, 6.0 / 50)]
    public void Uniform_weights_reach_their_limit_and_do_not_pass_it(Initializer initializer, double limitSquared)
    {
        double limit = Math.Sqrt(limitSquared);
        double[] weights = Draw<double>(initializer, 40_000, seed: 3);
        Assert.InRange(weights.Max(), 0.999 * limit, limit);
        Assert.InRange(weights.Min(), -limit, -0.999 * limit);
    }

    [Theory]
    [MemberData(nameof(Deviations))]
    public void Float_weights_are_the_double_weights_rounded(Initializer initializer, double deviation)
    {
        Assert.True(deviation > 0);
        Assert.Equal(Draw<double>(initializer, 1000, seed: 11).Select(w => (float)w), Draw<float>(initializer, 1000, seed: 11));
    }

    private static T[] Draw<T>(Initializer initializer, int count, int seed)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        var random = new RandomSource(seed);
        T[] weights = new T[count];
        switch (initializer)
        {
            case Initializer.ScaledNormal: random.FillNormal(weights.AsSpan(), deviation: 0.25); break;
            case Initializer.XavierUniform: random.FillXavierUniform(weights.AsSpan(), fanIn: 50, fanOut: 30); break;
            case Initializer.XavierNormal: random.FillXavierNormal(weights.AsSpan(), fanIn: 50, fanOut: 30); break;
            case Initializer.HeUniform: random.FillHeUniform(weights.AsSpan(), fanIn: 50); break;
            case Initializer.HeNormal: random.FillHeNormal(weights.AsSpan(), fanIn: 50); break;
            case Initializer.LecunNormal: random.FillLecunNormal(weights.AsSpan(), fanIn: 50); break;
            default: throw new ArgumentOutOfRangeException(nameof(initializer));
        }

        return weights;
    }
}
