using CubicFit;
using MlpGen.Training;

namespace MlpGen.Samples.Tests.CubicFit;

/// <summary>What the race is to show is so.</summary>
public class RaceTests
{
    [Fact]
    public void Levenberg_Marquardt_needs_tens_of_steps_LBFGS_thousands_and_Adam_more()
    {
        var race = new Race(adamSteps: 5_000, seed: 1);
        Assert.Equal(["Adam", "L-BFGS", "Levenberg-Marquardt"], race.Runs.Select(run => run.Name));
        (Race.Runner adam, Race.Runner lbfgs, Race.Runner squares) = (race.Runs[0], race.Runs[1], race.Runs[2]);

        Assert.False(adam.HasArrived);
        Assert.Equal(5_000, adam.Steps);
        Assert.True(adam.Error > 100 * Race.Goal);
        Assert.All(race.Runs.Skip(1), run => Assert.Equal((true, StopReason.TargetReached), (run.HasArrived, run.History.StopReason)));
        Assert.InRange(squares.Steps, 10, 99);
        Assert.InRange(lbfgs.Steps, 10 * squares.Steps, 5_000);
        Assert.Contains("Levenberg-Marquardt", race.Draw().ToSvg(), StringComparison.Ordinal);
    }
}
