using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

// A layer for one sample, or what the layers of few outputs make of it: the kernels, as Widths runs them.

/// <summary>y = x·W + b.</summary>
internal readonly struct SampleForward : IKernel
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T> => VectorMatrix<V, T, S>.Multiply(ref x, ref w, ref b, ref y, inputs, outputs);
}

/// <summary>y = f(x·W + b), and the sums themselves in <c>other</c>, unless it is a null reference.</summary>
internal readonly struct SampleActivated<TFunction> : IKernel
    where TFunction : struct, IElementwise
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        if (inputs == 1)
        {
            ActivatedRow<V, T, S, TFunction>.OneInput(x, ref w, ref b, ref other, ref y, outputs, alpha);
        }
        else
        {
            ActivatedRow<V, T, S, TFunction>.Run(ref x, ref w, ref b, ref other, ref y, inputs, outputs, alpha);
        }
    }
}

/// <summary>y = f(x·W + b)·v, a single number, v being <c>other</c>.</summary>
internal readonly struct SampleActivatedDot<TFunction> : IKernel
    where TFunction : struct, IElementwise
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T> =>
        y = ActivatedRow<V, T, S, TFunction>.Dot(ref x, ref w, ref b, ref other, inputs, outputs, alpha);
}

/// <summary>y = W·x: x is dz of the layer, y its da; or W has many rows, and what it is multiplied with is another row.</summary>
internal readonly struct SampleInputGradient : IKernel
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T> => MatrixVector<V, T, S>.Multiply(ref w, outputs, ref x, ref y, inputs, outputs);
}

/// <summary>w += xᵀ·y, w being dW, x the layer's input and y its dz.</summary>
internal readonly struct SampleWeightGradient : IKernel
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T> => OuterProduct<V, T, S>.Add(ref x, ref y, ref w, inputs, outputs);
}
