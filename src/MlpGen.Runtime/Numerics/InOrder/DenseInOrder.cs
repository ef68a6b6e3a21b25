using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlpGen.Numerics;

/// <summary>A dense layer for one sample or more, row by row, of a reproducible network: Z = X·W + b and its gradients, every sum in one order.</summary>
/// <remarks>
/// <para>
/// zⱼ begins with bⱼ, and takes x₀·W₀ⱼ, x₁·W₁ⱼ, … one after the other; where it is the only output, <see cref="DotsInOrder"/> has its order; daᵢ takes dz₀·Wᵢ₀, dz₁·Wᵢ₁, …, in parts of 128 outputs;
/// dWᵢⱼ and dbⱼ the samples of a tile, whose sum is then added to the gradient. Vectors run along what
/// is written, so no sum goes across one, and their width changes nothing; nor does it change anything how many samples are together.
/// </para>
/// <para>As in <see cref="DenseBatch"/>, sizes come from the spans, and what is written must not overlap the others.</para>
/// </remarks>
internal static class DenseInOrder
{
    /// <summary>z[s, j] = b[j] + Σᵢ x[s, i] · W[i, j].</summary>
    [MethodImpl(Loop.Hot)]
    public static void Forward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> b, Span<T> z, int inputs, int outputs)
        where T : unmanaged
    {
        LayerShape.Check(w.Length, b.Length, inputs, outputs);
        int samples = LayerShape.Samples(x.Length, inputs, z.Length, outputs);
        ref T x0 = ref MemoryMarshal.GetReference(x);
        ref T w0 = ref MemoryMarshal.GetReference(w);
        ref T b0 = ref (b.IsEmpty ? ref Unsafe.NullRef<T>() : ref MemoryMarshal.GetReference(b));
        ref T z0 = ref MemoryMarshal.GetReference(z);
        if (outputs == 1)
        {
            Widths<UnfusedKernel<DotsInOrder>>.Run(LongestRow, ref w0, ref b0, ref x0, ref Unsafe.NullRef<T>(), ref z0, inputs, 1, samples);
        }
        else if (IsNarrow<T>(outputs))
        {
            NarrowInOrder.Multiply(ref x0, inputs, samples, ref w0, outputs, 1, outputs, inputs, ref b0, ref z0);
        }
        else if (samples == 1)
        {
            Widths<UnfusedKernel<RowForward>>.Run(outputs, ref w0, ref b0, ref x0, ref Unsafe.NullRef<T>(), ref z0, inputs, outputs);
        }
        else
        {
            Widths<UnfusedKernel<BatchForward>>.Run(
                outputs, ref w0, ref b0, ref x0, ref Unsafe.NullRef<T>(), ref z0, inputs, outputs, samples);
        }
    }

    /// <summary>da[s, i] = Σⱼ dz[s, j] · W[i, j].</summary>
    [MethodImpl(Loop.Hot)]
    public static void InputGradient<T>(ReadOnlySpan<T> dz, ReadOnlySpan<T> w, Span<T> da, int inputs, int outputs)
        where T : unmanaged
    {
        LayerShape.Check(w.Length, 0, inputs, outputs);
        int samples = LayerShape.Samples(dz.Length, outputs, da.Length, inputs);
        ref T dz0 = ref MemoryMarshal.GetReference(dz);
        ref T w0 = ref MemoryMarshal.GetReference(w);
        ref T da0 = ref MemoryMarshal.GetReference(da);
        ref T none = ref Unsafe.NullRef<T>();
        if (IsNarrow<T>(inputs))
        {
            NarrowInOrder.Multiply(ref dz0, outputs, samples, ref w0, 1, outputs, inputs, outputs, ref none, ref da0);
        }
        else if (samples == 1 && outputs == 1)
        {
            // W is a column, contiguous, and each sum has one term.
            Widths<UnfusedKernel<RowForward>>.Run(inputs, ref w0, ref none, ref dz0, ref none, ref da0, 1, inputs);
        }
        else if (samples == 1 && outputs <= InputGradientRow.MostOutputs)
        {
            Widths<UnfusedKernel<InputGradientRow>>.Run(inputs, ref w0, ref none, ref dz0, ref none, ref da0, inputs, outputs);
        }
        else
        {
            Widths<UnfusedKernel<BatchInputGradient>>.Run(inputs, ref w0, ref none, ref dz0, ref none, ref da0, inputs, outputs, samples);
        }
    }

    /// <summary>dW[i, j] += Σₛ a[s, i] · dz[s, j].</summary>
    [MethodImpl(Loop.Hot)]
    public static void AddWeightGradient<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> dz, Span<T> dw, int inputs, int outputs)
        where T : unmanaged
    {
        LayerShape.Check(dw.Length, 0, inputs, outputs);
        int samples = LayerShape.Samples(a.Length, inputs, dz.Length, outputs);
        ref T a0 = ref MemoryMarshal.GetReference(a);
        ref T dz0 = ref MemoryMarshal.GetReference(dz);
        ref T dw0 = ref MemoryMarshal.GetReference(dw);
        ref T none = ref Unsafe.NullRef<T>();
        if (samples == 0)
        {
            return;
        }

        if (IsNarrow<T>(outputs))
        {
            NarrowInOrder.AddWeightGradient(ref a0, ref dz0, ref dw0, samples, inputs, outputs);
        }
        else if (samples == 1)
        {
            Widths<UnfusedKernel<SampleWeightGradient>>.Run(outputs, ref dw0, ref none, ref a0, ref none, ref dz0, inputs, outputs);
        }
        else
        {
            Widths<UnfusedKernel<BatchWeightGradient>>.Run(outputs, ref dw0, ref none, ref a0, ref none, ref dz0, inputs, outputs, samples);
        }
    }

    /// <summary>db[j] += Σₛ dz[s, j].</summary>
    [MethodImpl(Loop.Hot)]
    public static void AddBiasGradient<T>(ReadOnlySpan<T> dz, Span<T> db)
        where T : unmanaged
    {
        int outputs = db.Length, samples = LayerShape.Samples(dz.Length, outputs, dz.Length, outputs);
        if (samples == 0)
        {
            return;
        }

        ref T dz0 = ref MemoryMarshal.GetReference(dz);
        ref T db0 = ref MemoryMarshal.GetReference(db);
        ref T none = ref Unsafe.NullRef<T>();
        if (IsNarrow<T>(outputs))
        {
            NarrowInOrder.AddColumns(ref dz0, ref db0, samples, outputs);
        }
        else
        {
            Widths<UnfusedKernel<BatchBiasGradient>>.Run(outputs, ref none, ref db0, ref none, ref none, ref dz0, 0, outputs, samples);
        }
    }

    /// <summary>A length that fills any vector.</summary>
    private const int LongestRow = 16;

    /// <summary>Whether a row fills no vector: it is of the shortest, whatever the hardware, that the answer must not depend on that.</summary>
    [MethodImpl(Loop.Inlined)]
    private static bool IsNarrow<T>(int columns)
        where T : unmanaged => columns < Widths.Bytes128 / Unsafe.SizeOf<T>();

    /// <summary>y = x·W + b of one sample.</summary>
    private readonly struct RowForward : IKernel
    {
        [MethodImpl(Loop.Inlined)]
        public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
            where V : struct
            where T : unmanaged
            where S : ISimd<V, T> => RowInOrder<V, T, S>.Multiply(ref x, ref w, ref b, ref y, inputs, outputs);
    }
}
