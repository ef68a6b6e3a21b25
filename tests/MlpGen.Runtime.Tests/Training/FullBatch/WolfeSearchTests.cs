using MlpGen.Training;

namespace MlpGen.Tests.Training.FullBatch;

/// <summary>Whatever the function, the step that is found satisfies the strong Wolfe conditions.</summary>
public class WolfeSearchTests
{
    private const double C1 = 1e-4;

    /// <summary>Functions with a slope below 0 at 0: easy and hard ones, two of them from Moré and Thuente (1994).</summary>
    public static TheoryData<string, Func<double, double>, Func<double, double>> Functions => new()
    {
        { "a parabola", t => (t - 3) * (t - 3), t => 2 * (t - 3) },
        { "a parabola far away", t => (t - 3000) * (t - 3000), t => 2 * (t - 3000) },
        { "a parabola close by", t => (t - 1e-7) * (t - 1e-7), t => 2 * (t - 1e-7) },
        { "Moré and Thuente (5.1)", t => -t / (t * t + 2), t => (t * t - 2) / ((t * t + 2) * (t * t + 2)) },
        { "Moré and Thuente (5.2)", t => Math.Pow(t + 0.004, 5) - 2 * Math.Pow(t + 0.004, 4), t => 5 * Math.Pow(t + 0.004, 4) - 8 * Math.Pow(t + 0.004, 3) },
        { "waves", t => Math.Cos(3 * t) - 0.2 * t + 0.01 * t * t - 0.1 * t, t => -3 * Math.Sin(3 * t) - 0.3 + 0.02 * t },
        { "a wall of infinity", t => t < 0.3 ? -t + t * t : double.PositiveInfinity, t => t < 0.3 ? -1 + 2 * t : double.NaN },
        { "a logarithm", t => t < 1 ? -t - Math.Log(1 - t) * 0.5 : double.NaN, t => -1 + 0.5 / (1 - t) },
    };

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_step_has_decreased_enough_and_is_flat_enough(string name, Func<double, double> value, Func<double, double> slope)
    {
        foreach (double curvature in new[] { 0.9, 0.1 })
        {
            foreach (double first in new[] { 1e-3, 1, 1e3 })
            {
                var line = new Line(value, slope);
                LinePoint found = new WolfeSearch(C1, curvature, mostEvaluations: 60).Find(line, line.At(0), first);
                string where = $"{name}, from {first}, c2 = {curvature}: {found}";
                Assert.True(found.Step > 0, where);
                Assert.True(value(found.Step) <= value(0) + C1 * found.Step * slope(0), where);
                if (name != "a wall of infinity") // it has no flat place: as near to the wall as numbers are
                {
                    Assert.True(Math.Abs(slope(found.Step)) <= curvature * Math.Abs(slope(0)), where);
                }

                Assert.Equal(found, line.Last);
            }
        }
    }

    [Fact]
    public void Where_no_step_leads_down_the_start_is_returned()
    {
        var line = new Line(t => t, _ => -1); // a slope that lies
        LinePoint start = line.At(0);
        Assert.Equal(start, new WolfeSearch(C1, 0.9, mostEvaluations: 25).Find(line, start, 1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void No_more_points_are_looked_at_than_allowed_but_the_one_that_is_returned(int most)
    {
        var line = new Line(t => (t - 1e-3) * (t - 1e-3), t => 2 * (t - 1e-3));
        LinePoint start = line.At(0);
        line.Calls = 0;
        new WolfeSearch(C1, 0.001, most).Find(line, start, 1e9);
        Assert.InRange(line.Calls, 1, most + 1);
    }

    private sealed class Line(Func<double, double> value, Func<double, double> slope) : ILine
    {
        public LinePoint Last { get; private set; }

        public int Calls { get; set; }

        public LinePoint At(double step)
        {
            Calls++;
            return Last = new LinePoint(step, value(step), slope(step));
        }
    }
}
