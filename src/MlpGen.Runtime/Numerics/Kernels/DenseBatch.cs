using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

/// <summary>A dense layer for a tile of samples, row by row: Z = X·W + b and its gradients.</summary>
/// <remarks>
/// As in <see cref="Dense"/>, sizes come from the spans, vectors run along the rows that are written, and spans that are
/// written must not overlap the others. One sample or many is right; tiles of a multiple of eight samples are fastest. The few
/// samples of a small batch, or of what a large one leaves, go one by one, as <see cref="Dense"/> takes them.
/// </remarks>
internal static class DenseBatch
{
    // The most samples that are faster one by one. Measured for layers from 16 × 10 to 784 × 128 and 256 × 256, in both precisions: forward a
    // tile of two gains where W exceeds the first cache and has more than a vector of columns, and a tile of one takes up to three times as
    // long; δ·Wᵀ, for which a tile transposes W, is even at 4 to 16 samples, and dW at 2 to 4.
    private const int FewInputGradients = 4;
    private const int FewWeightGradients = 2;

    /// <summary>z[s, j] = b[j] + Σᵢ x[s, i] · W[i, j].</summary>
    /// <param name="x">The layer's inputs, samples × inputs.</param>
    /// <param name="w">W, inputs × outputs, row by row.</param>
    /// <param name="b">The bias, or empty for none.</param>
    /// <param name="z">The weighted sums, samples × outputs.</param>
    /// <param name="inputs">Rows of W.</param>
    /// <param name="outputs">Columns of W.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> b, Span<T> z, int inputs, int outputs)
        where T : unmanaged
    {
        LayerShape.Check(w.Length, b.Length, inputs, outputs);
        int samples = LayerShape.Samples(x.Length, inputs, z.Length, outputs);
        int tiled = samples - FewForward<T>(samples, outputs);
        for (int s = tiled; s < samples; s++)
        {
            Dense.Forward<T>(x.Slice(s * inputs, inputs), w, b, z.Slice(s * outputs, outputs), inputs, outputs);
        }

        if (tiled == 0)
        {
            return;
        }

        ref T x0 = ref MemoryMarshal.GetReference(x);
        ref T w0 = ref MemoryMarshal.GetReference(w);
        ref T b0 = ref (b.IsEmpty ? ref Unsafe.NullRef<T>() : ref MemoryMarshal.GetReference(b));
        ref T z0 = ref MemoryMarshal.GetReference(z);
        if (outputs >= Widths.Bytes128 / Unsafe.SizeOf<T>())
        {
            Widths<BatchForward>.Run(outputs, ref w0, ref b0, ref x0, ref Unsafe.NullRef<T>(), ref z0, inputs, outputs, tiled);
        }
        else
        {
            NarrowBatch<T>.Forward(ref x0, ref w0, ref b0, ref z0, tiled, inputs, outputs);
        }
    }

    /// <summary>da[s, i] = Σⱼ dz[s, j] · W[i, j].</summary>
    /// <param name="dz">∂L/∂z of the layer, samples × outputs.</param>
    /// <param name="w">W, inputs × outputs, row by row.</param>
    /// <param name="da">∂L/∂a of the layer's inputs, samples × inputs.</param>
    /// <param name="inputs">Rows of W.</param>
    /// <param name="outputs">Columns of W.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void InputGradient<T>(ReadOnlySpan<T> dz, ReadOnlySpan<T> w, Span<T> da, int inputs, int outputs)
        where T : unmanaged
    {
        LayerShape.Check(w.Length, 0, inputs, outputs);
        int samples = LayerShape.Samples(dz.Length, outputs, da.Length, inputs);
        if (samples <= FewInputGradients)
        {
            for (int s = 0; s < samples; s++)
            {
                Dense.InputGradient<T>(dz.Slice(s * outputs, outputs), w, da.Slice(s * inputs, inputs), inputs, outputs);
            }

            return;
        }

        ref T dz0 = ref MemoryMarshal.GetReference(dz);
        ref T w0 = ref MemoryMarshal.GetReference(w);
        ref T da0 = ref MemoryMarshal.GetReference(da);
        if (inputs >= Widths.Bytes128 / Unsafe.SizeOf<T>())
        {
            ref T none = ref Unsafe.NullRef<T>();
            Widths<BatchInputGradient>.Run(inputs, ref w0, ref none, ref dz0, ref none, ref da0, inputs, outputs, samples);
        }
        else
        {
            NarrowBatch<T>.InputGradient(ref dz0, ref w0, ref da0, samples, inputs, outputs);
        }
    }

