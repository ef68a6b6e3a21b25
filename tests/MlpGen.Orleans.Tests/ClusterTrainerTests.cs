using MlpGen.Cluster;
using MlpGen.Orleans.Silo;
using MlpGen.Training;

namespace MlpGen.Orleans.Tests;

/// <summary>A run over silos is the run of one process.</summary>
[Collection(nameof(LocalSilos))]
public class ClusterTrainerTests(LocalSilos silos)
{
    [Theory]
    [InlineData(1, 50, 1)]
    [InlineData(3, 50, 1)]
    [InlineData(4, 30, 2)]
    [InlineData(2, 100_000, 1)]
    public async Task A_run_over_silos_has_the_bits_of_one_process_with_as_many_shards(int shards, int batch, int accumulate)
    {
        var settings = new Settings { { "shards", shards }, { "batch", batch }, { "accumulate", accumulate }, { "epochs", 3 } };
        Training<Clouds, float> alone = Trainings.CloudTraining(settings, seed: 5);
        TrainingHistory expected = alone.Fit();

        var net = new Clouds();
        TrainingHistory history = await new ClusterTrainer<Clouds, float>(
            silos.Cluster, net, $"bits of {settings}", new TrainingJob("clouds") { Settings = settings, Seed = 5 }).FitAsync();

        Assert.Equal(alone.Network.Parameters, net.Parameters);
        Same(expected, history);
    }

    [Fact]
    public async Task Double_precision_weights_averages_and_parts_without_samples_have_them_too()
    {
        Training<Heights, double> alone = Trainings.HeightTraining(seed: 2);
        TrainingHistory expected = alone.Fit();

        var net = new Heights();
        TrainingHistory history = await new ClusterTrainer<Heights, double>(silos.Cluster, net, "heights", new TrainingJob("heights") { Seed = 2 }).FitAsync();

        Assert.Equal(alone.Network.Parameters, net.Parameters);
        Same(expected, history);
    }

    [Fact]
    public async Task Early_stopping_ends_it_where_it_ends_in_one_process_and_gives_the_best_weights()
    {
        var settings = new Settings { { "patience", 2 }, { "epochs", 60 }, { "rate", 0.05 } };
        Training<Clouds, float> alone = Trainings.CloudTraining(settings, seed: 1);
        TrainingHistory expected = alone.Fit();
        Assert.Equal(StopReason.EarlyStopping, expected.StopReason);

        var net = new Clouds();
        TrainingHistory history = await Trainer(net, "patience", settings, seed: 1).FitAsync();

        Assert.Equal(alone.Network.Parameters, net.Parameters);
        Same(expected, history);
    }

    [Fact]
    public async Task Checkpoints_within_an_epoch_change_no_bit()
    {
        var settings = new Settings { { "epochs", 4 } };
        Training<Clouds, float> alone = Trainings.CloudTraining(settings, seed: 3);
        TrainingHistory expected = alone.Fit();

        var net = new Clouds();
        TrainingHistory history = await Trainer(net, "checkpoints", settings, seed: 3, TimeSpan.FromMilliseconds(5)).FitAsync();

        Assert.Equal(alone.Network.Parameters, net.Parameters);
        Same(expected, history);
    }

    [Fact]
    public async Task A_run_that_was_stopped_goes_on_where_it_was_and_a_finished_one_is_not_trained_again()
    {
        var settings = new Settings { { "epochs", 40 } };
        Training<Clouds, float> alone = Trainings.CloudTraining(settings, seed: 4);
        TrainingHistory expected = alone.Fit();

        using var enough = new CancellationTokenSource();
        var first = Trainer(new Clouds(), "stopped", settings, seed: 4);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.FitAsync(new Told<TrainingProgress>(progress =>
        {
            if (progress.Step > 0)
            {
                enough.Cancel();
            }
        }), enough.Token));
        await first.StopAsync();

        var net = new Clouds();
        Same(expected, await Trainer(net, "stopped", settings, seed: 4).FitAsync());
        Assert.Equal(alone.Network.Parameters, net.Parameters);

        var again = new Clouds();
        Same(expected, await Trainer(again, "stopped", settings, seed: 4).FitAsync());
        Assert.Equal(alone.Network.Parameters, again.Parameters);
    }

    [Fact]
    public async Task What_no_silo_knows_is_an_error_that_says_what_they_know()
    {
        var failure = await Assert.ThrowsAsync<ClusterTrainingException>(() =>
            new ClusterTrainer<Clouds, float>(silos.Cluster, new Clouds(), "unknown", new TrainingJob("rain")).FitAsync());

        Assert.Contains("Expected a training that this silo has ('clouds', 'heights'), but got 'rain'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_one_run_until_it_is_forgotten()
    {
        var settings = new Settings { { "epochs", 1 } };
        await Trainer(new Clouds(), "taken", settings, seed: 1).FitAsync();

        var failure = await Assert.ThrowsAsync<ClusterTrainingException>(() => Trainer(new Clouds(), "taken", settings, seed: 2).FitAsync());
        Assert.Contains("'taken' was begun as clouds (epochs=1) seed 1, but is asked for as clouds (epochs=1) seed 2", failure.Message, StringComparison.Ordinal);

        await Trainer(new Clouds(), "taken", settings, seed: 1).ForgetAsync();
        Assert.Single((await Trainer(new Clouds(), "taken", settings, seed: 2).FitAsync()).Epochs);
    }

    [Fact]
    public async Task A_run_that_diverges_says_so()
    {
        var settings = new Settings { { "optimizer", "sgd" }, { "rate", 1e30 } };

        var failure = await Assert.ThrowsAsync<ClusterTrainingException>(() => Trainer(new Clouds(), "diverges", settings, seed: 1).FitAsync());

        Assert.StartsWith(nameof(TrainingDivergedException), failure.Message, StringComparison.Ordinal);
    }

    private ClusterTrainer<Clouds, float> Trainer(Clouds net, string run, Settings settings, int seed, TimeSpan? checkpointEvery = null) =>
        new(silos.Cluster, net, run, new TrainingJob("clouds") { Settings = settings, Seed = seed, CheckpointEvery = checkpointEvery ?? TimeSpan.FromSeconds(10) });

    /// <summary>All that was reported but the time it took.</summary>
    internal static void Same(TrainingHistory expected, TrainingHistory actual)
    {
        Assert.Equal(expected.Epochs.Select(epoch => epoch with { Elapsed = default }), actual.Epochs.Select(epoch => epoch with { Elapsed = default }));
        Assert.Equal((expected.StopReason, expected.BestEpoch), (actual.StopReason, actual.BestEpoch));
    }
}
