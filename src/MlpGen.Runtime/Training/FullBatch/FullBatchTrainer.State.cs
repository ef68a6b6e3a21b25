namespace MlpGen.Training;

public abstract partial class FullBatchTrainer<TNetwork, T>
{
    /// <inheritdoc/>
    public override TrainingState<T> SaveState()
    {
        T[] remembered = new T[StateSize];
        SaveRemembered(remembered);
        return new TrainingState<T>
        {
            Parameters = _best.Last(Network.Parameters).ToArray(),
            OptimizerState = remembered,
            OptimizerKind = StateKind,
            BestParameters = _best.Parameters.ToArray(),
            Epoch = Epoch,
            Batch = 0,
            LossSum = 0,
            Step = Evaluations,
            Seed = 0,
            BatchSize = TrainerOptions.AllSamples,
            Samples = _samples,
            BestEpoch = _best.Epoch,
            BestLoss = _best.Loss,
            History = [.. _history],
        };
    }

    private protected override void Write(Stream stream, TrainingState<T> state) => TrainingStateWriter.Write(stream, state, TNetwork.Layers);

    private protected override TrainingState<T> Read(Stream stream) => TrainingStateReader<T>.Read(stream, TNetwork.Layers, StateKind, StateSize);

    private protected override void TakeUp(TrainingState<T> state)
    {
        LoadRemembered(state.OptimizerState);
        state.Parameters.CopyTo(Network.Parameters);
        _best.Load(state);
        Evaluations = state.Step;
        _samples = state.Samples;
        _history.Clear();
        _history.AddRange(state.History);
    }

    /// <summary>Names what is remembered between steps.</summary>
    private protected abstract string StateKind { get; }

    /// <summary>How many numbers that are.</summary>
    private protected abstract int StateSize { get; }

    /// <summary>Writes them.</summary>
    /// <param name="numbers">Overwritten; <see cref="StateSize"/> long.</param>
    private protected abstract void SaveRemembered(Span<T> numbers);

    /// <summary>Takes them up, or throws an <see cref="ArgumentException"/> and changes nothing.</summary>
    /// <param name="numbers"><see cref="StateSize"/> long.</param>
    private protected abstract void LoadRemembered(ReadOnlySpan<T> numbers);

    private protected override (string Expected, string Found)? Misfit(TrainingState<T> state)
    {
        int count = TNetwork.ParameterCount, best = state.BestParameters.Length;
        bool needsBest = _options.Patience is not null && state.BestEpoch > 0;
        return state switch
        {
            _ when state.Parameters.Length != count => ($"{count} parameters, as {typeof(TNetwork).Name} has", $"{state.Parameters.Length}"),
            _ when state.OptimizerKind != StateKind => ($"the state of {StateKind}", $"that of {state.OptimizerKind}"),
            _ when state.OptimizerState.Length != StateSize =>
                ($"{StateSize} remembered numbers, as these options ask for", $"{state.OptimizerState.Length}"),
            _ when best != count && (needsBest || best != 0) =>
                ($"the {count} parameters of the best epoch" + (needsBest ? ", which early stopping needs" : ", or none"), $"{best}"),
            _ when state.Epoch < 0 || state.History.Length != state.Epoch => ($"a report for each of {state.Epoch} epochs", $"{state.History.Length}"),
            _ when state.Batch != 0 => ("a state between epochs", $"batch {state.Batch}"),
            _ when state.Step < 0 => ("a count of evaluations", $"{state.Step}"),
            _ when state.BestEpoch < 0 || state.BestEpoch > state.Epoch => ($"a best epoch among {state.Epoch}", $"{state.BestEpoch}"),
            _ => null,
        };
    }
}
