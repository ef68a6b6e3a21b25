using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlpGen.Numerics;

/// <summary>How the gradient of a loss moves when what the loss reads moves, in rows: scale · ∂²L/∂r² · ṙ.</summary>
internal static class LossTangents
{
    /// <summary>Of a loss that takes each output for itself: scale · L''(r, t) · ṙ.</summary>
    [MethodImpl(Loop.Inlined)]
    public static void Each<T, TLoss>(
        ReadOnlySpan<T> read, ReadOnlySpan<T> targets, T scale, ReadOnlySpan<T> tangent, Span<T> gradientTangent, double delta)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, IElementwiseLoss =>
        Widths<LossTangent<TLoss>>.Run(
            read.Length, ref MemoryMarshal.GetReference(targets.Slice(0, read.Length)), ref scale, ref MemoryMarshal.GetReference(read),
            ref MemoryMarshal.GetReference(tangent.Slice(0, read.Length)), ref MemoryMarshal.GetReference(gradientTangent.Slice(0, read.Length)),
            0, read.Length, alpha: delta);

    /// <summary>scale · Σt · p ⊙ (ż − Σ p·ż), p = softmax(z): a row of the Hessian is that of the softmax.</summary>
    [MethodImpl(Loop.Hot)]
    public static void CrossEntropy<T>(
        ReadOnlySpan<T> z, Targets<T> targets, T scale, ReadOnlySpan<T> tangent, Span<T> gradientTangent, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ActivationPass.Softmax(z, gradientTangent, outputs);
        for (int first = 0; first < z.Length; first += outputs)
        {
            Span<T> p = gradientTangent.Slice(first, outputs);
            ReadOnlySpan<T> row = tangent.Slice(first, outputs);
            T mean = T.Zero, mass = targets.Values.IsEmpty ? T.One : T.Zero;
            for (int j = 0; j < outputs; j++)
            {
                mean += p[j] * row[j];
                mass += targets.Values.IsEmpty ? T.Zero : targets.Values[first + j];
            }

            for (int j = 0; j < outputs; j++)
            {
                p[j] *= mass * (row[j] - mean) * scale;
            }
        }
    }
}

/// <summary>y = b · L''(x, w) · other: x is what the loss reads, w the targets, b the scale, <c>other</c> the tangent.</summary>
internal readonly struct LossTangent<TLoss> : IKernel
    where TLoss : struct, IElementwiseLoss
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T> => Each<V, T, S>(ref x, ref w, ref other, ref y, b, outputs, alpha);

    [MethodImpl(Loop.Hot)]
    private static void Each<V, T, S>(ref T read, ref T target, ref T tangent, ref T gradientTangent, T scale, int length, double delta)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        V factor = S.Broadcast(scale);
        nuint i = 0;
        for (; i + (nuint)S.Count <= (nuint)length; i += (nuint)S.Count)
        {
            V second = TLoss.SecondDerivative<V, T, S>(S.Load(ref read, i), S.Load(ref target, i), delta);
            S.Store(S.Multiply(S.Multiply(second, factor), S.Load(ref tangent, i)), ref gradientTangent, i);
        }

        for (; i < (nuint)length; i++)
        {
            V second = TLoss.SecondDerivative<V, T, S>(S.Broadcast(Unsafe.Add(ref read, i)), S.Broadcast(Unsafe.Add(ref target, i)), delta);
            Unsafe.Add(ref gradientTangent, i) = S.First(S.Multiply(S.Multiply(second, factor), S.Broadcast(Unsafe.Add(ref tangent, i))));
        }
    }
}
