using System.Numerics;

namespace MlpGen.Training;

/// <summary>A metric while it is measured: rows of outputs and targets come in tiles, and a number comes out. No call allocates.</summary>
internal abstract class Measurement<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Forgets all rows.</summary>
    public abstract void Clear();

    /// <summary>Takes the rows of some samples, as many of outputs as of targets.</summary>
    /// <param name="outputs">What the network says.</param>
    /// <param name="targets">What is so.</param>
    /// <param name="weights">How often each sample counts; once, if empty.</param>
    public abstract void Add(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights);

    /// <summary>The metric of all rows since <see cref="Clear"/>.</summary>
    public abstract double Result();

    /// <summary>How often a sample counts.</summary>
    protected static double Weight(ReadOnlySpan<T> weights, int sample) => weights.IsEmpty ? 1 : double.CreateTruncating(weights[sample]);
}
