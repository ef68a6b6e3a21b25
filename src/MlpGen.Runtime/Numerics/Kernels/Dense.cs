using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

/// <summary>A dense layer for one sample: z = x·W + b and its gradients. Generated code calls these for every layer that is not unrolled.</summary>
/// <remarks>
/// The spans must have exactly the lengths that the sizes say. Any alignment is right, nothing outside the spans is touched, and nothing is allocated. The vector width follows the
/// number of outputs, because the vectors run along them: the widest that a row fills. Spans that are written must not
/// overlap the others.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Dense
{
    /// <summary>z[j] = b[j] + Σᵢ x[i] · W[i, j].</summary>
    /// <param name="x">The layer's input.</param>
    /// <param name="w">W, inputs × outputs, row by row.</param>
    /// <param name="b">The bias, or empty for none.</param>
    /// <param name="z">The weighted sums, before the activation.</param>
    /// <param name="inputs">Rows of W.</param>
    /// <param name="outputs">Columns of W.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    [MethodImpl(Loop.Inlined)]
    public static void Forward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> b, Span<T> z, int inputs, int outputs)
        where T : unmanaged
    {
        LayerShape.CheckSample(x.Length, w.Length, b.Length, z.Length, inputs, outputs);
        ref T x0 = ref MemoryMarshal.GetReference(x);
        ref T w0 = ref MemoryMarshal.GetReference(w);
        ref T b0 = ref (b.Length == 0 ? ref Unsafe.NullRef<T>() : ref MemoryMarshal.GetReference(b));
        ref T z0 = ref MemoryMarshal.GetReference(z);
        if (outputs >= Widths.Bytes128 / Unsafe.SizeOf<T>())
        {
            Widths<SampleForward>.Run(outputs, ref w0, ref b0, ref x0, ref Unsafe.NullRef<T>(), ref z0, inputs, outputs);
        }
        else
        {
            NarrowLayer<T>.Forward(ref x0, ref w0, ref b0, ref z0, inputs, outputs);
        }
    }

    /// <summary>z[j] = b[j] + Σᵢ x[i] · W[i, j] and a[j] = f(z[j]).</summary>
    /// <param name="x">The layer's input.</param>
    /// <param name="w">W, inputs × outputs, row by row.</param>
    /// <param name="b">The bias, or empty for none.</param>
    /// <param name="z">Written, unless it is empty: z is not wanted.</param>
    /// <param name="a">Written.</param>
    /// <param name="inputs">Rows of W.</param>
    /// <param name="outputs">Columns of W.</param>
    /// <param name="alpha">The α of LeakyRelu and Elu.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TFunction">f.</typeparam>
    [MethodImpl(Loop.Inlined)]
    public static void Forward<T, TFunction>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> b, Span<T> z, Span<T> a, int inputs, int outputs, double alpha = 0)
        where T : unmanaged
        where TFunction : struct, IElementwise
    {
        if (z.Length != 0)
        {
            LayerShape.CheckBias(outputs, z.Length);
        }

        // Not a method: what the JIT does not know while it reads the text, it compiles both ways.
        if (outputs >= Widths.Bytes128 / Unsafe.SizeOf<T>()
            && (inputs <= FewInputs || outputs <= FewOutputs
                || (inputs <= FewInputsOfTwoVectors && Vector512.IsHardwareAccelerated && outputs == 2 * Widths.Bytes512 / Unsafe.SizeOf<T>())))
        {
            LayerShape.CheckSample(x.Length, w.Length, b.Length, a.Length, inputs, outputs);
            ref T b0 = ref (b.Length == 0 ? ref Unsafe.NullRef<T>() : ref MemoryMarshal.GetReference(b));
            ref T z0 = ref (z.Length == 0 ? ref Unsafe.NullRef<T>() : ref MemoryMarshal.GetReference(z));
            Widths<SampleActivated<TFunction>>.Run(
                outputs, ref MemoryMarshal.GetReference(w), ref b0, ref MemoryMarshal.GetReference(x), ref z0,
                ref MemoryMarshal.GetReference(a), inputs, outputs, alpha: alpha);
            return;
        }

        LayerShape.CheckBias(outputs, a.Length);
        Span<T> sums = z.Length == 0 ? a : z;
        Forward<T>(x, w, b, sums, inputs, outputs);
        ActivationPass.Value<T, TFunction>(sums, a, outputs, alpha); // as long as one another, as checked
    }

    /// <summary>The most inputs of a layer whose activation is fused, however many outputs it has.</summary>
    private const int FewInputs = 4;

    /// <summary>The most outputs of a layer whose activation is fused, however many inputs it has.</summary>
    private const int FewOutputs = 16;

    /// <summary>The most inputs of a layer whose activation is fused, where its outputs are two of the widest vectors. Fused, three vectors or more
    /// take up to twice as long, and so does a second one that overlaps the first.</summary>
    private const int FewInputsOfTwoVectors = 16;

    /// <summary>Σⱼ f(b[j] + Σᵢ x[i] · W[i, j]) · v[j]: a layer, and the one output of the next but for its bias, in one pass.</summary>
    /// <param name="x">The layer's input.</param>
    /// <param name="w">W, inputs × outputs, row by row.</param>
    /// <param name="b">The bias, or empty for none.</param>
    /// <param name="v">W of the next layer, outputs × 1.</param>
    /// <param name="inputs">Rows of W.</param>
    /// <param name="outputs">Columns of W, at least as many as a vector of 128 bits holds.</param>
    /// <param name="alpha">The α of LeakyRelu and Elu.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TFunction">f.</typeparam>
    /// <returns>z of the one output, without its bias.</returns>
    [MethodImpl(Loop.Inlined)]
    public static T ForwardToOne<T, TFunction>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> b, ReadOnlySpan<T> v, int inputs, int outputs, double alpha = 0)
        where T : unmanaged
        where TFunction : struct, IElementwise
    {
        LayerShape.CheckSample(x.Length, w.Length, b.Length, v.Length, inputs, outputs);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, Widths.Bytes128 / Unsafe.SizeOf<T>());
        ref T b0 = ref (b.Length == 0 ? ref Unsafe.NullRef<T>() : ref MemoryMarshal.GetReference(b));
        Unsafe.SkipInit(out T z);
        Widths<SampleActivatedDot<TFunction>>.Run(
            outputs, ref MemoryMarshal.GetReference(w), ref b0, ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(v), ref z,
            inputs, outputs, alpha: alpha);
        return z;
    }

    /// <summary>da[i] = Σⱼ W[i, j] · dz[j].</summary>
    /// <param name="dz">∂L/∂z of the layer.</param>
    /// <param name="w">W, inputs × outputs, row by row.</param>
    /// <param name="da">∂L/∂a of the layer's input.</param>
    /// <param name="inputs">Rows of W.</param>
    /// <param name="outputs">Columns of W.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    [MethodImpl(Loop.Inlined)]
    public static void InputGradient<T>(ReadOnlySpan<T> dz, ReadOnlySpan<T> w, Span<T> da, int inputs, int outputs)
        where T : unmanaged
    {
        LayerShape.CheckSample(da.Length, w.Length, 0, dz.Length, inputs, outputs);
        ref T dz0 = ref MemoryMarshal.GetReference(dz);
        ref T w0 = ref MemoryMarshal.GetReference(w);
        ref T da0 = ref MemoryMarshal.GetReference(da);
        if (outputs >= Widths.Bytes128 / Unsafe.SizeOf<T>())
        {
            ref T none = ref Unsafe.NullRef<T>();
            Widths<SampleInputGradient>.Run(outputs, ref w0, ref none, ref dz0, ref none, ref da0, inputs, outputs);
        }
        else
        {
            NarrowLayer<T>.InputGradient(ref dz0, ref w0, ref da0, inputs, outputs);
        }
    }

    /// <summary>dW[i, j] += a[i] · dz[j].</summary>
    /// <param name="a">The layer's input.</param>
    /// <param name="dz">∂L/∂z of the layer.</param>
    /// <param name="dw">∂L/∂W, inputs × outputs, row by row.</param>
    /// <param name="inputs">Rows of W.</param>
    /// <param name="outputs">Columns of W.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    [MethodImpl(Loop.Inlined)]
    public static void AddWeightGradient<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> dz, Span<T> dw, int inputs, int outputs)
        where T : unmanaged
    {
        LayerShape.CheckSample(a.Length, dw.Length, 0, dz.Length, inputs, outputs);
        ref T a0 = ref MemoryMarshal.GetReference(a);
        ref T dz0 = ref MemoryMarshal.GetReference(dz);
        ref T dw0 = ref MemoryMarshal.GetReference(dw);
        if (outputs >= Widths.Bytes128 / Unsafe.SizeOf<T>())
        {
            ref T none = ref Unsafe.NullRef<T>();
            Widths<SampleWeightGradient>.Run(outputs, ref dw0, ref none, ref a0, ref none, ref dz0, inputs, outputs);
        }
        else
        {
            NarrowLayer<T>.AddWeightGradient(ref a0, ref dz0, ref dw0, inputs, outputs);
        }
    }

    /// <summary>db[j] += dz[j].</summary>
    /// <param name="dz">∂L/∂z of the layer.</param>
    /// <param name="db">∂L/∂b, as long.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    [MethodImpl(Loop.Inlined)]
    public static void AddBiasGradient<T>(ReadOnlySpan<T> dz, Span<T> db)
        where T : unmanaged
    {
        AddBiasGradient(dz, db, db.Length);
    }

    /// <summary>The same of as many outputs as <paramref name="outputs"/>, which may be a constant.</summary>
    [MethodImpl(Loop.Inlined)]
    internal static void AddBiasGradient<T>(ReadOnlySpan<T> dz, Span<T> db, int outputs)
        where T : unmanaged
    {
        LayerShape.CheckBias(outputs, dz.Length);
        LayerShape.CheckBias(outputs, db.Length);
        ref T dz0 = ref MemoryMarshal.GetReference(dz);
        ref T db0 = ref MemoryMarshal.GetReference(db);
        if (outputs >= Widths.Bytes128 / Unsafe.SizeOf<T>())
        {
            // As the gradient of weights from an input of 1: the layer has just compiled that, and 1 · dz + db is rounded once either way.
            T one = Scalar.Round<T>(1);
            ref T none = ref Unsafe.NullRef<T>();
            Widths<SampleWeightGradient>.Run(outputs, ref db0, ref none, ref one, ref none, ref dz0, 1, outputs);
        }
        else
        {
            for (int j = 0; j < db.Length; j++)
            {
                db[j] = Scalar.Add(db[j], dz[j]);
            }
        }
    }
}
