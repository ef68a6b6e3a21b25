using System.ComponentModel;
using System.Numerics;

namespace MlpGen.Numerics;

/// <summary>What a pass with several samples side by side works on: of a batch what the pass needs, the rest empty.</summary>
/// <remarks>Set piece by piece: an object initializer would build a second one and copy it, which the processor waits for.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct LaneBatch<T>
    where T : unmanaged
{
    /// <summary>Rows of at least as many samples as a vector has lanes, though it may be that fewer count.</summary>
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

    /// <summary>The rows of each that count.</summary>
    public int Samples { get; }

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

    /// <summary>∂L/∂parameters, added to.</summary>
    public Span<T> Gradient { get; set; }

    /// <summary>∂L/∂x, written; empty if it is not wanted.</summary>
    public Span<T> InputGradients { get; set; }

    /// <summary>The sum of the losses, in double, so that a long batch loses nothing.</summary>
    public double Sum { get; set; }
}

/// <summary>A network whose samples go side by side.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILanes<T> : IPasses<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Whether a vector of samples takes hardly longer than one sample by itself, so that none is left over to go alone.</summary>
    static virtual bool LanesAreQuick => false;

    /// <summary>Takes all samples, with vectors of 512 bits.</summary>
    /// <param name="batch">Of no fewer rows than one has lanes.</param>
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
