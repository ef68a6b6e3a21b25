using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>dW += aᵀ·dz and db += Σ dz of a tile in columns: each element is a dot product of two rows.</summary>
/// <remarks>Blocks of two inputs by four outputs: eight sums in registers, which are added across their lanes four at a time.
/// Where four do not divide the outputs, the last of them take blocks of four inputs by one output.</remarks>
internal static class ColumnGradient<V, T, S>
    where V : struct
    where T : unmanaged
    where S : ISimd<V, T>
{
    /// <summary>dW[i, j] += Σₛ a[i, s] · dz[j, s].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void AddWeights(ref T a, ref T dz, ref T dw, int inputs, int outputs, int samples)
    {
        int whole = outputs & ~3;
        int i = 0;
        for (; i + 2 <= inputs; i += 2)
        {
            for (int j = 0; j < whole; j += 4)
            {
                TwoByFour(ref Row(ref a, i), ref Row(ref dz, j), ref Unsafe.Add(ref dw, (i * outputs) + j), outputs, samples);
            }
        }

        for (int j = 0; i < inputs && j < whole; j += 4)
        {
            FourDots(ref Row(ref dz, j), ref Row(ref a, i), ref Unsafe.Add(ref dw, (i * outputs) + j), 1, samples);
        }

        for (int j = whole; j < outputs; j++)
        {
            i = 0;
            for (; i + 4 <= inputs; i += 4)
            {
                FourDots(ref Row(ref a, i), ref Row(ref dz, j), ref Unsafe.Add(ref dw, (i * outputs) + j), outputs, samples);
            }

            for (; i < inputs; i++)
            {
                OneDot(ref Row(ref a, i), ref Row(ref dz, j), ref Unsafe.Add(ref dw, (i * outputs) + j), samples);
            }
        }
    }

    /// <summary>db[j] += Σₛ dz[j, s].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void AddBiases(ref T dz, ref T db, int outputs, int samples)
    {
        int j = 0;
        for (; j + 4 <= outputs; j += 4)
        {
            ref T row = ref Row(ref dz, j);
            S.StoreSums(
                Sum(ref row, samples), Sum(ref Row(ref row, 1), samples), Sum(ref Row(ref row, 2), samples), Sum(ref Row(ref row, 3), samples),
                ref Unsafe.Add(ref db, j), 1, accumulate: true);
        }

        for (; j < outputs; j++)
        {
            V sum = Sum(ref Row(ref dz, j), samples);
            Unsafe.Add(ref db, j) = Scalar.Add(Unsafe.Add(ref db, j), S.Sum(sum));
        }
    }

    [MethodImpl(Loop.Inlined)]
    private static void TwoByFour(ref T a, ref T dz, ref T dw, nint outputs, int samples)
    {
        V s00 = S.Splat(0), s01 = s00, s02 = s00, s03 = s00, s10 = s00, s11 = s00, s12 = s00, s13 = s00;
        int s = 0;
        for (; s + S.Count <= samples; s += S.Count)
        {
            V a0 = At(ref a, 0, s), a1 = At(ref a, 1, s), d = At(ref dz, 0, s);
            s00 = S.MultiplyAdd(a0, d, s00);
            s10 = S.MultiplyAdd(a1, d, s10);
            d = At(ref dz, 1, s);
            s01 = S.MultiplyAdd(a0, d, s01);
            s11 = S.MultiplyAdd(a1, d, s11);
            d = At(ref dz, 2, s);
            s02 = S.MultiplyAdd(a0, d, s02);
            s12 = S.MultiplyAdd(a1, d, s12);
            d = At(ref dz, 3, s);
            s03 = S.MultiplyAdd(a0, d, s03);
            s13 = S.MultiplyAdd(a1, d, s13);
        }

        if (s < samples)
        {
            V inside = S.FirstLanes(samples - s);
            V a0 = S.Keep(At(ref a, 0, s), inside), a1 = S.Keep(At(ref a, 1, s), inside), d = S.Keep(At(ref dz, 0, s), inside);
            s00 = S.MultiplyAdd(a0, d, s00);
            s10 = S.MultiplyAdd(a1, d, s10);
            d = S.Keep(At(ref dz, 1, s), inside);
            s01 = S.MultiplyAdd(a0, d, s01);
            s11 = S.MultiplyAdd(a1, d, s11);
            d = S.Keep(At(ref dz, 2, s), inside);
            s02 = S.MultiplyAdd(a0, d, s02);
            s12 = S.MultiplyAdd(a1, d, s12);
            d = S.Keep(At(ref dz, 3, s), inside);
            s03 = S.MultiplyAdd(a0, d, s03);
            s13 = S.MultiplyAdd(a1, d, s13);
        }

        S.StoreSums(s00, s01, s02, s03, ref dw, 1, accumulate: true);
        S.StoreSums(s10, s11, s12, s13, ref Unsafe.Add(ref dw, outputs), 1, accumulate: true);
    }

    /// <summary>Four rows times one, to elements of dW that are <paramref name="stride"/> apart.</summary>
    [MethodImpl(Loop.Inlined)]
    private static void FourDots(ref T four, ref T one, ref T dw, nint stride, int samples)
    {
        V s0 = S.Splat(0), s1 = s0, s2 = s0, s3 = s0;
        int s = 0;
        for (; s + S.Count <= samples; s += S.Count)
        {
            V d = At(ref one, 0, s);
            s0 = S.MultiplyAdd(At(ref four, 0, s), d, s0);
            s1 = S.MultiplyAdd(At(ref four, 1, s), d, s1);
            s2 = S.MultiplyAdd(At(ref four, 2, s), d, s2);
            s3 = S.MultiplyAdd(At(ref four, 3, s), d, s3);
        }

        if (s < samples)
        {
            V inside = S.FirstLanes(samples - s);
            V d = S.Keep(At(ref one, 0, s), inside);
            s0 = S.MultiplyAdd(S.Keep(At(ref four, 0, s), inside), d, s0);
            s1 = S.MultiplyAdd(S.Keep(At(ref four, 1, s), inside), d, s1);
            s2 = S.MultiplyAdd(S.Keep(At(ref four, 2, s), inside), d, s2);
            s3 = S.MultiplyAdd(S.Keep(At(ref four, 3, s), inside), d, s3);
        }

        S.StoreSums(s0, s1, s2, s3, ref dw, stride, accumulate: true);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void OneDot(ref T a, ref T dz, ref T dw, int samples)
    {
        V sum = S.Splat(0);
        int s = 0;
        for (; s + S.Count <= samples; s += S.Count)
        {
            sum = S.MultiplyAdd(At(ref a, 0, s), At(ref dz, 0, s), sum);
        }

        if (s < samples)
        {
            V inside = S.FirstLanes(samples - s);
            sum = S.MultiplyAdd(S.Keep(At(ref a, 0, s), inside), S.Keep(At(ref dz, 0, s), inside), sum);
        }

        dw = Scalar.Add(dw, S.Sum(sum));
    }

    [MethodImpl(Loop.Inlined)]
    private static V Sum(ref T row, int samples)
    {
        V sum = S.Splat(0);
        int s = 0;
        for (; s + S.Count <= samples; s += S.Count)
        {
            sum = S.Add(sum, At(ref row, 0, s));
        }

        return s < samples ? S.Add(sum, S.Keep(At(ref row, 0, s), S.FirstLanes(samples - s))) : sum;
    }

    [MethodImpl(Loop.Inlined)]
    private static V At(ref T rows, int row, int sample) => S.Load(ref rows, (nuint)((row * ColumnTile.Samples) + sample));

    [MethodImpl(Loop.Inlined)]
    private static ref T Row(ref T rows, int row) => ref Unsafe.Add(ref rows, row * ColumnTile.Samples);
}
