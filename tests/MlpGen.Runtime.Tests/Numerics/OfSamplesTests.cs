using System.Numerics;
using MlpGen.Numerics;
using Xunit;

namespace MlpGen.Tests.Numerics;

/// <summary>Steps that take each number for itself, in tiles of columns: right for the samples, and nothing is done behind their last vector, where an
/// earlier call has left whatever it had on the stack. Subnormal numbers there took a hundred times as long.</summary>
public class OfSamplesTests
{
    private const int Units = 3;
    private const int Row = DenseColumns.TileSamples;

    public static TheoryData<int> Samples => new(Enumerable.Range(1, Row));

    [Theory]
    [MemberData(nameof(Samples))]
    public void The_chain_rule_stops_behind_the_samples(int n)
    {
        Chain<float, TileOfColumns<float, Trace>>(n, new(n));
        Chain<double, TileOfColumns<double, Trace>>(n, new(n));
        Chain<float, InOrder<float, TileOfColumns<float, Trace>>>(n, new(new(n)));
        Chain<double, InOrder<double, TileOfColumns<double, Trace>>>(n, new(new(n)));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Tangents_and_curvatures_stop_behind_the_samples(int n)
    {
        Directions<float>(n);
        Directions<double>(n);
    }

    private static void Chain<T, TSamples>(int n, TSamples samples)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TSamples : struct, ISamples<T>
    {
        T[] z = Numbers<T>(1), a = Numbers<T>(2), dz = Numbers<T>(3), before = [.. dz];
        samples.Chain<SiluFunction>(z, a, dz);
        AssertEach(n, before, dz, (da, at) => da * ActivationMath.SiluDerivative(Convert<T>(z[at])));
    }

    private static void Directions<T>(int n)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var samples = new TileOfColumns<T, Trace>(n);
        T[] z = Numbers<T>(1), tangent = Numbers<T>(2), d = Numbers<T>(3), td = Numbers<T>(4), beforeD = [.. d], beforeTd = [.. td];
        Directional.Chain<T, TileOfColumns<T, Trace>, SiluFunction>(samples, z, z, tangent, d, td);
        AssertEach(n, beforeD, d, (da, at) => da * Slope(at));
        AssertEach(n, beforeTd, td, (tda, at) => (tda * Slope(at)) + (Convert<T>(beforeD[at]) * Bend(at) * Convert<T>(tangent[at])));

        T[] t = Numbers<T>(5), c = Numbers<T>(6), beforeT = [.. t], beforeC = [.. c];
        Directional.Curve<T, TileOfColumns<T, Trace>, SiluFunction>(samples, z, z, t, c);
        AssertEach(n, beforeT, t, (tz, at) => tz * Slope(at));
        AssertEach(n, beforeC, c, (cz, at) => (cz * Slope(at)) + (Convert<T>(beforeT[at]) * Convert<T>(beforeT[at]) * Bend(at)));

        // Of this, its last part: dcz = dca ⊙ f'.
        T[] gradients = [.. Numbers<T>(7), .. Numbers<T>(8), .. Numbers<T>(9)], beforeG = [.. gradients];
        Directional.ChainCurved<T, TileOfColumns<T, Trace>, SiluFunction>(samples, z, z, t, c, gradients);
        AssertEach(n, beforeG[(2 * Units * Row)..], gradients[(2 * Units * Row)..], (dca, at) => dca * Slope(at));
        AssertUntouched(n, beforeG[..(Units * Row)], gradients[..(Units * Row)]);
        AssertUntouched(n, beforeG[(Units * Row)..(2 * Units * Row)], gradients[(Units * Row)..(2 * Units * Row)]);

        double Slope(int at) => ActivationMath.SiluDerivative(Convert<T>(z[at]));

        double Bend(int at) // by central differences
        {
            const double Step = 1e-5;
            double x = Convert<T>(z[at]);
            return (ActivationMath.SiluDerivative(x + Step) - ActivationMath.SiluDerivative(x - Step)) / (2 * Step);
        }
    }

    private static void AssertEach<T>(int n, T[] before, T[] after, Func<double, int, double> expected)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int unit = 0; unit < Units; unit++)
        {
            for (int s = 0; s < n; s++)
            {
                int at = (unit * Row) + s;
                Assert.Equal(expected(Convert<T>(before[at]), at), Convert<T>(after[at]), 1e-5);
            }
        }

        AssertUntouched(n, before, after);
    }

    private static void AssertUntouched<T>(int n, T[] before, T[] after)
        where T : unmanaged
    {
        int filled = Math.Min(Row, Widths.Filled<T>(n));
        Assert.InRange(filled, n, n + 15);
        for (int unit = 0; unit < Units; unit++)
        {
            Assert.Equal(before[((unit * Row) + filled)..((unit + 1) * Row)], after[((unit * Row) + filled)..((unit + 1) * Row)]);
        }
    }

    private static T[] Numbers<T>(int seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Units * Row).Select(_ => T.CreateChecked(random.NextDouble() + 0.5))];
    }

    private static double Convert<T>(T value)
        where T : INumberBase<T> => double.CreateChecked(value);
}
