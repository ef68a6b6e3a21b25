using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlpGen.Numerics;

/// <summary>What the outputs of some samples should be: a row of numbers for each, or the number of a class.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct Targets<T>
    where T : unmanaged
{
    // Four fields and not two spans: so the JIT keeps them in registers until they are written. Two spans it would write and copy, and read before both
    // pieces are in the cache: a processor then waits until all that was written earlier is.
    private readonly ref readonly T _values;
    private readonly ref readonly int _labels;
    private readonly int _valueCount, _labelCount;

    /// <summary>Rows of numbers.</summary>
    [MethodImpl(Loop.Inlined)]
    public Targets(ReadOnlySpan<T> values)
    {
        _values = ref MemoryMarshal.GetReference(values);
        _valueCount = values.Length;
    }

    /// <summary>Classes, one for each sample.</summary>
    [MethodImpl(Loop.Inlined)]
    public Targets(ReadOnlySpan<int> labels)
    {
        _labels = ref MemoryMarshal.GetReference(labels);
        _labelCount = labels.Length;
    }

    /// <summary>The rows; empty where there are labels.</summary>
    public ReadOnlySpan<T> Values
    {
        [MethodImpl(Loop.Inlined)]
        get => MemoryMarshal.CreateReadOnlySpan(in _values, _valueCount);
    }

    /// <summary>The classes; empty where there are rows.</summary>
    public ReadOnlySpan<int> Labels
    {
        [MethodImpl(Loop.Inlined)]
        get => MemoryMarshal.CreateReadOnlySpan(in _labels, _labelCount);
    }

    /// <summary>Those of some samples.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="samples">How many.</param>
    /// <param name="width">Outputs of the network.</param>
    [MethodImpl(Loop.Inlined)]
    public Targets<T> Of(int first, int samples, int width) => Values.IsEmpty
        ? new Targets<T>(Labels.Slice(first, samples))
        : new Targets<T>(Values.Slice(first * width, samples * width));
}
