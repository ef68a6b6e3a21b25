using System.Numerics;
using System.Runtime.InteropServices;
using MlpGen.Training;

namespace MlpGen.Cluster;

/// <inheritdoc cref="ITrainingSession"/>
internal sealed class TrainingSession<TNetwork, T> : ITrainingSession
    where TNetwork : ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Training<TNetwork, T> _training;
    private readonly Trainer<TNetwork, T> _trainer;
    private readonly ClusterTeam<TNetwork, T>? _team;
    private readonly Lock _lock = new();
    private readonly List<EpochReport> _reports = [];
    private TimeSpan _extra;

    /// <param name="training">Of the run.</param>
    /// <param name="epochs">How many epochs at most.</param>
    /// <param name="shards">Who computes the parts of steps; threads of this process, if null.</param>
    public TrainingSession(Training<TNetwork, T> training, int epochs, ShardCalls? shards)
    {
        _training = training;
        _team = shards is null ? null : new ClusterTeam<TNetwork, T>(training.Network, RunFingerprint.Of(training), shards);
        TrainerOptions options = training.Options with { Epochs = Math.Min(training.Options.Epochs, epochs) };
        _trainer = new Trainer<TNetwork, T>(training.Network, training.Optimizer, options) { Team = _team };
        _trainer.EpochFinished += report =>
        {
            lock (_lock)
            {
                _reports.Add(report);
            }
        };
    }

    /// <inheritdoc/>
    public EpochReport[] Reports
    {
        get
        {
            lock (_lock)
            {
                return [.. _reports];
            }
        }
    }

    /// <inheritdoc/>
    public long Step => _trainer.Step;

    /// <inheritdoc/>
    public string[] Workers => _team?.Workers ?? [];

    /// <inheritdoc/>
    public TrainingHistory? History { get; private set; }

    /// <inheritdoc/>
    public bool Train(TimeSpan time, CancellationToken cancellation)
    {
        // The trainer looks at its token before each step: time up means stop, cancellation means that and not to wait for silos either.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stop.CancelAfter(time + _extra);
        long before = Step;
        if (_team is not null)
        {
            _team.Cancellation = cancellation;
        }

        try
        {
            History = _trainer.Fit(_training.Data, _training.Validation, cancellation: stop.Token);
            return true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Data that take longer to check than there was time for must not keep a run from its first step.
            _extra = Step == before ? 2 * _extra + time : _extra;
            return false;
        }
    }

    /// <inheritdoc/>
    public byte[] Save()
    {
        using var stream = new MemoryStream();
        _trainer.SaveState(stream);
        return stream.ToArray();
    }

    /// <inheritdoc/>
    public void Load(byte[] state)
    {
        using var stream = new MemoryStream(state);
        _trainer.LoadState(stream);
        lock (_lock)
        {
            _reports.Clear();
            _reports.AddRange(_trainer.SaveState().History);
        }
    }

    /// <inheritdoc/>
    public byte[] Parameters() => MemoryMarshal.AsBytes(_training.Network.Parameters).ToArray();
}
