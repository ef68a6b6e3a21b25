using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

/// <summary>A tile of samples where the rows to write are narrower than the smallest vector.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal static class NarrowBatch<T>
    where T : unmanaged
{
    /// <summary>z[s, j] = b[j] + Σᵢ x[s, i] · W[i, j].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    /// <summary>dW[i, j] += Σₛ a[s, i] · dz[s, j].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddWeightGradient(ref T a, ref T dz, ref T dw, int samples, int inputs, int outputs)
    {
        if (inputs < Widths.Bytes128 / Unsafe.SizeOf<T>())
        {
            AddSmall(ref a, ref dz, ref dw, samples, inputs, outputs);
        }
        else
        {
            ref T none = ref Unsafe.NullRef<T>();
            Widths<NarrowWeightGradient>.Run(inputs, ref dw, ref none, ref a, ref none, ref dz, inputs, outputs, samples);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
