using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

// A layer for a tile of samples, row by row: the kernels, as Widths runs them.

/// <summary>y = x·W + b.</summary>
internal readonly struct BatchForward : IKernel
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, LayerSizes sizes)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T> =>
        MatrixTile<V, T, S>.Multiply(
            ref x, sizes.Inputs, 1, sizes.Samples, ref w, sizes.Outputs, sizes.Outputs, sizes.Inputs,
            ref b, ref y, sizes.Outputs, accumulate: false);
}

/// <summary>y = x·Wᵀ: x is dz of the layer, y its da.</summary>
internal readonly struct BatchInputGradient : IKernel
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, LayerSizes sizes)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T> => InputGradientTile<V, T, S>.Multiply(ref x, ref w, ref y, sizes.Samples, sizes.Inputs, sizes.Outputs);
}

/// <summary>w += xᵀ·y, w being dW, x the layer's input and y its dz.</summary>
internal readonly struct BatchWeightGradient : IKernel
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, LayerSizes sizes)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T> =>
        MatrixTile<V, T, S>.Multiply(
            ref x, 1, sizes.Inputs, sizes.Inputs, ref y, sizes.Outputs, sizes.Outputs, sizes.Samples,
            ref Unsafe.NullRef<T>(), ref w, sizes.Outputs, accumulate: true);
}

/// <summary>b += Σ y, b being db and y the layer's dz.</summary>
internal readonly struct BatchBiasGradient : IKernel
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, LayerSizes sizes)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T> => ColumnSums<V, T, S>.Add(ref y, ref b, sizes.Samples, sizes.Outputs);
}
