using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

public static partial class ActivationMath
{
    /// <summary>pⱼ = e^(zⱼ − max z) / Σₖ e^(zₖ − max z).</summary>
    /// <remarks>
    /// Worst relative error: float 4e-6, double 1e-14, up to 4,096 classes. A NaN or +∞ in z makes every p NaN, as in
    /// PyTorch.
    /// </remarks>
    /// <param name="z">The logits of one sample.</param>
    /// <param name="p">The probabilities, as many; may be the same memory as <paramref name="z"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap without being the same.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Softmax(ReadOnlySpan<float> z, Span<float> p)
    {
        CheckSoftmax(z, p);
        SoftmaxRow(z, p);
    }

    /// <inheritdoc cref="Softmax(ReadOnlySpan{float}, Span{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Softmax(ReadOnlySpan<double> z, Span<double> p)
    {
        CheckSoftmax(z, p);
        SoftmaxRow(z, p);
    }

    /// <summary>One row, its spans checked.</summary>
    [MethodImpl(Inline)]
    internal static void SoftmaxRow<T>(ReadOnlySpan<T> z, Span<T> p)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (z.Length >= Widths.Bytes128 / Unsafe.SizeOf<T>())
        {
            ref T none = ref Unsafe.NullRef<T>();
            Widths<RowSoftmax>.Run(
                z.Length, ref none, ref none, ref MemoryMarshal.GetReference(z), ref none, ref MemoryMarshal.GetReference(p), 0, z.Length);
        }
        else if (typeof(T) == typeof(float))
        {
            SoftmaxShort(MemoryMarshal.Cast<T, float>(z), MemoryMarshal.Cast<T, float>(p));
        }
        else if (!z.IsEmpty)
        {
            // One class: e⁰/e⁰ = 1, but NaN for NaN and ±∞.
            p[0] = T.One + (z[0] - z[0]);
        }
    }

    private static void CheckSoftmax<T>(ReadOnlySpan<T> z, Span<T> p)
    {
        if (p.Length != z.Length)
        {
            throw new ArgumentException($"p needs {z.Length} elements, as z has, but has {p.Length}.", nameof(p));
        }

        if (z.Overlaps(p, out int offset) && offset != 0)
        {
            throw new ArgumentException("p overlaps z without being the same memory.", nameof(p));
        }
    }

    /// <summary>y = softmax(x), a row of at least one vector.</summary>
    private readonly struct RowSoftmax : IKernel
    {
        [MethodImpl(Inline)]
        public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
            where V : struct
            where T : unmanaged
            where S : ISimd<V, T> => SoftmaxRow<V, T, S>(ref x, ref y, outputs);
    }

    /// <summary>
    /// A row of at least one vector. The last vector may overlap the one before; it is read first and written last,
    /// so that p may be z, and counts in the sum only where no other vector does.
    /// </summary>
    [MethodImpl(Outlined)]
    private static void SoftmaxRow<V, T, S>(ref T z, ref T p, int length)
        where V : struct
        where S : ISimd<V, T>
    {
        nuint last = (nuint)(length - S.Count);
        V max = S.Broadcast(MaxOfRow<V, T, S>(ref z, length));
        V tail = ExpBounded<V, T, S>(S.Subtract(S.Load(ref z, last), max));

        V sum = S.Splat(0);
        nuint i = 0;
        for (; i < last; i += (nuint)S.Count)
        {
            V e = ExpBounded<V, T, S>(S.Subtract(S.Load(ref z, i), max));
            sum = S.Add(sum, e);
            S.Store(e, ref p, i);
        }

        sum = S.Add(sum, S.Keep(tail, S.LastLanes(length - (int)i)));
        V scale = S.Divide(S.Splat(1), S.Broadcast(S.Sum(sum)));
        for (i = 0; i < last; i += (nuint)S.Count)
        {
            S.Store(S.Multiply(S.Load(ref p, i), scale), ref p, i);
        }

        S.Store(S.Multiply(tail, scale), ref p, last);
    }

    /// <summary>A row shorter than any vector: in one vector all the same, its lanes filled up with the first logit.</summary>
    [MethodImpl(Outlined)]
    private static void SoftmaxShort(ReadOnlySpan<float> z, Span<float> p)
    {
        if (z.IsEmpty)
        {
            return;
        }

        Vector128<float> e = ExpOfShort(z, out _);
        e /= Vector128.Create(Vector128.Sum(e));
        p[0] = e[0];
        if (p.Length > 1)
        {
            p[1] = e[1];
        }

        if (p.Length > 2)
        {
            p[2] = e[2];
        }
    }

    /// <summary>e^(z − max z) of one to three logits, 0 in the other lanes.</summary>
    [MethodImpl(Inline)]
    private static Vector128<float> ExpOfShort(ReadOnlySpan<float> z, out float max)
    {
        Vector128<float> row = Vector128.Create(z[0], z.Length > 1 ? z[1] : z[0], z.Length > 2 ? z[2] : z[0], z[0]);
        max = Single128.MaxAcross(row);
        return Single128.Keep(ExpBounded<Vector128<float>, float, Single128>(row - Vector128.Create(max)), Single128.FirstLanes(z.Length));
    }

    [MethodImpl(Inline)]
    private static T MaxOfRow<V, T, S>(ref T z, int length)
        where V : struct
        where S : ISimd<V, T>
    {
        nuint last = (nuint)(length - S.Count);
        V max = S.Load(ref z, last);
        for (nuint i = 0; i < last; i += (nuint)S.Count)
        {
            max = S.Max(max, S.Load(ref z, i));
        }

        return S.MaxAcross(max);
    }
}
