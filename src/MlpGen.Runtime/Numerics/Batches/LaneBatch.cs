using System.ComponentModel;
using System.Numerics;

namespace MlpGen.Numerics;

/// <summary>What a pass with several samples side by side works on: of a batch what the pass needs, the rest empty.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct LaneBatch<T>
    where T : unmanaged
{
    /// <summary>A batch that no vector has been through.</summary>
    public LaneBatch(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, int samples)
    {
        Parameters = parameters;
        Inputs = inputs;
        Samples = samples;
    }

    /// <summary>W1, b1, ….</summary>
    public ReadOnlySpan<T> Parameters { get; }

    /// <summary>x, row by row.</summary>
    public ReadOnlySpan<T> Inputs { get; }

    /// <summary>Rows of each.</summary>
    public int Samples { get; }

    /// <summary>The first sample that is still to do.</summary>
    public int First { get; set; }

    /// <summary>y, written.</summary>
    public Span<T> Outputs { get; init; }

    /// <summary>∂L/∂y.</summary>
    public ReadOnlySpan<T> OutputGradients { get; init; }

    /// <summary>t, if it is given as rows.</summary>
    public ReadOnlySpan<T> Targets { get; init; }

    /// <summary>t, if it is given as classes.</summary>
    public ReadOnlySpan<int> Labels { get; init; }

    /// <summary>What makes the sum over all samples a mean.</summary>
    public T Scale { get; init; }

    /// <summary>∂L/∂parameters, added to.</summary>
    public Span<T> Gradient { get; init; }

    /// <summary>∂L/∂x, written; empty if it is not wanted.</summary>
    public Span<T> InputGradients { get; init; }

    /// <summary>The losses so far, in double, so that a long batch loses nothing.</summary>
    public double Sum { get; set; }
}

/// <summary>A network whose samples go side by side.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILanes<T> : IPasses<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Takes as many samples as whole vectors of 512 bits hold.</summary>
    /// <param name="batch">Its first sample is moved on.</param>
    /// <typeparam name="TPass">What is wanted.</typeparam>
    static abstract void LanesOf512Bits<TPass>(ref LaneBatch<T> batch)
        where TPass : struct, IPass;

    /// <summary>The same with vectors of 256 bits.</summary>
    static abstract void LanesOf256Bits<TPass>(ref LaneBatch<T> batch)
        where TPass : struct, IPass;
}

/// <summary>What is wanted of a pass: its text is one, which compares this type argument, and the JIT leaves out what is not.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IPass;

/// <summary>The output alone.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ForwardOnly : IPass;

/// <summary>The gradient from ∂L/∂y.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct FromOutputGradient : IPass;

/// <summary>The loss alone.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct LossOnly : IPass;

/// <summary>The loss and its gradient.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct FromLoss : IPass;
