using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

// A layer for a tile of samples, row by row: the kernels, as Widths runs them.

/// <summary>y = x·W + b.</summary>
internal readonly struct BatchForward : IKernel
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T> =>
        MatrixTile<V, T, S>.Multiply(
            ref x, inputs, 1, samples, ref w, outputs, outputs, inputs,
            ref b, ref y, outputs, accumulate: false);
}

/// <summary>y = x·Wᵀ: x is dz of the layer, y its da.</summary>
internal readonly struct BatchInputGradient : IKernel
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T> => InputGradientTile<V, T, S>.Multiply(ref x, ref w, ref y, samples, inputs, outputs);
}

/// <summary>w += xᵀ·y, w being dW, x the layer's input and y its dz.</summary>
internal readonly struct BatchWeightGradient : IKernel
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T> =>
        MatrixTile<V, T, S>.Multiply(
            ref x, 1, inputs, inputs, ref y, outputs, outputs, samples,
            ref Unsafe.NullRef<T>(), ref w, outputs, accumulate: true);
}

/// <summary>b += Σ y, b being db and y the layer's dz.</summary>
internal readonly struct BatchBiasGradient : IKernel
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T> => ColumnSums<V, T, S>.Add(ref y, ref b, samples, outputs);
}
