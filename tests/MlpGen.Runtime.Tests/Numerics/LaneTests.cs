using System.Runtime.Intrinsics;
using Xunit;

namespace MlpGen.Tests.Numerics;

/// <summary>A vector is nothing but scalars side by side: the same bits in every lane, at every width.</summary>
public class LaneTests
{
    public static TheoryData<string> Names => [.. Activations.All.Select(a => a.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_float_lane_has_the_bits_of_the_scalar(string name)
    {
        Activation function = Activations.Named(name);
        float[] z = [.. Samples().Select(x => (float)x)];
        for (int i = 0; i < z.Length; i += 16)
        {
            Vector512<float> v = Vector512.Create(z, i);
            Vector512<float> by512 = function.Single512(v);
            Vector512<float> by256 = Vector512.Create(function.Single256(v.GetLower()), function.Single256(v.GetUpper()));
            Vector512<float> by128 = Vector512.Create(
                Vector256.Create(function.Single128(v.GetLower().GetLower()), function.Single128(v.GetLower().GetUpper())),
                Vector256.Create(function.Single128(v.GetUpper().GetLower()), function.Single128(v.GetUpper().GetUpper())));
            for (int j = 0; j < 16; j++)
            {
                float expected = function.Single(z[i + j]);
                Assert.Equal(Bits(expected), Bits(by512[j]));
                Assert.Equal(Bits(expected), Bits(by256[j]));
                Assert.Equal(Bits(expected), Bits(by128[j]));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_double_lane_has_the_bits_of_the_scalar(string name)
    {
        Activation function = Activations.Named(name);
        double[] z = [.. Samples()];
        for (int i = 0; i < z.Length; i += 8)
        {
            Vector512<double> v = Vector512.Create(z, i);
            Vector512<double> by512 = function.Double512(v);
            Vector512<double> by256 = Vector512.Create(function.Double256(v.GetLower()), function.Double256(v.GetUpper()));
            Vector512<double> by128 = Vector512.Create(
                Vector256.Create(function.Double128(v.GetLower().GetLower()), function.Double128(v.GetLower().GetUpper())),
                Vector256.Create(function.Double128(v.GetUpper().GetLower()), function.Double128(v.GetUpper().GetUpper())));
            for (int j = 0; j < 8; j++)
            {
                double expected = function.Double(z[i + j]);
                Assert.Equal(Bits(expected), Bits(by512[j]));
                Assert.Equal(Bits(expected), Bits(by256[j]));
                Assert.Equal(Bits(expected), Bits(by128[j]));
            }
        }
    }

    /// <summary>All NaNs count as one: their payload is nobody's business.</summary>
    private static int Bits(float value) => float.IsNaN(value) ? -1 : BitConverter.SingleToInt32Bits(value);

    private static long Bits(double value) => double.IsNaN(value) ? -1 : BitConverter.DoubleToInt64Bits(value);

    /// <summary>
    /// A multiple of 16 numbers, the special ones among ordinary ones, so that no lane can borrow from another.
    /// </summary>
    private static IEnumerable<double> Samples()
    {
        double[] special =
        [
            0, -0.0, 1, -1, 3, -3, 1e-30, -1e-30, 1e-310, 88.7, -87.4, -103.5, 709, -708.5, -745, 1e4, -1e4, 1e30, -1e30,
            double.NaN, double.PositiveInfinity, double.NegativeInfinity,
        ];
        for (int i = 0; i < 3200; i++)
        {
            yield return i % 7 == 0 ? special[i / 7 % special.Length] : (i - 1600) * (i % 3 == 0 ? 0.003 : 0.06);
        }
    }
}
