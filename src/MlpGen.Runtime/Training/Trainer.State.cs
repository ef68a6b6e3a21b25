using MlpGen.Optimizers;

namespace MlpGen.Training;

public sealed partial class Trainer<TNetwork, T>
{
    /// <summary>A copy of all that <see cref="LoadState"/> needs, in this or another process, to go on as if nothing had
    /// happened. Between epochs, or when training was cancelled inside one.</summary>
    public TrainingState<T> SaveState()
    {
        T[] optimizerState = new T[Optimizer.StateSize];
        Optimizer.SaveState(optimizerState);
        return new TrainingState<T>
        {
            Parameters = _best.Last(Network.Parameters).ToArray(),
            OptimizerState = optimizerState,
            BestParameters = _best.Parameters.ToArray(),
            Epoch = Epoch,
            Batch = _progress.Batch,
            LossSum = _progress.LossSum,
            Step = Step,
            Seed = Options.Seed,
            BatchSize = Options.BatchSize,
            Samples = _samples,
            BestEpoch = _best.Epoch,
            BestLoss = _best.Loss,
            History = [.. _history],
        };
    }

    /// <summary>Takes up a state: network, optimizer and trainer are then what they were when it was saved.</summary>
    /// <exception cref="ArgumentException">The state is not one of this network and optimizer, or was taken inside an epoch with
    /// another seed or batch size. Nothing changes then.</exception>
    public void LoadState(TrainingState<T> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Check(state);
        Optimizer.LoadState(state.OptimizerState);
        state.Parameters.CopyTo(Network.Parameters);
        _best.Load(state);
        _progress = new Progress(state.Epoch, state.Batch, state.LossSum, state.Step);
        _samples = state.Samples;
        _history.Clear();
        _history.AddRange(state.History);
    }

    private void Check(TrainingState<T> state)
    {
        Expect(state.Parameters.Length == TNetwork.ParameterCount,
            $"{TNetwork.ParameterCount} parameters, as {typeof(TNetwork).Name} has", $"{state.Parameters.Length}");
        int best = Options.Patience is not null && state.BestEpoch > 0 ? TNetwork.ParameterCount : state.BestParameters.Length;
        Expect(state.BestParameters.Length == best && (best == 0 || best == TNetwork.ParameterCount),
            $"the {TNetwork.ParameterCount} parameters of the best epoch, which early stopping needs", $"{state.BestParameters.Length}");
        Expect(state.Epoch >= 0 && state.History.Length == state.Epoch, $"a report for each of {state.Epoch} epochs", $"{state.History.Length}");
        Expect(state.Batch >= 0 && state.Step >= state.Batch, "counts of batches and steps that fit each other", $"{state.Batch} and {state.Step}");
        Expect(state.BestEpoch >= 0 && state.BestEpoch <= state.Epoch, $"a best epoch among {state.Epoch}", $"{state.BestEpoch}");
        if (state.Batch > 0)
        {
            Expect(state.Seed == Options.Seed, $"seed {state.Seed} to finish the epoch that was begun with it", $"{Options.Seed}");
            Expect(state.BatchSize == Options.BatchSize,
                $"batch size {state.BatchSize} to finish the epoch that was begun with it", $"{Options.BatchSize}");
        }
    }

    private static void Expect(bool isSo, string expected, string found)
    {
        if (!isSo)
        {
#pragma warning disable CA2208 // the argument of LoadState
            throw new ArgumentException($"Expected {expected}, but found {found}.", "state");
#pragma warning restore CA2208
        }
    }
}
