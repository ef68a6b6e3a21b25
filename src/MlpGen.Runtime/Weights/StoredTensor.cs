namespace MlpGen.Weights;

/// <summary>Numbers in memory that are a tensor in a file.</summary>
/// <param name="Name">What MlpGen calls it in a file.</param>
internal abstract record StoredTensor(string Name)
{
    /// <summary>How many numbers it has.</summary>
    public abstract int Count { get; }

    /// <summary>Its dimensions in the file.</summary>
    public abstract long[] Shape { get; }

    /// <summary>Where element <paramref name="k"/> of the file's order lies in memory.</summary>
    public abstract int Place(int k);

    /// <summary>What errors call it.</summary>
    /// <param name="name">Its name in the file at hand.</param>
    public virtual string Where(string name) => $"tensor '{name}'";

    /// <summary>The indices of element <paramref name="k"/> of the file's order.</summary>
    public long[] Indices(int k) => Shape is [_, long columns] ? [k / columns, k % columns] : [k];
}

/// <summary>Numbers that lie in the file as they lie in memory.</summary>
/// <param name="Name">What MlpGen calls it in a file.</param>
/// <param name="Length">How many there are.</param>
internal sealed record VectorTensor(string Name, int Length) : StoredTensor(Name)
{
    public override int Count => Length;

    public override long[] Shape => [Length];

    public override int Place(int k) => k;
}
