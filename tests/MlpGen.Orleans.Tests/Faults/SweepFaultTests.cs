using MlpGen.Cluster;
using MlpGen.Orleans.Silo;
using MlpGen.Tests;

namespace MlpGen.Orleans.Tests.Faults;

/// <summary>A sweep and a population whose silos die.</summary>
[Collection(nameof(ProcessCluster))]
public class SweepFaultTests(ProcessCluster cluster)
{
    [ThoroughFact(ProcessCluster.Needs)]
    public async Task A_sweep_whose_coordinator_and_trials_die_has_each_result_once_and_the_same()
    {
        await cluster.Replenish();
        SweepPlan plan = new("clouds")
        {
            Settings = Settings.Grid(("rate", [0.003, 0.001, 0.0003, 0.0001]), ("epochs", [120])),
            Seeds = [1, 2],
            Epochs = 120,
            FirstEpochs = 40,
            CheckpointEvery = TimeSpan.FromMilliseconds(300),
        };
        bool isKilled = false;
        HashSet<string> coordinators = [];

        SweepTable table = await new Sweep(cluster.Client, "disturbed", plan).RunAsync(new Told<SweepProgress>(progress =>
        {
            coordinators.Add(progress.Silo);
            if (!isKilled && progress.Running.Values.Any(epochs => epochs > 0))
            {
                isKilled = true;
                cluster.SiloAt(progress.Silo).Kill();
            }
        }));

        Assert.True(isKilled);
        Assert.Equal(2, coordinators.Count);
        Assert.Equal(plan.TrialCount, table.Rows.Select(row => (row.Settings, row.Seed)).Distinct().Count());
        Assert.Equal([120, 120, 120, 120, 40, 40, 40, 40], table.Rows.Select(row => row.Epochs).OrderDescending());
        Assert.All(table.Rows, row =>
        {
            Training<Clouds, float> alone = Trainings.CloudTraining(row.Settings, row.Seed);
            double loss = (alone with { Options = alone.Options with { Epochs = row.Epochs } }).Fit().Epochs.Min(epoch => epoch.ValidationLoss);
            Assert.Equal(loss, row.Loss);
        });
    }

    [ThoroughFact(ProcessCluster.Needs)]
    public async Task A_population_is_evaluated_to_the_end_when_a_silo_is_killed()
    {
        await cluster.Replenish();
        float[] members = [.. Enumerable.Range(0, 4 * 1000).Select(k => 1f / (k + 1))];
        double[] expected = new double[1000], fitness = new double[1000];
        var population = new ClusterPopulation<float>(cluster.Client, "sums") { ChunkSize = 10 };
        for (int generation = 0; generation < 60; generation++)
        {
            Trainings.Sum(members, new MemberChunk(0, 1000, generation), expected);
            Task evaluated = population.EvaluateAsync(members, generation, fitness);
            if (generation == 20)
            {
                cluster.Silos.Values.Last(silo => !silo.HasEnded).Kill();
            }

            await evaluated;
            Assert.Equal(expected, fitness);
        }
    }
}
