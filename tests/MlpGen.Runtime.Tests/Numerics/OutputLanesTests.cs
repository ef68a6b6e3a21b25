using System.Runtime.Intrinsics;
using MlpGen.Numerics;
using Xunit;

namespace MlpGen.Tests.Numerics;

/// <summary>Softmax of the first lanes of a vector, and its gradient, beside their definitions: the other lanes, which hold what lay behind
/// the logits in memory, must not count.</summary>
public class OutputLanesTests
{
    private const float Precision = 1e-6f;

    public static TheoryData<int, double> CountsAndSurplus
    {
        get
        {
            var data = new TheoryData<int, double>();
            foreach (double surplus in (double[])[0, 1000, -1000, double.PositiveInfinity, double.NaN])
            {
                for (int count = 1; count <= Vector256<float>.Count; count++)
                {
                    data.Add(count, surplus);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(CountsAndSurplus))]
    public void Softmax_looks_at_the_first_lanes_alone(int count, double surplus)
    {
        if (!Vector256.IsHardwareAccelerated)
        {
            return; // generated code calls OutputLanes where it is
        }

        double[] z = Numbers(count);
        double[] p = Softmax(z);
        float[] singles = Lanes(OutputLanes.Softmax(Vector(z, (float)surplus), count));
        Close.Assert(p, [.. singles.Take(count).Select(v => (double)v)], Precision);
        Assert.All(singles.Skip(count).Take(count <= 4 ? 4 - count : 8 - count), v => Assert.Equal(0, v));
        if (count <= Vector256<double>.Count)
        {
            double[] doubles = Lanes(OutputLanes.Softmax(VectorOfDoubles(z, surplus), count));
            Close.Assert(p, doubles[..count], 1e-14);
            Assert.All(doubles[count..], v => Assert.Equal(0, v));
        }
    }

    [Theory]
    [MemberData(nameof(CountsAndSurplus))]
    public void Its_gradient_sums_the_first_lanes_alone(int count, double surplus)
    {
        if (!Vector256.IsHardwareAccelerated)
        {
            return;
        }

        double[] a = Softmax(Numbers(count)), dy = [.. Numbers(count + 3).Skip(3)];
        double sum = a.Zip(dy, (p, d) => p * d).Sum();
        double[] dz = [.. a.Zip(dy, (p, d) => p * (d - sum))];
        float[] singles = Lanes(OutputLanes.SoftmaxGradient(Vector(a, 0), Vector(dy, (float)surplus), count));
        Close.Assert(dz, [.. singles.Take(count).Select(v => (double)v)], Precision, cancelled: 10);
        if (count <= Vector256<double>.Count)
        {
            double[] doubles = Lanes(OutputLanes.SoftmaxGradient(VectorOfDoubles(a, 0), VectorOfDoubles(dy, surplus), count));
            Close.Assert(dz, doubles[..count], 1e-14, cancelled: 10);
        }
    }

    [Theory]
    [MemberData(nameof(CountsAndSurplus))]
    public void Its_logarithm_looks_at_the_first_lanes_alone(int count, double surplus)
    {
        if (!Vector256.IsHardwareAccelerated)
        {
            return;
        }

        double[] z = Numbers(count);
        double[] logP = [.. Softmax(z).Select(p => Math.Log(p))];
        float[] singles = Lanes(OutputLanes.LogSoftmax(Vector(z, (float)surplus), count));
        Close.Assert(logP, [.. singles.Take(count).Select(v => (double)v)], Precision, cancelled: 1);
        if (count <= Vector256<double>.Count)
        {
            Close.Assert(logP, Lanes(OutputLanes.LogSoftmax(VectorOfDoubles(z, surplus), count))[..count], 1e-14, cancelled: 1);
        }
    }

    /// <summary>Where p underflows, its logarithm does not.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(6)]
    public void The_logarithm_of_a_small_probability_is_finite(int count)
    {
        if (!Vector256.IsHardwareAccelerated)
        {
            return;
        }

        double[] z = [.. Enumerable.Range(0, count).Select(j => j == 1 ? 500.0 : -500)];
        float[] singles = Lanes(OutputLanes.LogSoftmax(Vector(z, 0), count));
        Assert.All(singles.Take(count), (v, j) => Assert.Equal(j == 1 ? 0 : -1000, v));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    public void One_NaN_or_infinity_makes_all_of_a_softmax_NaN(int count)
    {
        if (!Vector256.IsHardwareAccelerated)
        {
            return;
        }

        for (int lane = 0; lane < count; lane++)
        {
            foreach (double value in (double[])[double.NaN, double.PositiveInfinity])
            {
                double[] z = Numbers(count);
                z[lane] = value;
                Assert.All(Lanes(OutputLanes.Softmax(Vector(z, 0), count)).Take(count), v => Assert.True(float.IsNaN(v)));
                if (count <= Vector256<double>.Count)
                {
                    Assert.All(Lanes(OutputLanes.Softmax(VectorOfDoubles(z, 0), count)).Take(count), v => Assert.True(double.IsNaN(v)));
                }
            }
        }
    }

    private static double[] Softmax(double[] z)
    {
        double[] e = [.. z.Select(v => Math.Exp(v - z.Max()))];
        return [.. e.Select(v => v / e.Sum())];
    }

    // Exact in float, the largest in another lane for each count.
    private static double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => (i * 5 + count) % 8 / 2.0 - 1.25)];

    private static Vector256<float> Vector(double[] values, float surplus) =>
        Vector256.Create<float>([.. values.Select(v => (float)v), .. Enumerable.Repeat(surplus, 8 - values.Length)]);

    private static Vector256<double> VectorOfDoubles(double[] values, double surplus) =>
        Vector256.Create<double>([.. values, .. Enumerable.Repeat(surplus, 4 - values.Length)]);

    private static float[] Lanes(Vector256<float> vector) => [.. Enumerable.Range(0, 8).Select(k => vector[k])];

    private static double[] Lanes(Vector256<double> vector) => [.. Enumerable.Range(0, 4).Select(k => vector[k])];
}
