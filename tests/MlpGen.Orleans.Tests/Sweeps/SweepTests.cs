using MlpGen.Cluster;
using MlpGen.Orleans.Silo;
using MlpGen.Training;

namespace MlpGen.Orleans.Tests.Sweeps;

/// <summary>Sweeps over silos.</summary>
[Collection(nameof(LocalSilos))]
public class SweepTests(LocalSilos silos)
{
    [Fact]
    public async Task Each_trial_is_what_it_is_alone_and_the_worst_are_discarded_early()
    {
        SweepPlan plan = new("clouds")
        {
            Settings = Settings.Grid(("rate", [0.003, 0.0001, 0.01, 1e-6]), ("epochs", [9])),
            Seeds = [1, 2],
            Epochs = 9,
            FirstEpochs = 1,
        };
        List<int> finished = [];

        SweepTable table = await new Sweep(silos.Cluster, "rates", plan).RunAsync(new Told<SweepProgress>(progress => finished.Add(progress.Finished)));

        // By hand: four settings after one epoch, the best two after three, the best one after nine.
        double[] after1 = Means(1, [0, 1, 2, 3]);
        int[] best2 = [.. Enumerable.Range(0, 4).OrderBy(setting => after1[setting]).Take(2).Order()];
        double[] after3 = Means(3, best2);
        int best = best2[after3[0] <= after3[1] ? 0 : 1];
        Assert.Equal(8, table.Rows.Count);
        Assert.Equal([plan.Settings[best]], table.Rows.Where(row => !row.IsDiscarded).Select(row => row.Settings).Distinct());
        Assert.Equal([9, 9, 3, 3, 1, 1, 1, 1], table.Rows.Select(row => row.Epochs).OrderDescending());
        Assert.All(table.Rows, row => Assert.Equal(Smallest(row.Settings, row.Seed, row.Epochs).Loss, row.Loss));
        Assert.Equal(8, finished[^1]);
        Assert.Equal(finished.Order(), finished);

        double[] Means(int epochs, int[] settings) =>
            [.. settings.Select(setting => (Smallest(plan.Settings[setting], 1, epochs).Loss + Smallest(plan.Settings[setting], 2, epochs).Loss) / 2)];
    }

    [Fact]
    public async Task A_finished_sweep_is_not_run_again_and_gives_its_networks()
    {
        SweepPlan plan = new("clouds") { Settings = Settings.Grid(("rate", [0.001, 0.002])), Seeds = [7], Epochs = 2 };
        SweepTable first = await new Sweep(silos.Cluster, "again", plan).RunAsync();

        var again = new Sweep(silos.Cluster, "again", plan);
        SweepTable second = await again.RunAsync();

        Assert.Equal(first.Rows, second.Rows);
        float[] parameters = await again.ParametersOfAsync<float>(second.Best);
        Assert.Equal(Smallest(second.Best.Settings, 7, 2).Parameters, parameters);
    }

    [Fact]
    public async Task A_trial_that_fails_is_a_row_that_says_why_and_the_others_go_on()
    {
        SweepPlan plan = new("clouds")
        {
            Settings = [new Settings { { "rate", 1e30 }, { "optimizer", "sgd" } }, new Settings { { "rate", 0.01 }, { "optimizer", "sgd" } }],
            Epochs = 2,
        };

        SweepTable table = await new Sweep(silos.Cluster, "fails", plan).RunAsync();

        Assert.Equal("0.01", table.Best.Settings.Text("rate"));
        Assert.Null(table.Best.Failure);
        Assert.Contains(nameof(TrainingDivergedException), table.Rows[1].Failure, StringComparison.Ordinal);
    }

    private static (double Loss, float[] Parameters) Smallest(Settings settings, int seed, int epochs)
    {
        Training<Clouds, float> alone = Trainings.CloudTraining(settings, seed);
        TrainingHistory history = (alone with { Options = alone.Options with { Epochs = epochs } }).Fit();
        return (history.Epochs.Min(epoch => epoch.ValidationLoss), alone.Network.Parameters.ToArray());
    }
}
