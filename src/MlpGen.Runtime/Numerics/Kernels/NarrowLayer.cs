using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

/// <summary>
/// One sample through a layer of fewer outputs than the smallest vector holds: one, and for floats two or three.
/// </summary>
/// <remarks>
/// One output makes W a single column, contiguous, so the roles turn: forward is a dot product along the inputs, and both
/// gradients are scaled rows. Two and three outputs have code of their own in <see cref="NarrowRows"/>.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal static class NarrowLayer<T>
    where T : unmanaged
{
    /// <summary>z[j] = b[j] + Σᵢ x[i] · W[i, j].</summary>
    [MethodImpl(Loop.Inlined)]
    public static void Forward(ref T x, ref T w, ref T b, ref T z, int inputs, int outputs)
    {
        if (outputs > 1)
        {
            NarrowRows.Multiply(
                ref Unsafe.As<T, float>(ref x), ref Unsafe.As<T, float>(ref w), ref Unsafe.As<T, float>(ref b),
                ref Unsafe.As<T, float>(ref z), inputs, outputs);
            return;
        }

        RowDot(ref x, ref w, ref z, 1, inputs);
        if (!Unsafe.IsNullRef(ref b))
        {
            z = Scalar.Add(z, b);
        }
    }

    /// <summary>da[i] = Σⱼ W[i, j] · dz[j].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void InputGradient(ref T dz, ref T w, ref T da, int inputs, int outputs)
    {
        if (outputs > 1)
        {
            NarrowRows.MultiplyTransposed(
                ref Unsafe.As<T, float>(ref w), ref Unsafe.As<T, float>(ref dz), ref Unsafe.As<T, float>(ref da), inputs, outputs);
        }
        else
        {
            RowScale(dz, ref w, ref da, inputs);
        }
    }

    /// <summary>dW[i, j] += a[i] · dz[j].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddWeightGradient(ref T a, ref T dz, ref T dw, int inputs, int outputs)
    {
        if (outputs > 1)
        {
            NarrowRows.AddOuterProduct(
                ref Unsafe.As<T, float>(ref a), ref Unsafe.As<T, float>(ref dz), ref Unsafe.As<T, float>(ref dw), inputs, outputs);
        }
        else if (inputs >= Widths.Bytes128 / Unsafe.SizeOf<T>())
        {
            ref T none = ref Unsafe.NullRef<T>();
            Widths<SampleWeightGradient>.Run(inputs, ref dw, ref none, ref dz, ref none, ref a, 1, inputs);
        }
        else
        {
            for (int i = 0; i < inputs; i++)
            {
                Unsafe.Add(ref dw, i) = Scalar.Add(Unsafe.Add(ref dw, i), Scalar.Multiply(dz, Unsafe.Add(ref a, i)));
            }
        }
    }

    /// <summary>y[r] = Σᵢ rows[r, i] · v[i].</summary>
    [MethodImpl(Loop.Inlined)]
    public static void RowDot(ref T rows, ref T v, ref T y, int count, int length)
    {
        if (length >= Widths.Bytes128 / Unsafe.SizeOf<T>())
        {
            ref T none = ref Unsafe.NullRef<T>();
            Widths<SampleInputGradient>.Run(length, ref rows, ref none, ref v, ref none, ref y, count, length);
        }
        else
        {
            for (int r = 0; r < count; r++)
            {
                T sum = Scalar.Multiply(rows, v);
                for (int i = 1; i < length; i++)
                {
                    sum = Scalar.Add(sum, Scalar.Multiply(Unsafe.Add(ref rows, i), Unsafe.Add(ref v, i)));
                }

                Unsafe.Add(ref y, r) = sum;
                rows = ref Unsafe.Add(ref rows, length);
            }
        }
    }

    /// <summary>y[i] = scale · row[i].</summary>
    [MethodImpl(Loop.Inlined)]
    private static void RowScale(T scale, ref T row, ref T y, int length)
    {
        if (length >= Widths.Bytes128 / Unsafe.SizeOf<T>())
        {
            ref T none = ref Unsafe.NullRef<T>();
            Widths<SampleForward>.Run(length, ref row, ref none, ref scale, ref none, ref y, 1, length);
        }
        else
        {
            for (int i = 0; i < length; i++)
            {
                Unsafe.Add(ref y, i) = Scalar.Multiply(scale, Unsafe.Add(ref row, i));
            }
        }
    }
}
