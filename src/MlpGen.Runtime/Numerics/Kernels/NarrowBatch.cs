using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

/// <summary>A tile of samples where the rows to write are narrower than the smallest vector.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal static class NarrowBatch<T>
    where T : unmanaged
{
    /// <summary>Columns of the transposed gradient that are summed at once on the stack: at most 3 KiB.</summary>
    private const int Chunk = 128;

    /// <summary>z[s, j] = b[j] + Σᵢ x[s, i] · W[i, j].</summary>
    public static void Forward(ref T x, ref T w, ref T b, ref T z, int samples, int inputs, int outputs)
    {
        if (outputs == 1)
        {
            // A dot product of each sample with the one column.
            NarrowLayer<T>.RowDot(ref x, ref w, ref z, samples, inputs);
            for (int s = 0; s < samples && !Unsafe.IsNullRef(ref b); s++)
            {
                Unsafe.Add(ref z, s) = Scalar.Add(Unsafe.Add(ref z, s), b);
            }

            return;
        }

        for (int s = 0; s < samples; s++)
        {
            NarrowLayer<T>.Forward(ref x, ref w, ref b, ref z, inputs, outputs);
            x = ref Unsafe.Add(ref x, inputs);
            z = ref Unsafe.Add(ref z, outputs);
        }
    }

    /// <summary>da[s, i] = Σⱼ dz[s, j] · W[i, j]: the few inputs are dot products with the few rows of W.</summary>
    public static void InputGradient(ref T dz, ref T w, ref T da, int samples, int inputs, int outputs)
    {
        if (inputs == 1)
        {
            NarrowLayer<T>.RowDot(ref dz, ref w, ref da, samples, outputs);
            return;
        }

        for (int s = 0; s < samples; s++)
        {
            NarrowLayer<T>.RowDot(ref w, ref dz, ref da, inputs, outputs);
            dz = ref Unsafe.Add(ref dz, outputs);
            da = ref Unsafe.Add(ref da, inputs);
        }
    }

    /// <summary>dW[i, j] += Σₛ a[s, i] · dz[s, j]: the transpose has long rows, so that is what is summed.</summary>
    [SkipLocalsInit]
    public static void AddWeightGradient(ref T a, ref T dz, ref T dw, int samples, int inputs, int outputs)
    {
        if (inputs < Vector128<T>.Count)
        {
            AddSmall(ref a, ref dz, ref dw, samples, inputs, outputs);
            return;
        }

        Span<T> memory = stackalloc T[outputs * Chunk];
        ref T sums = ref MemoryMarshal.GetReference(memory);
        for (int first = 0; first < inputs; first += Chunk)
        {
            // A last chunk that is too narrow for a vector moves back, and only its new columns are added.
            int start = inputs - first >= Vector128<T>.Count ? first : inputs - Vector128<T>.Count;
            int columns = Math.Min(Chunk, inputs - start);
            ref T block = ref Unsafe.Add(ref a, start);
            if (Vector512.IsHardwareAccelerated && columns >= Vector512<T>.Count)
            {
                MatrixTile<Width512<T>, Vector512<T>, T>.Multiply(
                    ref dz, 1, outputs, outputs, ref block, inputs, columns, samples, ref Unsafe.NullRef<T>(), ref sums, Chunk, accumulate: false);
            }
            else if (Vector256.IsHardwareAccelerated && columns >= Vector256<T>.Count)
            {
                MatrixTile<Width256<T>, Vector256<T>, T>.Multiply(
                    ref dz, 1, outputs, outputs, ref block, inputs, columns, samples, ref Unsafe.NullRef<T>(), ref sums, Chunk, accumulate: false);
            }
            else
            {
                MatrixTile<Width128<T>, Vector128<T>, T>.Multiply(
                    ref dz, 1, outputs, outputs, ref block, inputs, columns, samples, ref Unsafe.NullRef<T>(), ref sums, Chunk, accumulate: false);
            }

            for (int i = first - start; i < columns; i++)
            {
                for (int j = 0; j < outputs; j++)
                {
                    ref T target = ref Unsafe.Add(ref dw, ((nint)(start + i) * outputs) + j);
                    target = Scalar.Add(target, Unsafe.Add(ref sums, (j * Chunk) + i));
                }
            }
        }
    }

    private static void AddSmall(ref T a, ref T dz, ref T dw, int samples, int inputs, int outputs)
    {
        for (int i = 0; i < inputs; i++)
        {
            for (int j = 0; j < outputs; j++)
            {
                T sum = Scalar.Multiply(Unsafe.Add(ref a, i), Unsafe.Add(ref dz, j));
                for (int s = 1; s < samples; s++)
                {
                    sum = Scalar.Add(sum, Scalar.Multiply(
                        Unsafe.Add(ref a, ((nint)s * inputs) + i), Unsafe.Add(ref dz, ((nint)s * outputs) + j)));
                }

                ref T target = ref Unsafe.Add(ref dw, ((nint)i * outputs) + j);
                target = Scalar.Add(target, sum);
            }
        }
    }
}
