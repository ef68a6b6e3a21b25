using MlpGen.Evolution;

namespace MlpGen.Tests.Evolution;

/// <summary>Why a search by CMA-ES ends.</summary>
public class CmaEsStopTests
{
    [Fact]
    public void A_plain_has_equal_losses() => Assert.Equal(SearchStop.LossesEqual, Run(3, _ => 5, new CmaEsOptions()));

    [Fact]
    public void The_bottom_has_equal_losses() => Assert.Equal(SearchStop.LossesEqual, Run(3, Landscapes.Sphere, new CmaEsOptions { Seed = 1 }));

    [Fact]
    public void Steps_get_tiny_where_losses_never_agree() =>
        Assert.Equal(SearchStop.StepsTiny, Run(2, x => Math.Sqrt(Math.Sqrt(Landscapes.Sphere(x))), new CmaEsOptions { Seed = 1, LossTolerance = 0, StepTolerance = 1e-6 }));

    [Fact]
    public void Steps_get_huge_where_losses_fall_for_ever() => Assert.Equal(SearchStop.StepsHuge, Run(3, x => x[0], new CmaEsOptions { Seed = 1 }));

    [Fact]
    public void A_valley_may_be_too_narrow() =>
        Assert.Equal(SearchStop.IllConditioned, Run(2, Landscapes.Ellipsoid, new CmaEsOptions { Seed = 1, MaxCondition = 1e4 }));

    [Fact]
    public void Far_from_zero_steps_end_where_digits_do() =>
        Assert.Equal(SearchStop.NoEffect, Run(3, x => Math.Sqrt(Landscapes.Sphere([.. x.ToArray().Select(value => value - 1e6)])), new CmaEsOptions { Seed = 1, LossTolerance = 0, StepTolerance = 0 }, 1e6 + 1));

    [Fact]
    public void Noise_alone_is_stagnation()
    {
        var random = new Random(1);
        Assert.Equal(SearchStop.Stagnation, Run(3, _ => random.NextDouble(), new CmaEsOptions { Seed = 1 }));
    }

    [Fact]
    public void Noise_alone_goes_on_until_the_generations_are_done_if_told_so()
    {
        var random = new Random(1);
        Assert.Equal(SearchStop.Completed, Run(3, _ => random.NextDouble(), new CmaEsOptions { Seed = 1, StopAtStagnation = false, Generations = 500 }));
    }

    [Fact]
    public void After_no_generations_it_is_completed_at_once() =>
        Assert.Equal(SearchStop.Completed, Run(3, _ => throw new InvalidOperationException(), new CmaEsOptions { Generations = 0 }));

    [Fact]
    public void Who_asks_and_tells_may_go_on()
    {
        CmaEs<double> search = CmaEsTests.New(3, 1);
        for (int g = 0; g < 300; g++)
        {
            CmaEsTests.Step(search, _ => 1);
        }

        Assert.Equal(SearchStop.LossesEqual, search.StopReason);
        Assert.True(double.IsFinite(search.StepSize));
        Assert.All(search.Mean.ToArray(), value => Assert.True(double.IsFinite(value)));
    }

    private static SearchStop Run(int n, MemberLoss<double> loss, CmaEsOptions options, double start = 1) =>
        new CmaEs<double>(Enumerable.Repeat(start, n).ToArray(), options).Run(loss).StopReason;
}
