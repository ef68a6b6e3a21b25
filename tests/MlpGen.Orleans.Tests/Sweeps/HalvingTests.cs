using MlpGen.Cluster;

namespace MlpGen.Orleans.Tests.Sweeps;

/// <summary>Which settings go on, and how the table shows it.</summary>
public class HalvingTests
{
    private static readonly SweepPlan s_plan = new("any") { Settings = Settings.Grid(("a", [1, 2, 3, 4, 5])), Seeds = [1, 2], Epochs = 20, FirstEpochs = 2 };

    [Theory]
    [InlineData(20, 2, 1.0 / 3, new[] { 2, 6, 18, 20 })]
    [InlineData(27, 1, 1.0 / 3, new[] { 1, 3, 9, 27 })]
    [InlineData(8, 1, 0.5, new[] { 1, 2, 4, 8 })]
    [InlineData(8, 8, 0.5, new[] { 8 })]
    [InlineData(8, null, 0.5, new[] { 8 })]
    public void Rungs_grow_by_the_share_that_goes_on(int epochs, int? first, double keep, int[] rungs) =>
        Assert.Equal(rungs, (s_plan with { Epochs = epochs, FirstEpochs = first, Keep = keep }).Rungs);

    [Fact]
    public void The_best_by_the_mean_over_seeds_go_on_and_of_equals_the_first()
    {
        double[] losses = [3, 3, 1, 9, 2, 2, 2, 2, 4, 0.1];
        TrialResult[] results = [.. losses.Select((loss, trial) => new TrialResult { Trial = trial, Loss = loss }).Reverse()];

        // Means: 3, 5, 2, 2, 2.05; a third of five is two.
        Assert.Equal([2, 3], Halving.SettingsAt(s_plan, 1, results));
        Assert.Equal([4, 5, 6, 7], Halving.TrialsAt(s_plan, 1, results));
    }

    [Fact]
    public void Settings_of_which_one_seed_failed_go_first()
    {
        double[] losses = [1, double.PositiveInfinity, 1, double.NaN, 8, 8, 9, 9, 7, 7];
        TrialResult[] results = [.. losses.Select((loss, trial) => new TrialResult { Trial = trial, Loss = loss })];

        Assert.Equal([2, 4], Halving.SettingsAt(s_plan, 1, results));
    }

    [Fact]
    public void A_table_is_text_in_columns_and_csv_with_all_digits()
    {
        var table = new SweepTable(
        [
            new SweepRow(new Settings { { "rate", 0.1 }, { "kind", "a,b" } }, 1, 2, 0.5, double.NaN, true, null),
            new SweepRow(new Settings { { "rate", 0.30000000000000004 }, { "kind", "c" } }, 2, 9, 1.0 / 3, 0.75, false, null),
            new SweepRow(new Settings { { "rate", 9 }, { "kind", "c" } }, 2, 1, double.PositiveInfinity, double.NaN, false, "It diverged: \"NaN\"."),
        ]);

        Assert.Equal(
            """
            rate,kind,seed,epochs,loss,metric,state
            0.30000000000000004,c,2,9,0.3333333333333333,0.75,trained
            0.1,"a,b",1,2,0.5,NaN,discarded
            9,c,2,1,Infinity,NaN,"It diverged: ""NaN""."

            """.ReplaceLineEndings("\n"),
            table.ToCsv().ReplaceLineEndings("\n"));
        Assert.Equal(0.75, table.Best.Metric);
        string[] lines = table.ToString().ReplaceLineEndings("\n").Split('\n');
        Assert.Equal("               rate  kind  seed  epochs      loss  metric                state", lines[0]);
        Assert.Equal("0.30000000000000004     c     2       9  0.333333    0.75              trained", lines[1]);
    }

    [Fact]
    public void A_plan_that_makes_no_sense_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => (s_plan with { Epochs = 0 }).Check());
        Assert.Throws<ArgumentOutOfRangeException>(() => (s_plan with { FirstEpochs = 21 }).Check());
        Assert.Throws<ArgumentOutOfRangeException>(() => (s_plan with { Keep = 1 }).Check());
        Assert.Throws<ArgumentException>(() => (s_plan with { Seeds = [] }).Check());
        Assert.Throws<ArgumentException>(() => (s_plan with { Settings = [new Settings { { "a", 1 } }, new Settings { { "a", 1 } }] }).Check());
    }
}
