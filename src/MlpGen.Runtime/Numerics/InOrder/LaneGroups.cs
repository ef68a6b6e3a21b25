using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>What a pass of a reproducible network with several samples side by side works on: groups of as many samples as the widest vector has lanes.
/// Of a batch it has what the pass needs, the rest is empty.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct LaneGroups<T>
    where T : unmanaged
{
    /// <summary>The groups of a batch.</summary>
    public LaneGroups(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, int samples)
    {
        Parameters = parameters;
        Inputs = inputs;
        End = samples - samples % SampleLanes.Group<T>();
    }

    /// <summary>W1, b1, ….</summary>
    public ReadOnlySpan<T> Parameters { get; }

    /// <summary>x, row by row.</summary>
    public ReadOnlySpan<T> Inputs { get; }

    /// <summary>The lane of each group that is the first of the vectors at hand: 0, or with shorter vectors also that of a later part.</summary>
    public int Part { get; set; }

    /// <summary>Where the whole groups of samples end.</summary>
    public int End { get; }

    /// <summary>y, written.</summary>
    public Span<T> Outputs { get; set; }

    /// <summary>∂L/∂y.</summary>
    public ReadOnlySpan<T> OutputGradients { get; set; }

    /// <summary>t, if it is given as rows.</summary>
    public ReadOnlySpan<T> Targets { get; set; }

    /// <summary>t, if it is given as classes.</summary>
    public ReadOnlySpan<int> Labels { get; set; }

    /// <summary>What makes the sum over all samples a mean.</summary>
    public T Scale { get; set; }

    /// <summary>∂L/∂parameters of each lane: a group of lanes for each parameter, overwritten.</summary>
    public Span<T> Gradients { get; set; }

    /// <summary>∂L/∂x, written; empty if it is not wanted.</summary>
    public Span<T> InputGradients { get; set; }

    /// <summary>The loss of each lane of a group, added to.</summary>
    public Span<double> Losses { get; set; }
}

/// <summary>A reproducible network whose samples go side by side, in vectors of any width: they are the same samples everywhere.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILanesInOrder<T> : IPasses<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Takes all groups, of each as many samples from <see cref="LaneGroups{T}.Part"/> on as a vector of 512 bits holds.</summary>
    /// <typeparam name="TPass">What is wanted.</typeparam>
    static abstract void LanesOf512Bits<TPass>(ref LaneGroups<T> batch)
        where TPass : struct, IPass;

    /// <summary>The same with vectors of 256 bits.</summary>
    static abstract void LanesOf256Bits<TPass>(ref LaneGroups<T> batch)
        where TPass : struct, IPass;

    /// <summary>The same with vectors of 128 bits.</summary>
    static abstract void LanesOf128Bits<TPass>(ref LaneGroups<T> batch)
        where TPass : struct, IPass;
}
