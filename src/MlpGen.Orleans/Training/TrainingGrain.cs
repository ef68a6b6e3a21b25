using Microsoft.Extensions.Logging;
using MlpGen.Training;
using Orleans.Runtime;
using Orleans.Storage;
using Polly;

namespace MlpGen.Cluster;

/// <inheritdoc cref="ITrainingGrain"/>
/// <remarks>The trainer works on a thread of its own. Between its slices, in which it takes as many steps as there is time for, the grain writes a
/// checkpoint.</remarks>
internal abstract partial class TrainingGrain(
    IPersistentState<RunState> storage, Catalog catalog, Workplaces workplaces, ILocalSiloDetails silo, ILogger<TrainingGrain> logger) : Grain, ITrainingGrain, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private CancellationTokenSource? _stop;
    private ITrainingSession? _session;
    private Task? _work;
    private string? _failure;

    private RunState State => storage.State;

    /// <inheritdoc/>
    public Task<RunReport> Advance(RunRequest request)
    {
        if (State.Run.Length > 0 && State.Run != request.Run.ToString())
        {
            return Task.FromResult(Report(request, $"Run '{this.GetPrimaryKeyString()}' was begun as {State.Run}, but is asked for as {request.Run}: give it another name, or forget it first."));
        }

        if (request.IsFirst)
        {
            _failure = null;
        }

        if (_work is null && _failure is null && State.FinishedEpochs < request.Epochs)
        {
            // Whoever asks once has a day to ask again.
            DelayDeactivation(TimeSpan.FromDays(1));
            _work = Work(request);
        }

        return Task.FromResult(Report(request, _failure));
    }

    /// <inheritdoc/>
    public Task<byte[]> Parameters() => Task.FromResult(State.Parameters);

    /// <inheritdoc/>
    public async Task Stop()
    {
        if (_work is { } work)
        {
            await _stop!.CancelAsync();
            await work;
        }
    }

    /// <inheritdoc/>
    public async Task Forget()
    {
        await Stop();
        await storage.ClearStateAsync();
        DeactivateOnIdle();
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        // A silo that shuts down in order loses no step.
        await _leaving.CancelAsync();
        if (_work is { } work)
        {
            await work.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _leaving.Dispose();
        GC.SuppressFinalize(this);
    }

    private RunReport Report(RunRequest request, string? failure)
    {
        EpochReport[] reports = _session?.Reports ?? State.Reports;
        bool isFinished = failure is null && _work is null && State.FinishedEpochs >= request.Epochs;
        return new RunReport(
            [.. reports.Skip(request.KnownEpochs)], _session?.Step ?? State.Step, silo.SiloAddress.ToString(), _session?.Workers ?? [], isFinished,
            State.StopReason, State.BestEpoch, failure);
    }

    private async Task Work(RunRequest request)
    {
        using var stop = _stop = CancellationTokenSource.CreateLinkedTokenSource(_leaving.Token);
        try
        {
            while (!stop.IsCancellationRequested && !await Slice(request, stop.Token))
            {
            }

            // What a finished run is asked for is in storage: its memory can go.
            DeactivateOnIdle();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
        catch (Exception failure)
        {
            Failed(logger, this.GetPrimaryKeyString(), failure);
            _failure = $"{failure.GetType().Name}: {failure.Message}";
        }
        finally
        {
            _work = null;
            _session = null;
            _stop = null;
        }
    }

    /// <summary>Trains until the next checkpoint, and writes it.</summary>
    /// <returns>Whether the run is at its end.</returns>
    private async Task<bool> Slice(RunRequest request, CancellationToken stop)
    {
        // What is the grain's is taken on its own turn: the trainer has another thread.
        Func<ITrainingSession> open = Opener(request);
        bool Train() => (_session ??= open()).Train(request.CheckpointEvery, stop);

        // The trainer of a sharded run waits for others most of the time, and takes nobody's place.
        bool isDone = request.IsSharded ? await Workplaces.OnThreadOfItsOwn(Train) : await workplaces.Run(Train, stop);
        Note(request, isDone);
        return await Store(request) ? isDone : State.FinishedEpochs >= request.Epochs;
    }

    private void Note(RunRequest request, bool isDone)
    {
        State.Run = request.Run.ToString();
        State.Training = _session!.Save();
        State.Reports = _session.Reports;
        State.Step = _session.Step;
        if (isDone)
        {
            State.FinishedEpochs = request.Epochs;
            State.StopReason = _session.History!.StopReason;
            State.BestEpoch = _session.History.BestEpoch;
            State.Parameters = _session.Parameters();
        }
    }

    /// <summary>Writes the checkpoint, however often it takes.</summary>
    /// <returns>False if storage has another one than this grain wrote last (a write that seemed to fail and had not; or, while silos do not
    /// see each other, a second coordinator). Then that one is gone on from: it is of the same run, with the same bits.</returns>
    private async Task<bool> Store(RunRequest request)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: true);
        try
        {
            return await AskAgain.Until(request.GiveUpAfter, logger).ExecuteAsync(async _ =>
            {
                try
                {
                    await storage.WriteStateAsync();
                    return true;
                }
                catch (InconsistentStateException)
                {
                    await storage.ReadStateAsync();
                    _session = null;
                    return false;
                }
            }, context);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private Func<ITrainingSession> Opener(RunRequest request)
    {
        byte[] checkpoint = State.Training;
        ShardCalls? shards = request.IsSharded
            ? new ShardCalls(GrainFactory, this.GetPrimaryKeyString(), request.Run, AskAgain.Until(request.GiveUpAfter, logger))
            : null;
        return () =>
        {
            ITrainingSession session = catalog.Training(request.Run.Training).OpenSession(request.Run, request.Epochs, shards);
            if (checkpoint.Length > 0)
            {
                session.Load(checkpoint);
            }

            return session;
        };
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Run {Run} cannot go on")]
    private static partial void Failed(ILogger logger, string run, Exception failure);
}
