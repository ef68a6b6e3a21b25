using System.Runtime.Intrinsics;
using MlpGen.Numerics;
using Xunit;

namespace MlpGen.Tests.Numerics;

/// <summary>The logarithm of vectors: of floats against doubles, of doubles against exact arithmetic, and the same bits in every lane of every width.</summary>
public class LogTests
{
    private const double MostUlp = 3.5;

    [Fact]
    public void Floats_are_within_a_few_ulp()
    {
        float[] x = [.. Samples(-126, 126, 200_000).Select(static x => (float)x)];
        float[] logs = OfEach<Vector512<float>, float, Single512>(x);
        Assert.Equal(logs, OfEach<Vector256<float>, float, Single256>(x));
        Assert.Equal(logs, OfEach<Vector128<float>, float, Single128>(x));
        double worst = x.Zip(logs, static (x, log) => Math.Abs(log - Math.Log(x)) / Ulp((float)Math.Log(x))).Max();
        Assert.True(worst <= MostUlp, $"off by {worst:F2} ulp");

        static double Ulp(float value) => (double)MathF.BitIncrement(MathF.Abs(value)) - MathF.Abs(value);
    }

    [Fact]
    public void Doubles_are_within_a_few_ulp()
    {
        double[] x = [.. Samples(-1022, 1022, 1_000)];
        double[] logs = OfEach<Vector512<double>, double, Double512>(x);
        Assert.Equal(logs, OfEach<Vector256<double>, double, Double256>(x));
        Assert.Equal(logs, OfEach<Vector128<double>, double, Double128>(x));
        double worst = x.Zip(logs, static (x, log) => Exact.ErrorOfLog(x, log) / Ulp(log)).Max();
        Assert.True(worst <= MostUlp, $"off by {worst:F2} ulp");

        static double Ulp(double value) => Math.BitIncrement(Math.Abs(value)) - Math.Abs(value);
    }

    [Fact]
    public void One_and_not_a_number_are_exact()
    {
        float[] x = [1, float.NaN, -float.NaN, 1, 4096, float.NaN, 1, 2, 1, 1, 1, 1, 1, 1, 1, float.NaN];
        Assert.Equal(x.Select(static x => (float)Math.Log(x)), OfEach<Vector512<float>, float, Single512>(x));
        double[] y = [1, double.NaN, -double.NaN, 1, double.NaN, 1, 1, 1];
        Assert.Equal(y.Select(static y => Math.Log(y)), OfEach<Vector512<double>, double, Double512>(y));
    }

    private static T[] OfEach<V, T, S>(T[] x)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        T[] logs = new T[x.Length];
        for (int i = 0; i < x.Length; i += S.Count)
        {
            S.Store(S.Log(S.Load(ref x[i])), ref logs[i]);
        }

        return logs;
    }

    /// <summary>A multiple of 16: sums of few exponentials, what is around 1, and powers of two between the ends.</summary>
    private static IEnumerable<double> Samples(double low, double high, int count)
    {
        for (int i = 0; i < 16 * (count / 16); i++)
        {
            double t = (double)i / count;
            yield return (i % 4) switch
            {
                0 => 1 + 9 * t,
                1 => 1 + Math.Pow(10, -16 * t),
                2 => 1 - 0.5 * t,
                _ => Math.Pow(2, low + (high - low) * t),
            };
        }
    }
}
