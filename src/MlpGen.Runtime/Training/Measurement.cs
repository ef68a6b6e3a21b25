using System.Numerics;

namespace MlpGen.Training;

/// <summary>A metric while it is measured: rows of outputs and targets come in tiles, and a number comes out. No call allocates.</summary>
internal abstract class Measurement<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Forgets all rows.</summary>
    public abstract void Clear();

    /// <summary>Takes the rows of some samples, as many of outputs as of targets.</summary>
    public abstract void Add(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets);

    /// <summary>The metric of all rows since <see cref="Clear"/>.</summary>
    public abstract double Result();
}
