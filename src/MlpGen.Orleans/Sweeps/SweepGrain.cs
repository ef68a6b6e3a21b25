using Microsoft.Extensions.Logging;
using MlpGen.Training;
using Orleans.Runtime;
using Orleans.Storage;

namespace MlpGen.Cluster;

/// <inheritdoc cref="ISweepGrain"/>
/// <remarks>Trials are grains of their own, with their own checkpoints. This one asks after them by a timer, which is also what makes them begin, and begin again
/// when their silo has died; so nothing has to be done about a call that fails but to ask at the next tick.</remarks>
internal sealed partial class SweepGrain(
    [PersistentState("sweep")] IPersistentState<SweepState> storage, SiloCount silos, ILocalSiloDetails silo, ILogger<SweepGrain> logger) : Grain, ISweepGrain
{
    private readonly Dictionary<int, int> _running = [];
    private SweepPlan? _plan;
    private IGrainTimer? _timer;
    private bool _isStored = true;

    private SweepState State => storage.State;

    /// <inheritdoc/>
    public Task<SweepReport> Advance(SweepPlan plan)
    {
        if (State.Plan.Length > 0 && State.Plan != plan.Identity)
        {
            return Task.FromResult(Report(
                isFinished: false, $"Sweep '{this.GetPrimaryKeyString()}' was begun as {State.Plan}, but is asked for as {plan.Identity}: give it another name, or forget it first."));
        }

        _plan = plan;
        State.Plan = plan.Identity;
        bool isFinished = _isStored && Pending() is null;
        if (!isFinished && _timer is null)
        {
            DelayDeactivation(TimeSpan.FromDays(1));
            _timer = this.RegisterGrainTimer(Tick, new GrainTimerCreationOptions(TimeSpan.Zero, TimeSpan.FromMilliseconds(200)) { Interleave = true });
        }

        return Task.FromResult(Report(isFinished, failure: null));
    }

    /// <inheritdoc/>
    public async Task Forget(int trials)
    {
        _timer?.Dispose();
        _timer = null;
        await Task.WhenAll(Enumerable.Range(0, trials).Select(trial => Trial(trial).Forget()));
        await storage.ClearStateAsync();
        DeactivateOnIdle();
    }

    private SweepReport Report(bool isFinished, string? failure) => new([.. State.Results], new(_running), isFinished, silo.SiloAddress.ToString(), failure);

    private async Task Tick(CancellationToken cancellation)
    {
        if (Pending() is not var (rung, trials))
        {
            if (await Store())
            {
                _running.Clear();
                _timer?.Dispose();
                _timer = null;
            }

            return;
        }

        // As many at a time as silos have processors, and as many again, so that none waits for the next tick.
        int places = 2 * silos.Now * Environment.ProcessorCount;
        int results = State.Results.Count;
        await Task.WhenAll(trials.Take(places).Select(trial => Ask(trial, rung)));
        if (State.Results.Count > results || !_isStored)
        {
            await Store();
        }
    }

    /// <summary>The first rung that is not done, and its trials without a result; null if all is done.</summary>
    private (int Rung, IReadOnlyList<int> Trials)? Pending()
    {
        for (int rung = 0; rung < _plan!.Rungs.Count; rung++)
        {
            HashSet<int> done = [.. State.Results.Where(result => result.Rung == rung).Select(result => result.Trial)];
            int[] trials = [.. Halving.TrialsAt(_plan, rung, State.Results).Where(trial => !done.Contains(trial))];
            if (trials.Length > 0)
            {
                return (rung, trials);
            }
        }

        return null;
    }

    private ITrialGrain Trial(int trial) => GrainFactory.GetGrain<ITrialGrain>(FormattableString.Invariant($"{this.GetPrimaryKeyString()}/{trial}"));

    private async Task Ask(int trial, int rung)
    {
        try
        {
            var request = new RunRequest(
                _plan!.RunOf(trial), _plan.Rungs[rung], IsSharded: false, _plan.CheckpointEvery, TimeSpan.FromMinutes(2), KnownEpochs: 0, IsFirst: false);
            RunReport report = await Trial(trial).Advance(request);
            _running[trial] = report.Epochs.Length;
            if (report.IsFinished || report.Failure is not null)
            {
                _running.Remove(trial);
                Note(Result(trial, rung, report));
            }
        }
        catch (Exception fault)
        {
            Away(logger, trial, this.GetPrimaryKeyString(), fault.Message);
        }
    }

    /// <summary>A result counts once, whoever says it how often.</summary>
    private void Note(TrialResult result)
    {
        if (!State.Results.Exists(known => known.Trial == result.Trial && known.Rung == result.Rung))
        {
            State.Results.Add(result);
            _isStored = false;
        }
    }

    private static TrialResult Result(int trial, int rung, RunReport report)
    {
        var result = new TrialResult { Trial = trial, Rung = rung, Epochs = report.Epochs.Length, Failure = report.Failure };
        if (report.Failure is not null || report.Epochs.Length == 0)
        {
            return result;
        }

        EpochReport best = report.Epochs.MinBy(LossOf);
        return result with { Loss = LossOf(best), Metric = double.IsNaN(best.ValidationMetric) ? best.TrainingMetric : best.ValidationMetric };
    }

    private static double LossOf(EpochReport epoch) => double.IsNaN(epoch.ValidationLoss) ? epoch.TrainingLoss : epoch.ValidationLoss;

    /// <summary>Writes results. What cannot be written now is written at the next tick.</summary>
    private async Task<bool> Store()
    {
        try
        {
            await storage.WriteStateAsync();
            _isStored = true;
        }
        catch (InconsistentStateException)
        {
            // Another has written: its results are of the same trials, with the same bits.
            await storage.ReadStateAsync();
        }
        catch (Exception fault)
        {
            NotStored(logger, this.GetPrimaryKeyString(), fault.Message);
        }

        return _isStored;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Trial {Trial} of sweep {Sweep} did not answer, and is asked again: {Fault}")]
    private static partial void Away(ILogger logger, int trial, string sweep, string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Results of sweep {Sweep} are not stored yet: {Fault}")]
    private static partial void NotStored(ILogger logger, string sweep, string fault);
}
