using System.Numerics;
using System.Runtime.InteropServices;
using MlpGen.Training;
using Polly;

namespace MlpGen.Cluster;

/// <summary>Trains a network over the silos of a cluster: each step is split into shards, which silos compute; their gradients are summed in the order of
/// shards.</summary>
/// <remarks>
/// <para>It is the same <see cref="Trainer{TNetwork, T}"/> with the same options, but for where a shard is computed. So the result has the bits of one
/// process with as many <see cref="TrainerOptions.Shards"/>, if processors are alike or the network is declared
/// <see cref="NetworkAttribute.Reproducible"/>; and a silo that dies, hangs or joins costs or saves time, and changes nothing.</para>
/// <para>The run lives in the cluster, under its name, with its checkpoints in grain storage. Whoever asks for it again, in this process or another,
/// finds it where it is: under way, stopped or finished.</para>
/// </remarks>
/// <example>
/// <code>
/// var net = new DigitNet();
/// var trainer = new ClusterTrainer&lt;DigitNet, float&gt;(client, net, "digits-17", new TrainingJob("digits") { Seed = 17 });
/// TrainingHistory history = await trainer.FitAsync();
/// </code>
/// </example>
/// <typeparam name="TNetwork">The generated class.</typeparam>
/// <typeparam name="T">Its number type.</typeparam>
public sealed class ClusterTrainer<TNetwork, T>
    where TNetwork : ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ICoordinatorGrain _coordinator;
    private readonly TrainingJob _job;
    private readonly ResiliencePipeline _pipeline;

    /// <summary>A trainer of a network. Nothing is asked of the cluster yet.</summary>
    /// <param name="cluster">A client of it, or that of a silo.</param>
    /// <param name="network">Gets the parameters that the run ends with. Those that it begins with are the training's.</param>
    /// <param name="run">The name of the run: the same name is the same run.</param>
    /// <param name="job">What to train.</param>
    public ClusterTrainer(IGrainFactory cluster, TNetwork network, string run, TrainingJob job)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrEmpty(run);
        ArgumentNullException.ThrowIfNull(job);
        job.Check();
        Network = network;
        _job = job;
        _coordinator = cluster.GetGrain<ICoordinatorGrain>(run);
        _pipeline = AskAgain.Until(job.GiveUpAfter, logger: null);
    }

    /// <summary>The network that is trained.</summary>
    public TNetwork Network { get; }

    /// <summary>How often the cluster is asked how far it is: four times a second. Each time the run begins again if its silo has died.</summary>
    public TimeSpan AskEvery { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Sees to it that the run comes to its end, and gives its parameters to <see cref="Network"/>. A run that has ended already is not trained
    /// again.</summary>
    /// <param name="progress">Told each time that the cluster was asked.</param>
    /// <param name="cancellation">Ends the waiting; the run goes on, unless <see cref="StopAsync"/> stops it.</param>
    /// <returns>What happened, epochs before any interruption included.</returns>
    /// <exception cref="ClusterTrainingException">The run cannot go on. <see cref="Network"/> is as it was.</exception>
    /// <exception cref="OperationCanceledException">Cancelled. <see cref="Network"/> is as it was.</exception>
    /// <exception cref="Polly.Timeout.TimeoutRejectedException">No silo answered for <see cref="TrainingJob.GiveUpAfter"/>.</exception>
    public async Task<TrainingHistory> FitAsync(IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        List<EpochReport> epochs = [];
        var key = new RunKey(_job.Training, _job.Settings, _job.Seed);
        for (bool isFirst = true; ; isFirst = false)
        {
            var request = new RunRequest(key, int.MaxValue, IsSharded: true, _job.CheckpointEvery, _job.GiveUpAfter, epochs.Count, isFirst);
            RunReport report = await Ask(coordinator => coordinator.Advance(request), cancellation).ConfigureAwait(false);
            if (report.Failure is not null)
            {
                throw new ClusterTrainingException(report.Failure);
            }

            Take(report, epochs);
            progress?.Report(new TrainingProgress(report.Epochs, report.Step, report.Silo, report.Workers));
            if (report.IsFinished && await Ask(coordinator => coordinator.Parameters(), cancellation).ConfigureAwait(false) is { Length: > 0 } parameters)
            {
                MemoryMarshal.Cast<byte, T>(parameters).CopyTo(Network.Parameters);
                return new TrainingHistory([.. epochs], report.StopReason, report.BestEpoch);
            }

            await Task.Delay(AskEvery, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Stops the run after its present step, with a checkpoint: <see cref="FitAsync"/> goes on from there.</summary>
    public Task StopAsync() => _coordinator.Stop();

    /// <summary>Stops the run and deletes all that is known of it, so that its name is free.</summary>
    public Task ForgetAsync() => _coordinator.Forget();

    /// <summary>An epoch that a coordinator took again after its checkpoint is the same as before; it counts once.</summary>
    private static void Take(RunReport report, List<EpochReport> epochs) =>
        epochs.AddRange(report.Epochs.Where(epoch => epoch.Epoch == epochs.Count + 1));

    private async Task<TAnswer> Ask<TAnswer>(Func<ICoordinatorGrain, Task<TAnswer>> call, CancellationToken cancellation) => await _pipeline.ExecuteAsync(
        async cancellation => await call(_coordinator).WaitAsync(cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
}
