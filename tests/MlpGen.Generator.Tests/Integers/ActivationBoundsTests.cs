using MlpGen.Generator.Integers;
using Act = MlpGen.Generator.Model.Activation;

namespace MlpGen.Generator.Tests.Integers;

/// <summary>What is said of an activation over an interval, against its values at many points there: an activation is monotone, flat or
/// steep here as its formula makes it, not as one that was forgotten is taken to be.</summary>
public class ActivationBoundsTests
{
    private const double Alpha = 0.3, Rounding = 1e-12;

    private const int Points = 25;

    public static TheoryData<Act> ByElement => [.. Enum.GetValues<Act>().Where(activation => activation != Act.Softmax)];

    [Theory]
    [MemberData(nameof(ByElement))]
    public void Values_and_slopes_over_an_interval_are_within_what_is_said(Act activation)
    {
        var bounds = new ActivationBounds(activation, Alpha);
        foreach (Interval interval in Intervals())
        {
            Interval values = bounds.ValuesOver(interval), slopes = bounds.SlopesOver(interval);
            double[] z = [.. Enumerable.Range(0, Points).Select(i => interval.Low + interval.Width * i / (Points - 1))];
            foreach ((double before, double after) in z.Zip(z.Skip(1)))
            {
                double rise = bounds.ValueAt(after) - bounds.ValueAt(before), run = after - before;
                string where = $"from {before:R} to {after:R}, over {interval}";
                Assert.True(values.Low <= bounds.ValueAt(before) && bounds.ValueAt(before) <= values.High, $"{values} of values {where}");
                Assert.True(slopes.Low * run <= rise + Rounding && rise <= slopes.High * run + Rounding, $"{slopes} of slopes {where}");
                Assert.True(Math.Abs(rise) <= bounds.SlopeOver(interval) * run + Rounding, $"{bounds.SlopeOver(interval)} of slopes {where}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(ByElement))]
    public void It_is_flat_at_an_end_where_that_is_said_and_nowhere_else(Act activation)
    {
        var bounds = new ActivationBounds(activation, Alpha);
        Assert.Equal(Math.Abs(bounds.ValueAt(-40) - bounds.ValueAt(-41)) < 1e-9, bounds.FlattensLow);
        Assert.Equal(Math.Abs(bounds.ValueAt(41) - bounds.ValueAt(40)) < 1e-9, bounds.FlattensHigh);
    }

    private static IEnumerable<Interval> Intervals()
    {
        var random = new Random(1);
        for (int k = 0; k < 400; k++)
        {
            double middle = 8 * random.NextDouble() - 4, half = Math.Pow(10, 3 * random.NextDouble() - 2);
            yield return new Interval(middle - half, middle + half);
        }
    }
}
