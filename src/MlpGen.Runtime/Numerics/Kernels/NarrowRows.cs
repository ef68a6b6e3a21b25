using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

/// <summary>One sample through a layer of two or three outputs in single precision, fewer than the smallest vector holds.</summary>
/// <remarks>
/// A row is read as four floats, of which the last ones belong to the next row and are dropped. The last row, which has no
/// next one, is read with the end of the row before it: nothing outside W is touched.
/// </remarks>
internal static class NarrowRows
{
    /// <summary>z[j] = b[j] + Σᵢ x[i] · W[i, j]; <paramref name="b"/> may be a null reference.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Multiply(ref float x, ref float w, ref float b, ref float z, int inputs, int outputs)
    {
        Vector128<float> s0 = Unsafe.IsNullRef(ref b) ? Vector128<float>.Zero : LoadRow(ref b, outputs);
        Vector128<float> s1 = Vector128.Create(Unsafe.Add(ref x, inputs - 1)) * LastRow(ref w, inputs, outputs);
        Vector128<float> s2 = Vector128<float>.Zero, s3 = s2;
        nint stride = outputs;
        int left = inputs - 1;
        for (; left >= 4; left -= 4)
        {
            s0 = MultiplyAdd(x, ref w, s0);
            s1 = MultiplyAdd(Unsafe.Add(ref x, 1), ref Unsafe.Add(ref w, stride), s1);
            s2 = MultiplyAdd(Unsafe.Add(ref x, 2), ref Unsafe.Add(ref w, 2 * stride), s2);
            s3 = MultiplyAdd(Unsafe.Add(ref x, 3), ref Unsafe.Add(ref w, 3 * stride), s3);
            w = ref Unsafe.Add(ref w, 4 * stride);
            x = ref Unsafe.Add(ref x, 4);
        }

        if ((left & 2) != 0)
        {
            s1 = MultiplyAdd(x, ref w, s1);
            s2 = MultiplyAdd(Unsafe.Add(ref x, 1), ref Unsafe.Add(ref w, stride), s2);
            w = ref Unsafe.Add(ref w, 2 * stride);
            x = ref Unsafe.Add(ref x, 2);
        }

        if ((left & 1) != 0)
        {
            s3 = MultiplyAdd(x, ref w, s3);
        }

        s0 = (s0 + s1) + (s2 + s3);
        s0.GetLower().StoreUnsafe(ref z);
        if (outputs == 3)
        {
            Unsafe.Add(ref z, 2) = s0.GetElement(2);
        }
    }

    /// <summary>
    /// dW[i, j] += a[i] · dz[j]. Four rows of two (three) are two (three) vectors, each of the inputs and of dz repeated in the
    /// pattern of its elements.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void AddOuterProduct(ref float a, ref float dz, ref float dw, int inputs, int outputs)
    {
        float d0 = dz, d1 = Unsafe.Add(ref dz, 1), d2 = outputs == 3 ? Unsafe.Add(ref dz, 2) : 0f;
        if (outputs == 2)
        {
            Vector128<float> d = Vector128.Create(d0, d1, d0, d1);
            for (; inputs >= 4; inputs -= 4)
            {
                Vector128<float> rows = Vector128.LoadUnsafe(ref a);
                AddTo(ref dw, Vector128.Shuffle(rows, Vector128.Create(0, 0, 1, 1)), d);
                AddTo(ref Unsafe.Add(ref dw, 4), Vector128.Shuffle(rows, Vector128.Create(2, 2, 3, 3)), d);
                dw = ref Unsafe.Add(ref dw, 8);
                a = ref Unsafe.Add(ref a, 4);
            }
        }
        else
        {
            Vector128<float> first = Vector128.Create(d0, d1, d2, d0);
            Vector128<float> second = Vector128.Create(d1, d2, d0, d1);
            Vector128<float> third = Vector128.Create(d2, d0, d1, d2);
            for (; inputs >= 4; inputs -= 4)
            {
                Vector128<float> rows = Vector128.LoadUnsafe(ref a);
                AddTo(ref dw, Vector128.Shuffle(rows, Vector128.Create(0, 0, 0, 1)), first);
                AddTo(ref Unsafe.Add(ref dw, 4), Vector128.Shuffle(rows, Vector128.Create(1, 1, 2, 2)), second);
                AddTo(ref Unsafe.Add(ref dw, 8), Vector128.Shuffle(rows, Vector128.Create(2, 3, 3, 3)), third);
                dw = ref Unsafe.Add(ref dw, 12);
                a = ref Unsafe.Add(ref a, 4);
            }
        }

        for (; inputs > 0; inputs--)
        {
            dw += a * d0;
            Unsafe.Add(ref dw, 1) += a * d1;
            if (outputs == 3)
            {
                Unsafe.Add(ref dw, 2) += a * d2;
            }

            dw = ref Unsafe.Add(ref dw, outputs);
            a = ref Unsafe.Add(ref a, 1);
        }
    }

