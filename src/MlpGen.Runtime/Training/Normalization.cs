using System.Numerics;
using MlpGen.Weights;

namespace MlpGen.Training;

/// <summary>Brings each column of the data to mean 0 and standard deviation 1: x ← (x − mean) / deviation.</summary>
/// <remarks>Networks learn best from inputs of that size. Fit the constants on the training set alone, apply them to every set and to
/// every input later on, and keep them beside the weights: <see cref="Save(string)"/>, <see cref="Normalization.Load{T}(string)"/>.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Normalization<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] _means;
    private readonly T[] _deviations;

    /// <summary>With constants that were saved.</summary>
    /// <param name="means">One for each column, finite. A copy is taken.</param>
    /// <param name="deviations">One for each column, finite and above 0. A copy is taken.</param>
    /// <exception cref="ArgumentException">The lengths differ or are 0, or a number is outside its range.</exception>
    public Normalization(ReadOnlySpan<T> means, ReadOnlySpan<T> deviations)
    {
        if (means.IsEmpty || means.Length != deviations.Length)
        {
            throw new ArgumentException(
                $"Expected as many deviations as means, and at least one, but got {deviations.Length} for {means.Length}.", nameof(deviations));
        }

        for (int i = 0; i < means.Length; i++)
        {
            if (!T.IsFinite(means[i]))
            {
                throw new ArgumentException($"Expected finite means, but number {i} is {means[i]}.", nameof(means));
            }

            if (!(T.IsFinite(deviations[i]) && deviations[i] > T.Zero))
            {
                throw new ArgumentException($"Expected deviations that are finite and above 0, but number {i} is {deviations[i]}.", nameof(deviations));
            }
        }

        _means = means.ToArray();
        _deviations = deviations.ToArray();
    }

    /// <summary>The mean of each column.</summary>
    public ReadOnlySpan<T> Means => _means;

    /// <summary>The standard deviation of each column; 1 for one that does not vary, which so becomes 0.</summary>
    public ReadOnlySpan<T> Deviations => _deviations;

    /// <summary>x ← (x − mean) / deviation, in place.</summary>
    /// <param name="rows">One row or more, each as long as there are columns.</param>
    public void Apply(Span<T> rows)
    {
        CheckRows(rows);
        for (int start = 0; start < rows.Length; start += _means.Length)
        {
            for (int i = 0; i < _means.Length; i++)
            {
                rows[start + i] = (rows[start + i] - _means[i]) / _deviations[i];
            }
        }
    }

    /// <summary>x ← x·deviation + mean, in place: back to the units of the data.</summary>
    /// <param name="rows">One row or more, each as long as there are columns.</param>
    public void Undo(Span<T> rows)
    {
        CheckRows(rows);
        for (int start = 0; start < rows.Length; start += _means.Length)
        {
            for (int i = 0; i < _means.Length; i++)
            {
                rows[start + i] = rows[start + i] * _deviations[i] + _means[i];
            }
        }
    }

    /// <summary>Writes the constants to a safetensors file, which is replaced whole or not at all.</summary>
    /// <param name="path">The file. The new one is written beside it, flushed to the disk, and moved into place. Links are followed, and owner,
    /// group and mode stay. A pipe, a terminal, another device, and a file that cannot be replaced are written in place; docs/weights.md
    /// says what happens to which.</param>
    /// <exception cref="IOException">It is a folder, a socket or a block device, or cannot be written. A file that was there is as it
    /// was.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is read-only, or may not be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, Save);
    }

    /// <summary>Writes the constants to a stream, which stays open.</summary>
    /// <param name="stream">Where to.</param>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Normalization.Save(this, stream);
    }

    private void CheckRows(ReadOnlySpan<T> rows)
    {
        if (rows.Length % _means.Length != 0)
        {
            throw new ArgumentException($"Expected rows of {_means.Length}, but got {rows.Length} numbers.", nameof(rows));
        }
    }
}
