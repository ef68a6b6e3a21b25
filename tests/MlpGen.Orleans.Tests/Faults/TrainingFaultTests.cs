using System.Diagnostics;
using System.Runtime.CompilerServices;
using MlpGen.Cluster;
using MlpGen.Orleans.Silo;
using MlpGen.Tests;
using MlpGen.Training;
using Xunit.Abstractions;

namespace MlpGen.Orleans.Tests.Faults;

/// <summary>Whatever dies, hangs or joins while a network is trained: it ends with the bits of one process that nothing happened to, and with each epoch
/// reported once.</summary>
[Collection(nameof(ProcessCluster))]
public class TrainingFaultTests(ProcessCluster cluster, ITestOutputHelper output)
{
    /// <summary>How many silos have coordinated the present run so far.</summary>
    private int _coordinators;

    [ThoroughFact(ProcessCluster.Needs)]
    public Task A_worker_is_killed() => Disturb(progress =>
    {
        cluster.SiloBeside(progress.Silo).Kill();
        return Task.CompletedTask;
    });

    [ThoroughFact(ProcessCluster.Needs)]
    public Task The_silo_of_the_coordinator_is_killed() => Disturb(
        progress =>
        {
            cluster.SiloAt(progress.Silo).Kill();
            return Task.CompletedTask;
        },
        coordinators: 2);

    [ThoroughFact(ProcessCluster.Needs)]
    public Task Redis_is_killed_for_ten_seconds() => Disturb(_ => cluster.KillRedisFor(TimeSpan.FromSeconds(10)));

    [ThoroughFact(ProcessCluster.Needs)]
    public async Task A_silo_that_joins_late_takes_its_share()
    {
        string joined = "none";

        // A silo takes seconds to start, and the run, of a quarter of a minute at least, must not be over by then.
        HashSet<string> workers = await Disturb(async _ => joined = await cluster.AddSilo(), epochs: 200);

        Assert.Contains(joined, workers);
    }

    [ThoroughFact(ProcessCluster.Needs)]
    public async Task A_worker_hangs()
    {
        Server? hung = null;
        try
        {
            await Disturb(progress =>
            {
                hung = cluster.SiloBeside(progress.Silo);
                hung.Hang();
                return Task.CompletedTask;
            });
        }
        finally
        {
            hung?.Kill();
        }
    }

    [ThoroughFact(ProcessCluster.Needs)]
    public Task The_silo_of_the_coordinator_hangs_and_comes_back() => Disturb(
        async progress =>
        {
            Server silo = cluster.SiloAt(progress.Silo);
            silo.Hang();
            for (int wait = 0; Volatile.Read(ref _coordinators) < 2 && wait < 600; wait++)
            {
                await Task.Delay(100);
            }

            silo.Resume();
        },
        coordinators: 2);

    /// <summary>Trains, and does something to the cluster after some epochs.</summary>
    /// <param name="fault">What happens.</param>
    /// <param name="coordinators">How many silos coordinate the run, at least.</param>
    /// <param name="epochs">How long the run is.</param>
    /// <returns>The addresses of all that took part.</returns>
    private async Task<HashSet<string>> Disturb(Func<TrainingProgress, Task> fault, int coordinators = 1, int epochs = 60, [CallerMemberName] string run = "")
    {
        Training<Clouds, float> alone = Trainings.CloudTraining(new Settings { { "epochs", epochs }, { "shards", 4 } }, seed: 9);
        TrainingHistory expected = alone.Fit();
        await cluster.Replenish();
        Task? disturbance = null;
        HashSet<string> seen = [], workers = [];
        int done = 0;
        var net = new Clouds();
        var settings = new Settings { { "epochs", epochs }, { "shards", 4 }, { "pause", 4 } };
        var trainer = new ClusterTrainer<Clouds, float>(
            cluster.Client, net, run, new TrainingJob("clouds") { Settings = settings, Seed = 9, CheckpointEvery = TimeSpan.FromSeconds(1) });
        var clock = Stopwatch.StartNew();
        TrainingHistory history = await trainer.FitAsync(new Told<TrainingProgress>(progress =>
        {
            seen.Add(progress.Silo);
            Volatile.Write(ref _coordinators, seen.Count);
            workers.UnionWith(progress.Workers.Select(ProcessCluster.HostOf));
            done += progress.Epochs.Count;
            if (disturbance is null && done >= 8)
            {
                output.WriteLine($"{clock.ElapsedMilliseconds} ms: epoch {done}, step {progress.Step}: now");
                disturbance = fault(progress);
            }
        }));
        output.WriteLine($"{clock.ElapsedMilliseconds} ms: done; coordinated by {string.Join(", ", seen)}, computed by {string.Join(", ", workers)}");

        Assert.True(disturbance is not null, "The run was over before anything happened to it.");
        await disturbance;
        Assert.Equal(alone.Network.Parameters, net.Parameters);
        ClusterTrainerTests.Same(expected, history);
        Assert.True(workers.Count > 1, "One silo did everything.");
        Assert.True(seen.Count >= coordinators, $"Coordinated by {string.Join(", ", seen)} alone.");
        return workers;
    }
}
