using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>What the outputs of some samples should be: a row of numbers for each, or the number of a class.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct Targets<T>
{
    /// <summary>Rows of numbers.</summary>
    [MethodImpl(Loop.Inlined)]
    public Targets(ReadOnlySpan<T> values) => Values = values;

    /// <summary>Classes, one for each sample.</summary>
    [MethodImpl(Loop.Inlined)]
    public Targets(ReadOnlySpan<int> labels) => Labels = labels;

    /// <summary>The rows; empty where there are labels.</summary>
    public ReadOnlySpan<T> Values { get; }

    /// <summary>The classes; empty where there are rows.</summary>
    public ReadOnlySpan<int> Labels { get; }

    /// <summary>Those of some samples.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="samples">How many.</param>
    /// <param name="width">Outputs of the network.</param>
    [MethodImpl(Loop.Inlined)]
    public Targets<T> Of(int first, int samples, int width) => Values.IsEmpty
        ? new Targets<T>(Labels.Slice(first, samples))
        : new Targets<T>(Values.Slice(first * width, samples * width));
}
