using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>y = finish(x·W + b).</summary>
internal readonly struct ForwardColumns<TFinish> : IColumnKernel
    where TFinish : struct, IColumnFinish
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, ColumnShape shape)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T> =>
        ColumnProduct<V, T, S, TFinish>.Run(
            ref w, termStride: shape.Outputs, resultStride: 1, ref b, ref x, ref other, ref y, shape.Inputs, shape.Outputs, shape.Samples, shape.Alpha);
}

/// <summary>y = finish(x·Wᵀ), x being dz of the layer.</summary>
internal readonly struct InputGradientColumns<TFinish> : IColumnKernel
    where TFinish : struct, IColumnFinish
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, ColumnShape shape)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T> =>
        ColumnProduct<V, T, S, TFinish>.Run(
            ref w, termStride: 1, resultStride: shape.Outputs, ref b, ref x, ref other, ref y, shape.Outputs, shape.Inputs, shape.Samples, shape.Alpha);
}

/// <summary>w += xᵀ·y and b += Σ y, w being dW, b db or a null reference, x the layer's input and y its dz.</summary>
internal readonly struct WeightGradientColumns : IColumnKernel
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, ColumnShape shape)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        ColumnGradient<V, T, S>.AddWeights(ref x, ref y, ref w, shape.Inputs, shape.Outputs, shape.Samples);
        if (!Unsafe.IsNullRef(ref b))
        {
            ColumnGradient<V, T, S>.AddBiases(ref y, ref b, shape.Outputs, shape.Samples);
        }
    }
}
