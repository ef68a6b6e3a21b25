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
/// <param name="Inputs">Rows of W.</param>
/// <param name="Outputs">Columns of W, or the elements that are written.</param>
/// <param name="Samples">Samples in the tile.</param>
/// <param name="Alpha">The α of the activation, or the one number that the kernel needs otherwise.</param>
internal readonly record struct LayerSizes(int Inputs, int Outputs, int Samples = 1, double Alpha = 0);
