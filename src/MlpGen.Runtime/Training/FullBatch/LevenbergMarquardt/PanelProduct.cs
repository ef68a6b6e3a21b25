using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MlpGen.Numerics;

namespace MlpGen.Training;

/// <summary>C += Aᵀ·B and C = Aᵀ·B, where A and B are rows of 16 numbers, one behind the other: all that takes long in the normal equations and
/// in their solution.</summary>
/// <remarks>Products are added row by row, and not fused: the same bits on every machine.</remarks>
internal readonly struct PanelProduct : IKernel
{
    /// <summary>C += Aᵀ·B.</summary>
    /// <param name="a">Rows of 16.</param>
    /// <param name="b">As many.</param>
    /// <param name="c">16 × 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c) => Run(a, b, c, accumulate: 1);

    /// <summary>C = Aᵀ·B.</summary>
    /// <inheritdoc cref="Add"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Set(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c) => Run(a, b, c, accumulate: 0);

    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T> => MatrixTile<V, T, Unfused<V, T, S>>.Multiply(
            ref w, 1, PanelMatrix.Width, PanelMatrix.Width, ref x, PanelMatrix.Width, PanelMatrix.Width, samples,
            ref Unsafe.NullRef<T>(), ref y, PanelMatrix.Width, alpha > 0);

    private static void Run(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, double accumulate)
    {
        int rows = a.Length / PanelMatrix.Width;
        if (b.Length != a.Length || c.Length != PanelMatrix.Width * PanelMatrix.Width)
        {
            throw new ArgumentException($"Expected rows of 16, as many in b as in a, and 16 of them in c, but got {a.Length}, {b.Length} and {c.Length} numbers.");
        }

        Widths<PanelProduct>.Run(
            PanelMatrix.Width, ref MemoryMarshal.GetReference(a), ref Unsafe.NullRef<double>(), ref MemoryMarshal.GetReference(b),
            ref Unsafe.NullRef<double>(), ref MemoryMarshal.GetReference(c), 0, 0, rows, accumulate);
    }
}
