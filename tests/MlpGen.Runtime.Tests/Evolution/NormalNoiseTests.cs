using MlpGen.Evolution;
using MlpGen.Numerics;

namespace MlpGen.Tests.Evolution;

/// <summary>The normal numbers that members are drawn by.</summary>
public class NormalNoiseTests
{
    [Fact]
    public void They_are_those_of_box_and_muller()
    {
        ulong key = RandomSource.KeyOf(seed: 3, generation: 2, member: 1);
        double[] noise = new double[64];
        NormalNoise.Fill(noise, key);
        for (int group = 0; group < 64; group += 16)
        {
            for (int lane = 0; lane < 8; lane++)
            {
                double u = 1 - (RandomSource.BitsAt(key + (ulong)(group + lane)) >> 12) / (double)(1L << 52);
                double v = (RandomSource.BitsAt(key + (ulong)(group + 8 + lane)) >> 12) / (double)(1L << 52);
                double radius = Math.Sqrt(-2 * Math.Log(u));
                Assert.Equal(radius * Math.Cos(2 * Math.PI * v), noise[group + lane], 1e-14);
                Assert.Equal(radius * Math.Sin(2 * Math.PI * v), noise[group + 8 + lane], 1e-14);
            }
        }
    }

    /// <summary>To the bit, here as on every machine. Whoever changes these numbers changes every search.</summary>
    [Fact]
    public void They_never_change()
    {
        double[] noise = new double[100];
        NormalNoise.Fill(noise, RandomSource.KeyOf(1, 0, 0));
        Assert.Equal(-5267705885165073687L, noise.Aggregate(17L, (hash, value) => unchecked(hash * 31 + BitConverter.DoubleToInt64Bits(value))));
    }

    [Fact]
    public void Any_part_may_be_drawn_alone()
    {
        double[] whole = new double[1000];
        NormalNoise.Fill(whole, 42);
        for (int first = 0; first < 1000; first += 16 * 7)
        {
            for (int length = 0; length <= Math.Min(40, 1000 - first); length++)
            {
                double[] part = new double[length];
                NormalNoise.Fill(part, 42, first);
                Assert.Equal(whole[first..(first + length)], part);
            }
        }
    }

    [Fact]
    public void They_are_normal_and_members_have_nothing_to_do_with_each_other()
    {
        const int Count = 200_000;
        double[] noise = new double[Count], other = new double[Count];
        NormalNoise.Fill(noise, RandomSource.KeyOf(1, 5, 0));
        NormalNoise.Fill(other, RandomSource.KeyOf(1, 5, 1));

        // Five standard errors each.
        double bound = 5 / Math.Sqrt(Count);
        Assert.InRange(noise.Average(), -bound, bound);
        Assert.InRange(noise.Average(x => x * x) - 1, -Math.Sqrt(2) * bound, Math.Sqrt(2) * bound);
        Assert.InRange(noise.Average(x => x * x * x), -Math.Sqrt(15) * bound, Math.Sqrt(15) * bound);
        Assert.InRange(noise.Average(x => x * x * x * x) - 3, -Math.Sqrt(96) * bound, Math.Sqrt(96) * bound);
        Assert.InRange(noise.Zip(other, (a, b) => a * b).Average(), -bound, bound);
        Assert.InRange(noise.Zip(noise.Skip(1), (a, b) => a * b).Average(), -bound, bound);
        Assert.InRange(noise.Zip(noise.Skip(8), (a, b) => a * b).Average(), -bound, bound);
        Assert.InRange(noise.Count(x => Math.Abs(x) > 1.959964) / (double)Count - 0.05, -0.22 * bound, 0.22 * bound);
    }
}
