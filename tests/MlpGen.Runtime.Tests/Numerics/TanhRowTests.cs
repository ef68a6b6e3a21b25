using System.Numerics;
using System.Runtime.Intrinsics;
using MlpGen.Numerics;
using Xunit;

namespace MlpGen.Tests.Numerics;

/// <summary>tanh of a layer of one input: by a polynomial where all z of a row are near 0, as <see cref="ActivationMath"/> has it elsewhere. With x = 1
/// and no bias, W is z.</summary>
public class TanhRowTests
{
    private const double MostUlp = 2.5;
    private const double Bound = ActivationMath.NearZero;

    private static readonly int[] s_widths = [4, 7, 8, 13, 16, 17, 31, 100, 128];

    [Fact]
    public void Floats_near_zero_are_within_a_few_ulp()
    {
        foreach (float[] z in Rows<float>(4_000))
        {
            AssertClose(z, Math.Tanh, static value => (double)MathF.BitIncrement(MathF.Abs((float)value)) - Math.Abs((float)value));
        }
    }

    [Fact]
    public void Doubles_near_zero_are_within_a_few_ulp()
    {
        foreach (double[] z in Rows<double>(40))
        {
            AssertClose(z, Exact.Tanh, static value => Math.BitIncrement(Math.Abs(value)) - Math.Abs(value));
        }
    }

    /// <summary>Wherever in the row it stands, in a vector that overlaps its neighbour, too; and both sides of the bound.</summary>
    [Fact]
    public void One_z_beyond_the_bound_or_not_a_number_sends_the_row_the_long_way()
    {
        Beyond<float>(MathF.BitIncrement((float)Bound), ActivationMath.Tanh);
        Beyond<double>(Math.BitIncrement(Bound), ActivationMath.Tanh);
    }

    [Fact]
    public void The_bound_itself_is_near_zero_and_minus_zero_keeps_its_sign()
    {
        float bound = (float)Bound, near = NearZero(bound);
        Assert.NotEqual(ActivationMath.Tanh(bound), near); // else this would not tell one way from the other
        Assert.All(Tanh(Enumerable.Repeat(bound, 100).ToArray()), a => Assert.Equal(near, a));
        Assert.True(float.IsNegative(NearZero(-0f)) && NearZero(-0f) == 0);
    }

    private static void Beyond<T>(T beyond, Func<T, T> tanh)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (int width in s_widths.Where(static width => width >= Vector128<T>.Count))
        {
            for (int at = 0; at < width; at++)
            {
                foreach (T far in new[] { beyond, -beyond, T.CreateChecked(7), T.NegativeInfinity, T.NaN })
                {
                    T[] z = [.. Enumerable.Range(0, width).Select(static j => T.CreateChecked((j % 9 - 4) * 0.15))];
                    z[at] = far;
                    Assert.Equal(z.Select(tanh), Tanh(z));
                    T sum = Dense.ForwardToOne<T, TanhFunction>([T.One], z, default, Ones<T>(width), 1, width);
                    T expected = z.Select(tanh).Aggregate(T.Zero, static (sum, a) => sum + a);
                    Assert.True(T.IsNaN(expected) ? T.IsNaN(sum) : T.Abs(sum - expected) < T.CreateChecked(1e-5), $"{sum} instead of {expected}, {far} at {at} of {width}");
                }
            }
        }
    }

    private static void AssertClose<T>(T[] z, Func<double, double> exact, Func<double, double> ulp)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] a = Tanh(z);
        double sum = 0, magnitudes = 0;
        for (int j = 0; j < z.Length; j++)
        {
            double expected = exact(double.CreateChecked(z[j])), error = Math.Abs(double.CreateChecked(a[j]) - expected);
            Assert.True(error <= MostUlp * ulp(expected), $"tanh({z[j]}) is off by {error / ulp(expected):F2} ulp");
            sum += expected;
            magnitudes += Math.Abs(expected);
        }

        double dot = double.CreateChecked(Dense.ForwardToOne<T, TanhFunction>([T.One], z, default, Ones<T>(z.Length), 1, z.Length));
        Assert.InRange(Math.Abs(dot - sum), 0, 16 * ulp(magnitudes));
    }

    private static T[] Tanh<T>(T[] z)
        where T : unmanaged
    {
        T[] kept = new T[z.Length], a = new T[z.Length], unkept = new T[z.Length];
        T one = typeof(T) == typeof(float) ? (T)(object)1f : (T)(object)1d;
        Dense.Forward<T, TanhFunction>([one], z, default, kept, a, 1, z.Length);
        Dense.Forward<T, TanhFunction>([one], z, default, default, unkept, 1, z.Length);
        Assert.Equal(z, kept);
        Assert.Equal(a, unkept);
        return a;
    }

    private static float NearZero(float z) => ActivationMath.TanhNearZero<Vector128<float>, float, Single128>(Vector128.Create(z)).ToScalar();

    private static T[] Ones<T>(int count)
        where T : INumberBase<T> => [.. Enumerable.Repeat(T.One, count)];

    /// <summary>Rows of all widths with z up to the bound: evenly, and toward 0 by powers of ten, to below the normal numbers.</summary>
    private static IEnumerable<T[]> Rows<T>(int count)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(1);
        for (int row = 0; row < count; row++)
        {
            int width = s_widths[row % s_widths.Length];
            yield return [.. Enumerable.Range(0, Math.Max(width, Vector128<T>.Count)).Select(j => T.CreateChecked(
                (random.NextDouble() < 0.5 ? -Bound : Bound) * (j % 4 == 0 ? Math.Pow(10, -45 * random.NextDouble()) : random.NextDouble())))];
        }
    }
}
