using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>y = finish(x·W + b).</summary>
internal readonly struct ForwardColumns<TFinish> : IKernel
    where TFinish : struct, IColumnFinish
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T> =>
        ColumnProduct<V, T, S, TFinish>.Run(
            ref w, termStride: outputs, resultStride: 1, ref b, ref x, ref other, ref y, inputs, outputs, samples, alpha);
}

/// <summary>y = finish(x·Wᵀ), x being dz of the layer.</summary>
internal readonly struct InputGradientColumns<TFinish> : IKernel
    where TFinish : struct, IColumnFinish
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T> =>
        ColumnProduct<V, T, S, TFinish>.Run(
            ref w, termStride: 1, resultStride: outputs, ref b, ref x, ref other, ref y, outputs, inputs, samples, alpha);
}

/// <summary>w += xᵀ·y and b += Σ y, w being dW, b db or a null reference, x the layer's input and y its dz.</summary>
internal readonly struct WeightGradientColumns : IKernel
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        ColumnGradient<V, T, S>.AddWeights(ref x, ref y, ref w, inputs, outputs, samples);
        if (!Unsafe.IsNullRef(ref b))
        {
            ColumnGradient<V, T, S>.AddBiases(ref y, ref b, outputs, samples);
        }
    }
}
