using MlpGen.Weights;

namespace MlpGen.Training;

/// <summary>What can be saved at any time, and go on in this or another process as if nothing had happened: trainers, and searches.</summary>
/// <typeparam name="TState">All that is needed for that, as plain numbers.</typeparam>
public abstract class Resumable<TState>
    where TState : class
{
    private protected Resumable()
    {
    }

    /// <summary>A copy of all that <see cref="LoadState(TState)"/> needs to go on: bit for bit, given the same data and options.</summary>
    public abstract TState SaveState();

    /// <summary>Writes the state to a safetensors file, which is replaced whole or not at all.</summary>
    /// <remarks>That of a trainer has the weights of the last step, with which training goes on, and <see cref="Safetensors"/> loads them from it
    /// as from any file. docs/weights.md describes the rest.</remarks>
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
        Write(stream, SaveState());
    }

    /// <summary>Takes up a state: all is then as it was when that was saved.</summary>
    /// <param name="state">Copied.</param>
    /// <exception cref="ArgumentException">The state is of something else, or cannot be gone on with under these options. Nothing changes
    /// then.</exception>
    public void LoadState(TState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (Misfit(state) is var (expected, found))
        {
            throw new ArgumentException($"Expected {expected}, but found {found}.", nameof(state));
        }

        TakeUp(state);
    }

    /// <summary>Takes up a state that <see cref="SaveState(string)"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="WeightsException">The file is malformed or holds no state; or one of another network, number type, optimizer or search, or
    /// one that cannot be gone on with under these options. Nothing changes then.</exception>
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
        TState state = Read(stream);
        if (Misfit(state) is var (expected, found))
        {
            throw new WeightsException(StateName, expected, found);
        }

        try
        {
            TakeUp(state);
        }
        catch (ArgumentException refused)
        {
            throw new WeightsException($"state of the optimizer: {refused.Message}", refused);
        }
    }

    /// <summary>What errors call a state.</summary>
    private protected virtual string StateName => "training state";

    /// <summary>Writes a state to a file.</summary>
    private protected abstract void Write(Stream stream, TState state);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    private protected abstract TState Read(Stream stream);

    /// <summary>What a state should be and is not; null if it fits.</summary>
    private protected abstract (string Expected, string Found)? Misfit(TState state);

    /// <summary>Takes up a state that fits, or throws an <see cref="ArgumentException"/> because the optimizer refuses its numbers, and changes
    /// nothing.</summary>
    private protected abstract void TakeUp(TState state);
}
