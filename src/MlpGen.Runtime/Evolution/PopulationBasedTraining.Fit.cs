using System.Runtime.ExceptionServices;
using MlpGen.Numerics;
using MlpGen.Training;

namespace MlpGen.Evolution;

public sealed partial class PopulationBasedTraining<TNetwork, T, TSettings>
{
    /// <summary>Trains until <see cref="PopulationBasedOptions.Rounds"/> rounds are done in all. A call after a cancelled one, or after a state was
    /// loaded, goes on where that was, inside a round too.</summary>
    /// <param name="training">What to learn.</param>
    /// <param name="validation">What to compare members by.</param>
    /// <param name="progress">Told after each round.</param>
    /// <param name="cancellation">Looked at before each step of each member.</param>
    /// <returns>What happened, rounds before a resumption included.</returns>
    /// <exception cref="ArgumentException">A set does not fit the network; a trainer has an option that has no place here; or a state cannot be gone on
    /// with under a copy's settings.</exception>
    /// <exception cref="TrainingDivergedException">All members have diverged. Each is where it had a finite loss.</exception>
    /// <exception cref="InvalidOperationException">The losses that members are compared by are NaN or infinite, all of them.</exception>
    /// <exception cref="OperationCanceledException">Cancelled. Members are as after their last finished steps.</exception>
    public PopulationBasedHistory<TSettings> Fit(
        DataSet<T> training,
        DataSet<T>? validation = null,
        IProgress<IReadOnlyList<TrainedMember<TSettings>>>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        while (Round < Options.Rounds)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!_isInRound && Round > 0)
            {
                SelectMembers();
            }

            _isInRound = true;
            TrainMembers(training, validation, cancellation);
            CheckLosses();
            int round = Round + 1;
            TrainedMember<TSettings>[] entries =
                [.. _members.Select((member, k) => new TrainedMember<TSettings>(round, k, member.Source, member.Settings, member.Loss))];
            _history.AddRange(entries);
            _isInRound = false;
            progress?.Report(entries);
            RoundFinished?.Invoke(entries);
        }

        return History;
    }

    /// <summary>Throws unless there is a member that others could be copies of.</summary>
    private void CheckLosses()
    {
        if (!_members.Any(member => double.IsFinite(member.Loss)))
        {
            throw new InvalidOperationException(
                $"Expected a finite loss of at least one of {_members.Length} members after round {Round + 1}, but all are NaN or infinite.");
        }
    }

    /// <summary>The worst, and all that have diverged, become copies of the best, with settings nearby.</summary>
    private void SelectMembers()
    {
        _ranking.Set([.. _members.Select(member => member.Loss)]);
        int[] order = [.. _ranking.Order];
        int best = Math.Min(Math.Max(1, Options.ReplacedMembers), _ranking.Finite);
        int kept = Math.Min(order.Length - Options.ReplacedMembers, _ranking.Finite);
        (TSettings Settings, TrainingState<T>? State)[] sources = [.. order[..best].Select(k => (_members[k].Settings, _members[k].State))];
        for (int k = 0; k < _members.Length; k++)
        {
            _members[k].Source = k;
        }

        foreach (int k in order[kept..])
        {
            RandomSource random = RandomOf(Round, k);
            int source = (int)(random.NextUniform() * best);
            _members[k].Source = order[source];
            _members[k].State = sources[source].State;
            _members[k].Settings = _space.Explore(sources[source].Settings, Options.Factor, Options.Resampling, ref random);
        }
    }

    private void TrainMembers(DataSet<T> training, DataSet<T>? validation, CancellationToken cancellation)
    {
        var failures = new Exception?[_members.Length];
        Parallel.For(0, _members.Length, new ParallelOptions { MaxDegreeOfParallelism = Options.Threads }, k =>
        {
            try
            {
                Train(k, training, validation, cancellation);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                failures[k] = failure;
            }
        });
        Exception? other = failures.FirstOrDefault(failure => failure is not (null or TrainingDivergedException or OperationCanceledException));
        Exception? first = other ?? failures.FirstOrDefault(failure => failure is OperationCanceledException)
            ?? (failures.All(failure => failure is TrainingDivergedException) ? failures[0] : null);
        if (first is not null)
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }

    /// <summary>Trains a member to the end of the round. Its state is what it came to, however that ended.</summary>
    private void Train(int member, DataSet<T> training, DataSet<T>? validation, CancellationToken cancellation)
    {
        Trainer<TNetwork, T> trainer = TrainerOf(member, (Round + 1) * Options.EpochsPerRound);
        _members[member].Loss = double.NaN;
        try
        {
            _members[member].Loss = _loss(trainer.Fit(training, validation, cancellation: cancellation).Last);
        }
        finally
        {
            _members[member].State = trainer.SaveState();
        }
    }

    /// <summary>A trainer that has taken up a member's state.</summary>
    private Trainer<TNetwork, T> TrainerOf(int member, int epochs)
    {
        Trainer<TNetwork, T> trainer = NewTrainer(_members[member].Settings, member, epochs);
        if (_members[member].State is { } state)
        {
            trainer.LoadState(state);
        }

        return trainer;
    }

    private Trainer<TNetwork, T> NewTrainer(TSettings settings, int member, int epochs)
    {
        RandomSource random = RandomOf(round: -1, member);
        Trainer<TNetwork, T> made = _create(settings, (int)(random.NextBits() >> 33))
            ?? throw new InvalidOperationException("Expected a trainer for each member, but got null.");
        return made.Options is { Patience: null, AverageFrom: null }
            ? new Trainer<TNetwork, T>(made.Network, made.Optimizer, made.Options with { Epochs = epochs })
            : throw new ArgumentException(
                "Expected trainers without Patience and AverageFrom: which member goes on is decided between rounds, and a copy goes on from the last weights.");
    }
}
