using MlpGen.Generator.Model;

namespace MlpGen.Generator.Tests; // in one named Model, Model.Activation would be sought there

/// <summary>The functions that tables of integers are made from: right to the last bits, and the same bits on every machine.</summary>
public class ReferenceMathTests
{
    private const double FewLastBits = 8 * 1.1102230246251565e-16;

    [Fact]
    public void Each_function_is_the_base_library_s_but_for_the_last_bits()
    {
        foreach (double x in Arguments())
        {
            Near(Math.Exp(x), ReferenceMath.Exp(x), x);
            Near(Math.Tanh(x), ReferenceMath.Tanh(x), x);
            double u = Math.Abs(x) / 40;
            Near(LogOnePlus(u), ReferenceMath.LogOnePlus(u), u);
            if (Math.Abs(x) >= 0.5)
            {
                Near(Math.Exp(x) - 1, ReferenceMath.ExpMinusOne(x), x);
            }
            else
            {
                // The base library has none that keeps small numbers; tanh does, and eˣ − 1 = 2t/(1 − t) with t = tanh(x/2).
                double t = Math.Tanh(x / 2);
                Near(2 * t / (1 - t), ReferenceMath.ExpMinusOne(x), x);
            }
        }
    }

    [Fact]
    public void The_ends_are_those_of_the_functions()
    {
        Assert.Equal(0, ReferenceMath.Exp(-1e4));
        Assert.Equal(double.PositiveInfinity, ReferenceMath.Exp(1e4));
        Assert.Equal(1, ReferenceMath.Exp(0));
        Assert.Equal(0, ReferenceMath.Tanh(0));
        Assert.Equal(-1, ReferenceMath.Tanh(-1e4));
        Assert.True(double.IsNaN(ReferenceMath.Exp(double.NaN)));
        Assert.True(double.IsNaN(ReferenceMath.Tanh(double.NaN)));
    }

    [Fact]
    public void Their_bits_are_those_of_any_other_machine()
    {
        const ulong offset = 14695981039346656037, prime = 1099511628211; // FNV-1a
        ulong hash = offset;
        foreach (double x in Arguments())
        {
            foreach (double y in new[] { ReferenceMath.Exp(x), ReferenceMath.Tanh(x), ReferenceMath.Erf(x), ReferenceMath.LogOnePlus(Math.Abs(x) / 40) })
            {
                hash = (hash ^ (ulong)BitConverter.DoubleToInt64Bits(y)) * prime;
            }
        }

        Assert.Equal(0x6722_3427_14AC_E372UL, hash);
    }

    /// <summary>From −40 to 40, near 0 ever closer.</summary>
    private static IEnumerable<double> Arguments()
    {
        for (int i = -4000; i <= 4000; i++)
        {
            double step = i / 4000.0;
            yield return 40 * step;
            yield return step * step * step;
        }
    }

    /// <summary>log(1 + u) with what 1 + u has lost of u, in the base library's logarithm.</summary>
    private static double LogOnePlus(double u)
    {
        double sum = 1 + u;
        return sum == 1 ? u : Math.Log(sum) * u / (sum - 1);
    }

    private static void Near(double expected, double actual, double x) =>
        Assert.True(Math.Abs(actual - expected) <= FewLastBits * Math.Abs(expected), $"At {x:R}: {actual:R} in place of {expected:R}.");
}