    /// <summary>dW[i, j] += Σₛ a[s, i] · dz[s, j].</summary>
    /// <param name="a">The layer's inputs, samples × inputs.</param>
    /// <param name="dz">∂L/∂z of the layer, samples × outputs.</param>
    /// <param name="dw">∂L/∂W, inputs × outputs, row by row.</param>
    /// <param name="inputs">Rows of W.</param>
    /// <param name="outputs">Columns of W.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddWeightGradient<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> dz, Span<T> dw, int inputs, int outputs)
        where T : unmanaged
    {
        LayerShape.Check(dw.Length, 0, inputs, outputs);
        int samples = LayerShape.Samples(a.Length, inputs, dz.Length, outputs);
        if (samples <= FewWeightGradients)
        {
            for (int s = 0; s < samples; s++)
            {
                Dense.AddWeightGradient<T>(a.Slice(s * inputs, inputs), dz.Slice(s * outputs, outputs), dw, inputs, outputs);
            }

            return;
        }

        ref T a0 = ref MemoryMarshal.GetReference(a);
        ref T dz0 = ref MemoryMarshal.GetReference(dz);
        ref T dw0 = ref MemoryMarshal.GetReference(dw);
        if (outputs >= Widths.Bytes128 / Unsafe.SizeOf<T>())
        {
            ref T none = ref Unsafe.NullRef<T>();
            Widths<BatchWeightGradient>.Run(outputs, ref dw0, ref none, ref a0, ref none, ref dz0, inputs, outputs, samples);
        }
        else
        {
            NarrowBatch<T>.AddWeightGradient(ref a0, ref dz0, ref dw0, samples, inputs, outputs);
        }
    }

    /// <summary>db[j] += Σₛ dz[s, j].</summary>
    /// <param name="dz">∂L/∂z of the layer, samples × outputs.</param>
    /// <param name="db">∂L/∂b, as long as a row.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddBiasGradient<T>(ReadOnlySpan<T> dz, Span<T> db)
        where T : unmanaged
    {
        int outputs = db.Length;
        int samples = LayerShape.Samples(dz.Length, outputs, dz.Length, outputs);
        ref T dz0 = ref MemoryMarshal.GetReference(dz);
        ref T db0 = ref MemoryMarshal.GetReference(db);
        if (samples == 0)
        {
            return;
        }

        if (outputs >= Widths.Bytes128 / Unsafe.SizeOf<T>())
        {
            ref T none = ref Unsafe.NullRef<T>();
            Widths<BatchBiasGradient>.Run(outputs, ref none, ref db0, ref none, ref none, ref dz0, 0, outputs, samples);
        }
        else
        {
            for (int j = 0; j < outputs; j++)
            {
                T sum = Unsafe.Add(ref dz0, j);
                for (int s = 1; s < samples; s++)
                {
                    sum = Scalar.Add(sum, Unsafe.Add(ref dz0, ((nint)s * outputs) + j));
                }

                Unsafe.Add(ref db0, j) = Scalar.Add(Unsafe.Add(ref db0, j), sum);
            }
        }
    }

    /// <summary>The samples beyond whole strips of rows that are faster one by one. One output has no strips: each sample is a row of its own.</summary>
    [MethodImpl(Loop.Inlined)]
    private static int FewForward<T>(int samples, int outputs)
        where T : unmanaged
    {
        int over = samples % (Vector512.IsHardwareAccelerated ? 8 : 4);
        return outputs > 1 && over <= (outputs <= Widths.Lanes<T>(outputs) ? 2 : 1) ? over : 0;
    }
}
