using MlpGen.Training;
using MlpGen.Weights;

namespace MlpGen.Evolution;

public sealed partial class PopulationBasedTraining<TNetwork, T, TSettings>
{
    /// <inheritdoc/>
    public override PopulationBasedState<T> SaveState() => new()
    {
        Seed = Options.Seed,
        Round = Round,
        IsInRound = _isInRound,
        Hyperparameters = [.. _space.Hyperparameters.Select(hyperparameter => hyperparameter.Name)],
        Members = [.. _members.Select(member => member.State)],
        Rows = [.. _members.SelectMany(member => Row(member.Source, member.Loss, member.Settings))],
        History = [.. _history.SelectMany(entry => Row(entry.Source, entry.Loss, entry.Settings))],
    };

    private int RowLength => 2 + _space.Hyperparameters.Count;

    private protected override string StateName => "state of a population";

    private protected override void Write(Stream stream, PopulationBasedState<T> state) => PopulationBasedStateFile.Write(stream, state, TNetwork.Layers);

    private protected override PopulationBasedState<T> Read(Stream stream) => PopulationBasedStateFile.Read(stream, ReadMember);

    private TrainingState<T> ReadMember(Stream stream, double[] row)
    {
        if (row.Length != RowLength)
        {
            throw new WeightsException(StateName, $"{_space.Hyperparameters.Count} hyperparameters", $"{row.Length - 2}");
        }

        Trainer<TNetwork, T> trainer = NewTrainer(_space.Of(row.AsSpan(2)), member: 0, epochs: 0);
        return TrainingStateReader<T>.Read(stream, TNetwork.Layers, trainer.Optimizer.StateKind, trainer.Optimizer.StateSize);
    }

    private protected override void TakeUp(PopulationBasedState<T> state)
    {
        CheckMembers(state);
        for (int k = 0; k < _members.Length; k++)
        {
            TrainedMember<TSettings> entry = Entry(state.Rows, k);
            _members[k] = new Member(entry.Settings) { State = state.Members[k], Source = entry.Source, Loss = entry.Loss };
        }

        _history.Clear();
        _history.AddRange(Enumerable.Range(0, state.Round * _members.Length).Select(place => Entry(state.History, place)));
        _isInRound = state.IsInRound;
    }

    private protected override (string Expected, string Found)? Misfit(PopulationBasedState<T> state)
    {
        string names = string.Join(", ", _space.Hyperparameters.Select(hyperparameter => hyperparameter.Name));
        int row = RowLength;
        return state switch
        {
            _ when string.Join(", ", state.Hyperparameters) is var found && found != names => ($"the hyperparameters {names}", found),
            _ when state.Members.Length != _members.Length => ($"{_members.Length} members", $"{state.Members.Length}"),
            _ when state.Seed != Options.Seed => ($"seed {Options.Seed}", $"{state.Seed}"),
            _ when state.Round < 0 || state.History.Length != (long)state.Round * _members.Length * row =>
                ($"a row of {row} numbers for each member of each of {state.Round} rounds", $"{state.History.Length} numbers"),
            _ when state.Rows.Length != _members.Length * row => ($"a row of {row} numbers for each member", $"{state.Rows.Length} numbers"),
            _ when state.Round > 0 && state.Members.Contains(null) => ("a state of each member", "none of some"),
            _ when !HaveSources(state.Rows) || !HaveSources(state.History) => ($"members from 0 to {_members.Length - 1} that others came from", "others"),
            _ => null,
        };
    }

    private bool HaveSources(double[] rows) =>
        Enumerable.Range(0, rows.Length / RowLength).All(
            k => rows[k * RowLength] is >= 0 and var source && source < _members.Length && double.IsInteger(source));

    /// <summary>Throws unless trainers take up the states of all members.</summary>
    private void CheckMembers(PopulationBasedState<T> state)
    {
        for (int k = 0; k < _members.Length; k++)
        {
            if (state.Members[k] is { } member)
            {
                NewTrainer(Entry(state.Rows, k).Settings, k, epochs: 0).LoadState(member);
            }
        }
    }

    private double[] Row(int source, double loss, TSettings settings) => [source, loss, .. _space.Numbers(settings)];

    private TrainedMember<TSettings> Entry(double[] rows, int place)
    {
        ReadOnlySpan<double> row = rows.AsSpan(place * RowLength, RowLength);
        return new TrainedMember<TSettings>(place / _members.Length + 1, place % _members.Length, (int)row[0], _space.Of(row[2..]), row[1]);
    }
}
