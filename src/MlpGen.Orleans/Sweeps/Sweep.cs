using System.Numerics;
using System.Runtime.InteropServices;
using Polly;

namespace MlpGen.Cluster;

/// <summary>Trains settings × seeds of a training over the silos of a cluster, each trial on one silo.</summary>
/// <remarks>The sweep lives in the cluster, under its name, with results and the checkpoints of trials in grain storage. If the silo dies that
/// coordinates it, it goes on where it was, on another; if the caller dies, whoever asks for it again finds it where it is. A result counts once, and
/// is the same whatever died.</remarks>
/// <example>
/// <code>
/// var sweep = new Sweep(client, "rates", new SweepPlan("digits")
/// {
///     Settings = Settings.Grid(("rate", [0.1, 0.03, 0.01, 0.003]), ("decay", [0, 1e-4])),
///     Seeds = [1, 2, 3],
///     Epochs = 27,
///     FirstEpochs = 3,
/// });
/// SweepTable table = await sweep.RunAsync();
/// Console.WriteLine(table);
/// File.WriteAllText("rates.csv", table.ToCsv());
/// </code>
/// </example>
public sealed class Sweep
{
    private readonly IGrainFactory _cluster;
    private readonly ISweepGrain _sweep;
    private readonly string _name;
    private readonly ResiliencePipeline _pipeline;

    /// <summary>A sweep. Nothing is asked of the cluster yet.</summary>
    /// <param name="cluster">A client of it, or that of a silo.</param>
    /// <param name="name">The same name is the same sweep.</param>
    /// <param name="plan">What to try.</param>
    /// <exception cref="ArgumentException">The plan makes no sense; the message says where.</exception>
    public Sweep(IGrainFactory cluster, string name, SweepPlan plan)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(plan);
        plan.Check();
        Plan = plan;
        _cluster = cluster;
        _name = name;
        _sweep = cluster.GetGrain<ISweepGrain>(name);
        _pipeline = AskAgain.Until(TimeSpan.FromMinutes(2), logger: null);
    }

    /// <summary>What is tried.</summary>
    public SweepPlan Plan { get; }

    /// <summary>How often the cluster is asked how far it is: four times a second.</summary>
    public TimeSpan AskEvery { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Sees to it that the sweep comes to its end.</summary>
    /// <param name="progress">Told each time that the cluster was asked.</param>
    /// <param name="cancellation">Ends the waiting; the sweep goes on.</param>
    /// <exception cref="ClusterTrainingException">There is another sweep of that name.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="Polly.Timeout.TimeoutRejectedException">No silo answered for two minutes.</exception>
    public async Task<SweepTable> RunAsync(IProgress<SweepProgress>? progress = null, CancellationToken cancellation = default)
    {
        while (true)
        {
            SweepReport report = await _pipeline.ExecuteAsync(
                async cancellation => await _sweep.Advance(Plan).WaitAsync(cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
            if (report.Failure is not null)
            {
                throw new ClusterTrainingException(report.Failure);
            }

            if (progress is not null || report.IsFinished)
            {
                SweepTable table = Table(report);
                int finished = report.IsFinished ? Plan.TrialCount : table.Rows.Count(row => row.IsDiscarded || row.Failure is not null || row.Epochs >= Plan.Epochs);
                progress?.Report(new SweepProgress(finished, Plan.TrialCount, report.Running, table, report.Silo));
                if (report.IsFinished)
                {
                    return table;
                }
            }

            await Task.Delay(AskEvery, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>The parameters that a trial ended with.</summary>
    /// <typeparam name="T">The number type of its network.</typeparam>
    /// <param name="row">Of this sweep's table.</param>
    /// <exception cref="ArgumentException">The row is none of this sweep, or its trial has no parameters.</exception>
    public async Task<T[]> ParametersOfAsync<T>(SweepRow row)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(row);
        int trial = Enumerable.Range(0, Plan.TrialCount).FirstOrDefault(trial => Plan.RunOf(trial) is var run && run.Settings.Equals(row.Settings) && run.Seed == row.Seed, -1);
        byte[] parameters = trial < 0 ? [] : await _cluster.GetGrain<ITrialGrain>(FormattableString.Invariant($"{_name}/{trial}")).Parameters().ConfigureAwait(false);
        return parameters.Length > 0
            ? MemoryMarshal.Cast<byte, T>(parameters).ToArray()
            : throw new ArgumentException($"Expected a row of sweep '{_name}' that was trained, but got {row}.", nameof(row));
    }

    /// <summary>Deletes all that is known of the sweep and its trials, so that its name is free.</summary>
    public Task ForgetAsync() => _sweep.Forget(Plan.TrialCount);

    /// <summary>Of each trial the result of its last rung.</summary>
    private SweepTable Table(SweepReport report)
    {
        return new SweepTable(report.Results.GroupBy(result => result.Trial).Select(trial =>
        {
            TrialResult result = trial.MaxBy(result => result.Rung)!;
            RunKey run = Plan.RunOf(result.Trial);
            return new SweepRow(run.Settings, run.Seed, result.Epochs, result.Loss, result.Metric, IsDiscarded(result), result.Failure);
        }));

        // Once all results of a rung are there, it is known who goes on to the next.
        bool IsDiscarded(TrialResult result) => result.Rung < Plan.Rungs.Count - 1
            && report.Results.Count(other => other.Rung == result.Rung) == Halving.TrialsAt(Plan, result.Rung, report.Results).Count()
            && !Halving.TrialsAt(Plan, result.Rung + 1, report.Results).Contains(result.Trial);
    }
}
