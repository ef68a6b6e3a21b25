using MlpGen.Cluster;
using MlpGen.Orleans.Silo;
using MlpGen.Training;
using Xunit.Abstractions;

namespace MlpGen.Orleans.Tests.Faults;

/// <summary>Whatever dies, hangs or joins while a network is trained: it ends with the bits of one process that nothing happened to, and with each epoch
/// reported once.</summary>
[Collection(nameof(Faults))]
public class TrainingFaultTests(ITestOutputHelper output)
{
    private static readonly Settings s_settings = new() { { "epochs", 100 }, { "shards", 4 } };

    private static readonly Lazy<(float[] Parameters, TrainingHistory History)> s_expected = new(() =>
    {
        Training<Clouds, float> alone = Trainings.CloudTraining(s_settings, seed: 9);
        TrainingHistory history = alone.Fit();
        return (alone.Network.Parameters.ToArray(), history);
    });

    [FaultFact]
    public Task A_worker_is_killed() => Disturb((cluster, progress) =>
    {
        cluster.SiloBeside(progress.Silo).Kill();
        return Task.CompletedTask;
    });

    [FaultFact]
    public Task The_silo_of_the_coordinator_is_killed() => Disturb((cluster, progress) =>
    {
        cluster.SiloAt(progress.Silo).Kill();
        return Task.CompletedTask;
    });

    [FaultFact]
    public Task Redis_is_killed_for_ten_seconds() => Disturb((cluster, _) => cluster.KillRedisFor(TimeSpan.FromSeconds(10)));

    [FaultFact]
    public Task A_silo_joins_late() => Disturb((cluster, _) => cluster.AddSilo(), silos: 1);

    [FaultFact]
    public Task A_worker_hangs() => Disturb((cluster, progress) =>
    {
        cluster.SiloBeside(progress.Silo).Hang();
        return Task.CompletedTask;
    });

    [FaultFact]
    public Task The_silo_of_the_coordinator_hangs_and_comes_back() => Disturb(async (cluster, progress) =>
    {
        Server silo = cluster.SiloAt(progress.Silo);
        silo.Hang();
        await Task.Delay(TimeSpan.FromSeconds(8));
        silo.Resume();
    });

    private async Task Disturb(Func<ProcessCluster, TrainingProgress, Task> fault, int silos = 3)
    {
        await using ProcessCluster cluster = await ProcessCluster.Start(silos);
        Task? disturbance = null;
        HashSet<string> coordinators = [];
        List<int> epochs = [];
        var net = new Clouds();
        var trainer = new ClusterTrainer<Clouds, float>(
            cluster.Client, net, "disturbed", new TrainingJob("clouds") { Settings = s_settings, Seed = 9, CheckpointEvery = TimeSpan.FromSeconds(1) });
        long start = Environment.TickCount64;
        TrainingHistory history = await trainer.FitAsync(new Told<TrainingProgress>(progress =>
        {
            coordinators.Add(progress.Silo);
            epochs.AddRange(progress.Epochs.Select(epoch => epoch.Epoch));
            if (disturbance is null && epochs.Count >= 20)
            {
                output.WriteLine($"{Environment.TickCount64 - start} ms: epoch {epochs.Count}, step {progress.Step}: now");
                disturbance = fault(cluster, progress);
            }
        }));
        output.WriteLine($"{Environment.TickCount64 - start} ms: done; coordinated by {string.Join(", ", coordinators)}");

        Assert.NotNull(disturbance);
        await disturbance;
        Assert.Equal(s_expected.Value.Parameters, net.Parameters);
        ClusterTrainerTests.Same(s_expected.Value.History, history);
    }
}
