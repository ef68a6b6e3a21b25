namespace MlpGen.Training;

public sealed partial class Trainer<TNetwork, T>
{
    /// <inheritdoc/>
    /// <remarks>Between epochs, or when training was cancelled inside one.</remarks>
    public override TrainingState<T> SaveState()
    {
        T[] optimizerState = new T[Optimizer.StateSize];
        Optimizer.SaveState(optimizerState);
        return new TrainingState<T>
        {
            Parameters = _average.Last(_best.Last(Network.Parameters)).ToArray(),
            OptimizerState = optimizerState,
            OptimizerKind = Optimizer.StateKind,
            BestParameters = _best.Parameters.ToArray(),
            AverageParameters = _average.After(Epoch).ToArray(),
            Epoch = Epoch,
            Batch = _progress.Batch,
            LossSum = _progress.LossSum,
            Step = Step,
            Seed = Options.Seed,
            BatchSize = Options.StepSize,
            Samples = _samples,
            BestEpoch = _best.Epoch,
            BestLoss = _best.Loss,
            History = [.. _history],
        };
    }

    private protected override void Write(Stream stream, TrainingState<T> state) => TrainingStateWriter.Write(stream, state, TNetwork.Layers);

    private protected override TrainingState<T> Read(Stream stream) =>
        TrainingStateReader<T>.Read(stream, TNetwork.Layers, Optimizer.StateKind, Optimizer.StateSize);

    private protected override void TakeUp(TrainingState<T> state)
    {
        Optimizer.LoadState(state.OptimizerState);
        state.Parameters.CopyTo(Network.Parameters);
        _best.Load(state);
        _average.Load(state.AverageParameters);
        _progress = new Progress(state.Epoch, state.Batch, state.LossSum, state.Step);
        _samples = state.Samples;
        _history.Clear();
        _history.AddRange(state.History);
    }

    private protected override (string Expected, string Found)? Misfit(TrainingState<T> state)
    {
        int count = TNetwork.ParameterCount, best = state.BestParameters.Length;
        int average = state.AverageParameters.Length;
        bool needsAverage = state.Epoch >= Options.AverageFrom;
        bool needsBest = Options.Patience is not null && state.BestEpoch > 0;
        return state switch
        {
            _ when state.Parameters.Length != count => ($"{count} parameters, as {typeof(TNetwork).Name} has", $"{state.Parameters.Length}"),
            _ when state.OptimizerKind != Optimizer.StateKind => ($"the state of {Optimizer.StateKind}", $"that of {state.OptimizerKind}"),
            _ when best != count && (needsBest || best != 0) =>
                ($"the {count} parameters of the best epoch" + (needsBest ? ", which early stopping needs" : ", or none"), $"{best}"),
            _ when average != count && (needsAverage || average != 0) =>
                ($"the {count} averaged parameters" + (needsAverage ? ", which AverageFrom needs" : ", or none"), $"{average}"),
            { Epoch: < 0 } or { Batch: < 0 } => ("counts of epochs and batches from 0 on", $"{state.Epoch} and {state.Batch}"),
            _ when state.History.Length != state.Epoch => ($"a report for each of {state.Epoch} epochs", $"{state.History.Length}"),
            _ when state.Step < state.Batch => ("counts of batches and steps that fit each other", $"{state.Batch} and {state.Step}"),
            _ when state.BestEpoch < 0 || state.BestEpoch > state.Epoch => ($"a best epoch among {state.Epoch}", $"{state.BestEpoch}"),
            { Batch: 0 } => null,
            _ when state.Seed != Options.Seed => ($"seed {state.Seed} to finish the epoch that was begun with it", $"{Options.Seed}"),
            _ when state.BatchSize != Options.StepSize =>
                ($"batch size {state.BatchSize} to finish the epoch that was begun with it", $"{Options.StepSize}"),
            _ when (long)(state.Batch - 1) * Math.Min(state.BatchSize, state.Samples) >= state.Samples =>
                ($"{state.Batch} batches within {state.Samples} samples", $"batches of {state.BatchSize}"),
            _ => null,
        };
    }
}
