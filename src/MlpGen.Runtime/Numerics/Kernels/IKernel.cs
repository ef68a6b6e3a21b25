namespace MlpGen.Numerics;

/// <summary>Work that is written once for every width and both precisions; <see cref="Widths{TKernel}"/> runs it.</summary>
/// <remarks>
/// The names of the references are those of a layer, which most kernels work on: W, b, what is read, something else beside it, and
/// what is written. Each kernel says what they mean to it, and leaves alone those that mean nothing: since <see cref="Run"/> is
/// inlined, they cost nothing. So do the sizes, and numbers of their own they are: of a struct with constants in it the JIT
/// would find out too late what they leave out.
/// </remarks>
internal interface IKernel
{
    /// <summary>Does it. What the references mean is the kernel's to say.</summary>
    /// <param name="w">W, or its gradient.</param>
    /// <param name="b">b, or its gradient.</param>
    /// <param name="x">What is read.</param>
    /// <param name="other">Something beside it.</param>
    /// <param name="y">What is written.</param>
    /// <param name="inputs">Rows of W.</param>
    /// <param name="outputs">Columns of W, or the elements that are written.</param>
    /// <param name="samples">Samples in the tile.</param>
    /// <param name="alpha">The α of the activation, or the one number that the kernel needs otherwise.</param>
    /// <typeparam name="V">The vector type.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="S">The operations on it.</typeparam>
    static abstract void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>;
}
