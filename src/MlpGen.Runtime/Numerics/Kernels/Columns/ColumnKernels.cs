using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>y = finish(x·W + b).</summary>
internal readonly struct ForwardColumns<TFinish> : IKernel
    where TFinish : struct, IColumnFinish
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, LayerSizes sizes)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T> =>
        ColumnProduct<V, T, S, TFinish>.Run(
            ref w, termStride: sizes.Outputs, resultStride: 1, ref b, ref x, ref other, ref y, sizes.Inputs, sizes.Outputs, sizes.Samples, sizes.Alpha);
}

/// <summary>y = finish(x·Wᵀ), x being dz of the layer.</summary>
internal readonly struct InputGradientColumns<TFinish> : IKernel
    where TFinish : struct, IColumnFinish
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, LayerSizes sizes)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T> =>
        ColumnProduct<V, T, S, TFinish>.Run(
            ref w, termStride: 1, resultStride: sizes.Outputs, ref b, ref x, ref other, ref y, sizes.Outputs, sizes.Inputs, sizes.Samples, sizes.Alpha);
}

/// <summary>w += xᵀ·y and b += Σ y, w being dW, b db or a null reference, x the layer's input and y its dz.</summary>
internal readonly struct WeightGradientColumns : IKernel
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, LayerSizes sizes)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        ColumnGradient<V, T, S>.AddWeights(ref x, ref y, ref w, sizes.Inputs, sizes.Outputs, sizes.Samples);
        if (!Unsafe.IsNullRef(ref b))
        {
            ColumnGradient<V, T, S>.AddBiases(ref y, ref b, sizes.Outputs, sizes.Samples);
        }
    }
}
