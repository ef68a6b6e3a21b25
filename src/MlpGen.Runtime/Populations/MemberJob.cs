using System.Runtime.CompilerServices;
using MlpGen.Numerics;

namespace MlpGen.Populations;

/// <summary>One call of a population, as its threads see it. The memory is pinned as long as the call lasts.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal unsafe struct MemberJob<T>
    where T : unmanaged
{
    /// <summary>Samples of each member.</summary>
    public int Samples;

    /// <summary>Whether all members have the same samples; else the rows of each lie together, member by member.</summary>
    public bool IsShared;

    /// <summary>x.</summary>
    public T* Inputs;

    /// <summary>y, a row for each sample of each member; null in a loss.</summary>
    public T* Outputs;

    /// <summary>Rows of targets; null if there are labels, and in a forward pass.</summary>
    public T* Targets;

    /// <summary>Classes; null if there are targets.</summary>
    public int* Labels;

    /// <summary>The mean loss of each member.</summary>
    public T* Losses;

    /// <summary>The gradients of all members, packed; null if they are not wanted.</summary>
    public T* Gradient;

    /// <summary>Where the samples of a member begin, counted in samples.</summary>
    [MethodImpl(Loop.Inlined)]
    public readonly nint First(int member) => IsShared ? 0 : (nint)member * Samples;

    /// <summary>The samples of a member, as rows of so many inputs.</summary>
    [MethodImpl(Loop.Inlined)]
    public readonly ReadOnlySpan<T> InputsOf(int member, int width) => new(Inputs + (First(member) * width), Samples * width);

    /// <summary>Its targets, as rows of so many outputs.</summary>
    [MethodImpl(Loop.Inlined)]
    public readonly ReadOnlySpan<T> TargetsOf(int member, int width) => new(Targets + (First(member) * width), Samples * width);

    /// <summary>Its labels.</summary>
    [MethodImpl(Loop.Inlined)]
    public readonly ReadOnlySpan<int> LabelsOf(int member) => new(Labels + First(member), Samples);

    /// <summary>Where its outputs go, rows of so many.</summary>
    [MethodImpl(Loop.Inlined)]
    public readonly Span<T> OutputsOf(int member, int width) => new(Outputs + ((nint)member * Samples * width), Samples * width);
}
