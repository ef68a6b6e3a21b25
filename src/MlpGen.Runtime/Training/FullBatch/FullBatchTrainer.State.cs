using MlpGen.Weights;

namespace MlpGen.Training;

public abstract partial class FullBatchTrainer<TNetwork, T>
{
    /// <summary>A copy of all that <see cref="LoadState(TrainingState{T})"/> needs, in this or another process, to go on as if nothing had
    /// happened: bit for bit, given the same data and options.</summary>
    public TrainingState<T> SaveState()
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

    /// <summary>Writes the state to a safetensors file, which is replaced whole or not at all.</summary>
    /// <param name="path">As for <see cref="Trainer{TNetwork, T}.SaveState(string)"/>.</param>
    /// <inheritdoc cref="Trainer{TNetwork, T}.SaveState(string)" path="/remarks"/>
    /// <inheritdoc cref="Trainer{TNetwork, T}.SaveState(string)" path="/exception"/>
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

    /// <summary>Takes up a state: network and trainer are then what they were when it was saved.</summary>
    /// <exception cref="ArgumentException">The state is not one of this network and trainer. Nothing changes then.</exception>
    public void LoadState(TrainingState<T> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (Misfit(state) is var (expected, found))
        {
            throw new ArgumentException($"Expected {expected}, but found {found}.", nameof(state));
        }

        LoadRemembered(state.OptimizerState);
        state.Parameters.CopyTo(Network.Parameters);
        _best.Load(state);
        Evaluations = state.Step;
        _samples = state.Samples;
        _history.Clear();
        _history.AddRange(state.History);
    }

    /// <summary>Takes up a state that <see cref="SaveState(string)"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="WeightsException">The file is malformed, or holds no state; or one of another network, precision or trainer. Nothing
    /// changes then.</exception>
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
        TrainingState<T> state = TrainingStateReader<T>.Read(stream, TNetwork.Layers, StateKind, StateSize);
        try
        {
            LoadState(state);
        }
        catch (ArgumentException refused)
        {
            throw new WeightsException($"training state: {refused.Message}", refused);
        }
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

    /// <summary>What the state should be and is not; null if it fits.</summary>
    private (string Expected, string Found)? Misfit(TrainingState<T> state)
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
