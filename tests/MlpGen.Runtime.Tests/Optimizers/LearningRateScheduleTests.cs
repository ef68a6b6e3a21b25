using MlpGen.Optimizers;

namespace MlpGen.Tests.Optimizers;

public class LearningRateScheduleTests
{
    [Fact]
    public void Constant_is_one() => AssertFactors(LearningRateSchedule.Constant, (0, 1), (0.5, 1), (1000, 1));

    [Fact]
    public void Step_drops_at_the_end_of_each_period() =>
        AssertFactors(LearningRateSchedule.Step(3, 0.5), (0, 1), (2.99, 1), (3, 0.5), (5.5, 0.5), (6, 0.25), (9, 0.125));

    [Fact]
    public void Exponential_falls_by_the_same_factor_each_epoch() =>
        AssertFactors(LearningRateSchedule.Exponential(0.9), (0, 1), (1, 0.9), (2, 0.81), (0.5, Math.Sqrt(0.9)));

    [Fact]
    public void Cosine_falls_along_half_a_wave_and_stays_at_its_end() =>
        AssertFactors(LearningRateSchedule.Cosine(10, final: 0.2), (0, 1), (5, 0.6), (2.5, 0.2 + 0.4 * (1 + Math.Sqrt(0.5))), (10, 0.2), (25, 0.2));

    [Fact]
    public void A_warm_up_rises_on_a_line_and_the_schedule_begins_after_it() => AssertFactors(
        LearningRateSchedule.Step(2, 0.1).AfterWarmUp(4, first: 0.2), (0, 0.2), (1, 0.4), (2, 0.6), (3.999999, 0.9999998), (4, 1), (5.9, 1), (6, 0.1));

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Step(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Cosine(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Exponential(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Constant.AfterWarmUp(0));
    }

    private static void AssertFactors(LearningRateSchedule schedule, params (double Epoch, double Factor)[] expected) =>
        Assert.All(expected, pair => Assert.Equal(pair.Factor, schedule.Factor(pair.Epoch), 1e-12));
}
