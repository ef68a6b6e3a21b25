using MlpGen.Weights;

namespace MlpGen.Training;

public sealed partial class Trainer<TNetwork, T>
{
    /// <summary>A copy of all that <see cref="LoadState(TrainingState{T})"/> needs, in this or another process, to go on as if nothing had
    /// happened. Between epochs, or when training was cancelled inside one.</summary>
    public TrainingState<T> SaveState()
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

    /// <summary>Writes the state to a safetensors file, which is replaced whole or not at all.</summary>
    /// <remarks>Its weights are those of the last step, with which training goes on, and <see cref="Safetensors"/> loads them from it as
    /// from any file. docs/weights.md describes the rest.</remarks>
    /// <param name="path">The file. The new one is written beside it, flushed to the disk, and moved into place. Links are followed, and owner,
    /// group and mode stay. A pipe, a terminal, another device, and a file that cannot be replaced are written in place; docs/weights.md
    /// says what happens to which.</param>
    /// <exception cref="WeightsException">A weight is NaN or infinite. The file is as it was.</exception>
    /// <exception cref="IOException">It is a folder, a socket or a block device, or cannot be written. A file that was there is as it
    /// was.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is read-only, or may not be written.</exception>
    public void SaveState(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Safetensors.InFile(path, () => AtomicFile.Write(path, SaveState));
    }

    /// <summary>Writes the state to a stream, which stays open.</summary>
    /// <param name="stream">Where to.</param>
    /// <exception cref="WeightsException">A weight is NaN or infinite. Nothing is written.</exception>
    public void SaveState(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        TrainingStateWriter.Write(stream, SaveState(), TNetwork.Layers);
    }

    /// <summary>Takes up a state: network, optimizer and trainer are then what they were when it was saved.</summary>
    /// <exception cref="ArgumentException">The state is not one of this network and optimizer, or was taken inside an epoch with
    /// another seed or batch size. Nothing changes then.</exception>
    public void LoadState(TrainingState<T> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (Misfit(state) is var (expected, found))
        {
            throw new ArgumentException($"Expected {expected}, but found {found}.", nameof(state));
        }

        Optimizer.LoadState(state.OptimizerState);
        state.Parameters.CopyTo(Network.Parameters);
        _best.Load(state);
        _average.Load(state.AverageParameters);
        _progress = new Progress(state.Epoch, state.Batch, state.LossSum, state.Step);
        _samples = state.Samples;
        _history.Clear();
        _history.AddRange(state.History);
    }

    /// <summary>Takes up a state that <see cref="SaveState(string)"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="WeightsException">The file is malformed, or holds no state; or one of another network, precision or optimizer; or
    /// one taken inside an epoch with another seed or batch size. Nothing changes then.</exception>
    public void LoadState(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Safetensors.InFile(path, () =>
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
            LoadState(stream);
        });
    }

    /// <summary>Takes up a state that <see cref="SaveState(Stream)"/> wrote.</summary>
    /// <param name="stream">Read from where it stands to its end; it need not be seekable, and stays open.</param>
    /// <exception cref="WeightsException">As for a file.</exception>
    public void LoadState(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        TrainingState<T> state = TrainingStateReader<T>.Read(stream, TNetwork.Layers, Optimizer.StateKind, Optimizer.StateSize);
        if (Misfit(state) is var (expected, found))
        {
            throw new WeightsException("training state", expected, found);
        }

        try
        {
            LoadState(state);
        }
        catch (ArgumentException refused)
        {
            throw new WeightsException($"state of the optimizer: {refused.Message}", refused);
        }
    }

    /// <summary>What the state should be and is not; null if it fits.</summary>
    private (string Expected, string Found)? Misfit(TrainingState<T> state)
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
