namespace MlpGen.Numerics;

/// <summary>Work that is written once for every width and both precisions; <see cref="Widths{TKernel}"/> runs it.</summary>
/// <remarks>
/// The names of the references are those of a layer, which most kernels work on: W, b, what is read, something else beside it, and
/// what is written. Each kernel says what they mean to it, and leaves alone those that mean nothing: since <see cref="Run"/> is
/// inlined, they cost nothing.
/// </remarks>
internal interface IKernel
{
    /// <summary>Does it. What the references mean is the kernel's to say.</summary>
    static abstract void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, LayerSizes sizes)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>;
}

/// <summary>The sizes that a kernel works on.</summary>
/// <remarks>Fields: a property would be one more method to look up and to inline, for each that is read.</remarks>
internal readonly struct LayerSizes(int inputs, int outputs, int samples = 1, double alpha = 0)
{
    /// <summary>Rows of W.</summary>
    public readonly int Inputs = inputs;

    /// <summary>Columns of W, or the elements that are written.</summary>
    public readonly int Outputs = outputs;

    /// <summary>Samples in the tile.</summary>
    public readonly int Samples = samples;

    /// <summary>The α of the activation, or the one number that the kernel needs otherwise.</summary>
    public readonly double Alpha = alpha;
}
