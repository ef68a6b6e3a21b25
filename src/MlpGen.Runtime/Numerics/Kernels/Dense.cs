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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Forward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> b, Span<T> z, int inputs, int outputs)
        where T : unmanaged
    {
        LayerShape.CheckSample(x.Length, w.Length, b.Length, z.Length, inputs, outputs);
        ref T x0 = ref MemoryMarshal.GetReference(x);
        ref T w0 = ref MemoryMarshal.GetReference(w);
        ref T b0 = ref (b.IsEmpty ? ref Unsafe.NullRef<T>() : ref MemoryMarshal.GetReference(b));
        ref T z0 = ref MemoryMarshal.GetReference(z);
        if (Vector512.IsHardwareAccelerated && outputs >= Vector512<T>.Count)
        {
            VectorMatrix<Width512<T>, Vector512<T>, T>.Multiply(ref x0, ref w0, ref b0, ref z0, inputs, outputs);
        }
        else if (Vector256.IsHardwareAccelerated && outputs >= Vector256<T>.Count)
        {
            VectorMatrix<Width256<T>, Vector256<T>, T>.Multiply(ref x0, ref w0, ref b0, ref z0, inputs, outputs);
        }
        else if (outputs >= Vector128<T>.Count)
        {
            VectorMatrix<Width128<T>, Vector128<T>, T>.Multiply(ref x0, ref w0, ref b0, ref z0, inputs, outputs);
        }
        else
        {
            NarrowLayer<T>.Forward(ref x0, ref w0, ref b0, ref z0, inputs, outputs);
        }
    }

    /// <summary>da[i] = Σⱼ W[i, j] · dz[j].</summary>
    /// <param name="dz">∂L/∂z of the layer.</param>
    /// <param name="w">W, inputs × outputs, row by row.</param>
    /// <param name="da">∂L/∂a of the layer's input.</param>
    /// <param name="inputs">Rows of W.</param>
    /// <param name="outputs">Columns of W.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void InputGradient<T>(ReadOnlySpan<T> dz, ReadOnlySpan<T> w, Span<T> da, int inputs, int outputs)
        where T : unmanaged
    {
        LayerShape.CheckSample(da.Length, w.Length, 0, dz.Length, inputs, outputs);
        ref T dz0 = ref MemoryMarshal.GetReference(dz);
        ref T w0 = ref MemoryMarshal.GetReference(w);
        ref T da0 = ref MemoryMarshal.GetReference(da);
        if (Vector512.IsHardwareAccelerated && outputs >= Vector512<T>.Count)
        {
            MatrixVector<Width512<T>, Vector512<T>, T>.Multiply(ref w0, outputs, ref dz0, ref da0, inputs, outputs);
        }
        else if (Vector256.IsHardwareAccelerated && outputs >= Vector256<T>.Count)
        {
            MatrixVector<Width256<T>, Vector256<T>, T>.Multiply(ref w0, outputs, ref dz0, ref da0, inputs, outputs);
        }
        else if (outputs >= Vector128<T>.Count)
        {
            MatrixVector<Width128<T>, Vector128<T>, T>.Multiply(ref w0, outputs, ref dz0, ref da0, inputs, outputs);
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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddWeightGradient<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> dz, Span<T> dw, int inputs, int outputs)
        where T : unmanaged
    {
        LayerShape.CheckSample(a.Length, dw.Length, 0, dz.Length, inputs, outputs);
        ref T a0 = ref MemoryMarshal.GetReference(a);
        ref T dz0 = ref MemoryMarshal.GetReference(dz);
        ref T dw0 = ref MemoryMarshal.GetReference(dw);
        if (Vector512.IsHardwareAccelerated && outputs >= Vector512<T>.Count)
        {
            OuterProduct<Width512<T>, Vector512<T>, T>.Add(ref a0, ref dz0, ref dw0, inputs, outputs);
        }
        else if (Vector256.IsHardwareAccelerated && outputs >= Vector256<T>.Count)
        {
            OuterProduct<Width256<T>, Vector256<T>, T>.Add(ref a0, ref dz0, ref dw0, inputs, outputs);
        }
        else if (outputs >= Vector128<T>.Count)
        {
            OuterProduct<Width128<T>, Vector128<T>, T>.Add(ref a0, ref dz0, ref dw0, inputs, outputs);
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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddBiasGradient<T>(ReadOnlySpan<T> dz, Span<T> db)
        where T : unmanaged
    {
        LayerShape.CheckBias(dz.Length, db.Length);
        ref T dz0 = ref MemoryMarshal.GetReference(dz);
        ref T db0 = ref MemoryMarshal.GetReference(db);
        if (Vector512.IsHardwareAccelerated && db.Length >= Vector512<T>.Count)
        {
            ColumnSums<Width512<T>, Vector512<T>, T>.Add(ref dz0, ref db0, 1, db.Length);
        }
        else if (Vector256.IsHardwareAccelerated && db.Length >= Vector256<T>.Count)
        {
            ColumnSums<Width256<T>, Vector256<T>, T>.Add(ref dz0, ref db0, 1, db.Length);
        }
        else if (db.Length >= Vector128<T>.Count)
        {
            ColumnSums<Width128<T>, Vector128<T>, T>.Add(ref dz0, ref db0, 1, db.Length);
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