    /// <summary>da[i] = Σⱼ W[i, j] · dz[j], four rows at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void MultiplyTransposed(ref float w, ref float dz, ref float da, int inputs, int outputs)
    {
        float d0 = dz, d1 = Unsafe.Add(ref dz, 1), d2 = outputs == 3 ? Unsafe.Add(ref dz, 2) : 0f;
        Vector128<float> d = Vector128.Create(d0, d1, d2, 0f);
        Vector128<float> row = Vector128.Create(-1, -1, outputs == 3 ? -1 : 0, 0).AsSingle();
        nint stride = outputs;

        // The fourth of these rows is read as four floats too, so another row must follow it.
        for (; inputs > 4; inputs -= 4)
        {
            Single128.StoreSums(
                (Vector128.LoadUnsafe(ref w) & row) * d,
                (Vector128.LoadUnsafe(ref Unsafe.Add(ref w, stride)) & row) * d,
                (Vector128.LoadUnsafe(ref Unsafe.Add(ref w, 2 * stride)) & row) * d,
                (Vector128.LoadUnsafe(ref Unsafe.Add(ref w, 3 * stride)) & row) * d,
                ref da, 1, accumulate: false);
            w = ref Unsafe.Add(ref w, 4 * stride);
            da = ref Unsafe.Add(ref da, 4);
        }

        for (; inputs > 0; inputs--)
        {
            da = (w * d0) + (Unsafe.Add(ref w, 1) * d1);
            if (outputs == 3)
            {
                da += Unsafe.Add(ref w, 2) * d2;
            }

            w = ref Unsafe.Add(ref w, stride);
            da = ref Unsafe.Add(ref da, 1);
        }
    }

    [MethodImpl(Loop.Inlined)]
    private static Vector128<float> MultiplyAdd(float x, ref float row, Vector128<float> sum)
        => Single128.MultiplyAdd(Vector128.Create(x), Vector128.LoadUnsafe(ref row), sum);

    [MethodImpl(Loop.Inlined)]
    private static void AddTo(ref float dw, Vector128<float> a, Vector128<float> dz)
        => Single128.MultiplyAdd(a, dz, Vector128.LoadUnsafe(ref dw)).StoreUnsafe(ref dw);

    /// <summary>The last row of W, and what does not matter behind it.</summary>
    [MethodImpl(Loop.Inlined)]
    private static Vector128<float> LastRow(ref float w, int inputs, int outputs)
    {
        if (inputs == 1)
        {
            return LoadRow(ref w, outputs);
        }

        Vector128<float> end = Vector128.LoadUnsafe(ref Unsafe.Add(ref w, ((nint)inputs * outputs) - 4));
        return outputs == 3 ? Vector128.Shuffle(end, Vector128.Create(1, 2, 3, 3)) : Vector128.Shuffle(end, Vector128.Create(2, 3, 3, 3));
    }

    [MethodImpl(Loop.Inlined)]
    private static Vector128<float> LoadRow(ref float row, int outputs)
        => Vector128.Create(row, Unsafe.Add(ref row, 1), outputs == 3 ? Unsafe.Add(ref row, 2) : 0f, 0f);
}
