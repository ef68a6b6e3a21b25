using System.Runtime.CompilerServices;
using MlpGen.Numerics;

namespace MlpGen.Populations;

/// <summary>dW += aᵀ·dz and db += Σ dz of each member: w is dW, with db behind it, x the layer's input and y its dz.</summary>
/// <remarks>Blocks of two inputs by four outputs stay in registers over the samples of a stripe. Each sum begins with what is there and takes the
/// samples one after the other, so that tiles of any size give the same.</remarks>
internal readonly struct MemberGradient : IMemberKernel
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Run<V, T, S>(ref T w, ref T x, ref T other, ref T y, in MemberShape shape, in MemberTile tile)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        int outputs = shape.Outputs, fours = outputs & ~3;
        if (fours > 0)
        {
            Weights<V, T, S, Four>(0, fours, ref w, ref x, ref y, in shape, in tile);
        }

        switch (outputs - fours)
        {
            case 3:
                Weights<V, T, S, Three>(fours, outputs, ref w, ref x, ref y, in shape, in tile);
                break;
            case 2:
                Weights<V, T, S, Two>(fours, outputs, ref w, ref x, ref y, in shape, in tile);
                break;
            case 1:
                Weights<V, T, S, One>(fours, outputs, ref w, ref x, ref y, in shape, in tile);
                break;
        }
    }

    /// <summary>The columns of dW of the outputs from <paramref name="first"/> to <paramref name="end"/>, and their db.</summary>
    [MethodImpl(Loop.Hot)]
    private static void Weights<V, T, S, TColumns>(int first, int end, ref T w, ref T x, ref T y, in MemberShape shape, in MemberTile tile)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
        where TColumns : struct, IFew
    {
        int inputs = shape.Inputs, outputs = shape.Outputs, samples = tile.Samples;
        for (int stripe = 0; stripe < tile.Stripes; stripe++)
        {
            ref T dw = ref w;
            ref T a = ref x;
            int i = 0;
            for (; i + 2 <= inputs; i += 2)
            {
                for (int j = first; j < end; j += TColumns.Count)
                {
                    TwoRows<V, T, S, TColumns>(ref Unsafe.Add(ref dw, j * S.Count), ref a, ref Unsafe.Add(ref y, j * S.Count), inputs, outputs, samples);
                }

                dw = ref Unsafe.Add(ref dw, 2 * outputs * S.Count);
                a = ref Unsafe.Add(ref a, 2 * S.Count);
            }

            for (int j = first; i < inputs && j < end; j += TColumns.Count)
            {
                OneRow<V, T, S, TColumns>(ref Unsafe.Add(ref dw, j * S.Count), ref a, ref Unsafe.Add(ref y, j * S.Count), inputs, outputs, samples);
            }

            for (int j = first; shape.HasBias && j < end; j++)
            {
                Bias<V, T, S>(ref Unsafe.Add(ref w, ((inputs * outputs) + j) * S.Count), ref Unsafe.Add(ref y, j * S.Count), outputs, samples);
            }

            w = ref Unsafe.Add(ref w, tile.Stride);
            x = ref Unsafe.Add(ref x, samples * inputs * S.Count);
            y = ref Unsafe.Add(ref y, samples * outputs * S.Count);
        }
    }

    [MethodImpl(Loop.Inlined)]
    private static void TwoRows<V, T, S, TColumns>(ref T upper, ref T a, ref T dz, int inputs, int outputs, int samples)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
        where TColumns : struct, IFew
    {
        ref T lower = ref Unsafe.Add(ref upper, outputs * S.Count);
        V s00 = S.Load(ref upper), s10 = S.Load(ref lower), s01 = s00, s02 = s00, s03 = s00, s11 = s10, s12 = s10, s13 = s10;
        if (TColumns.Count > 1)
        {
            (s01, s11) = (At<V, T, S>(ref upper, 1), At<V, T, S>(ref lower, 1));
        }

        if (TColumns.Count > 2)
        {
            (s02, s12) = (At<V, T, S>(ref upper, 2), At<V, T, S>(ref lower, 2));
        }

        if (TColumns.Count > 3)
        {
            (s03, s13) = (At<V, T, S>(ref upper, 3), At<V, T, S>(ref lower, 3));
        }

        for (int s = 0; s < samples; s++)
        {
            V a0 = S.Load(ref a), a1 = At<V, T, S>(ref a, 1), d = S.Load(ref dz);
            s00 = S.MultiplyAdd(a0, d, s00);
            s10 = S.MultiplyAdd(a1, d, s10);
            if (TColumns.Count > 1)
            {
                d = At<V, T, S>(ref dz, 1);
                s01 = S.MultiplyAdd(a0, d, s01);
                s11 = S.MultiplyAdd(a1, d, s11);
            }

            if (TColumns.Count > 2)
            {
                d = At<V, T, S>(ref dz, 2);
                s02 = S.MultiplyAdd(a0, d, s02);
                s12 = S.MultiplyAdd(a1, d, s12);
            }

            if (TColumns.Count > 3)
            {
                d = At<V, T, S>(ref dz, 3);
                s03 = S.MultiplyAdd(a0, d, s03);
                s13 = S.MultiplyAdd(a1, d, s13);
            }

            a = ref Unsafe.Add(ref a, inputs * S.Count);
            dz = ref Unsafe.Add(ref dz, outputs * S.Count);
        }

        Put<V, T, S, TColumns>(s00, s01, s02, s03, ref upper);
        Put<V, T, S, TColumns>(s10, s11, s12, s13, ref lower);
    }

    [MethodImpl(Loop.Inlined)]
    private static void OneRow<V, T, S, TColumns>(ref T dw, ref T a, ref T dz, int inputs, int outputs, int samples)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
        where TColumns : struct, IFew
    {
        V s0 = S.Load(ref dw);
        V s1 = TColumns.Count > 1 ? At<V, T, S>(ref dw, 1) : s0;
        V s2 = TColumns.Count > 2 ? At<V, T, S>(ref dw, 2) : s0;
        V s3 = TColumns.Count > 3 ? At<V, T, S>(ref dw, 3) : s0;
        for (int s = 0; s < samples; s++)
        {
            V value = S.Load(ref a);
            s0 = S.MultiplyAdd(value, S.Load(ref dz), s0);
            s1 = TColumns.Count > 1 ? S.MultiplyAdd(value, At<V, T, S>(ref dz, 1), s1) : s1;
            s2 = TColumns.Count > 2 ? S.MultiplyAdd(value, At<V, T, S>(ref dz, 2), s2) : s2;
            s3 = TColumns.Count > 3 ? S.MultiplyAdd(value, At<V, T, S>(ref dz, 3), s3) : s3;
            a = ref Unsafe.Add(ref a, inputs * S.Count);
            dz = ref Unsafe.Add(ref dz, outputs * S.Count);
        }

        Put<V, T, S, TColumns>(s0, s1, s2, s3, ref dw);
    }

    [MethodImpl(Loop.Inlined)]
    private static void Bias<V, T, S>(ref T db, ref T dz, int outputs, int samples)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        V sum = S.Load(ref db);
        for (int s = 0; s < samples; s++)
        {
            sum = S.Add(sum, S.Load(ref dz));
            dz = ref Unsafe.Add(ref dz, outputs * S.Count);
        }

        S.Store(sum, ref db);
    }

    [MethodImpl(Loop.Inlined)]
    private static V At<V, T, S>(ref T from, int vector)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T> => S.Load(ref Unsafe.Add(ref from, vector * S.Count));

    [MethodImpl(Loop.Inlined)]
    private static void Put<V, T, S, TColumns>(V a, V b, V c, V d, ref T to)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
        where TColumns : struct, IFew
    {
        S.Store(a, ref to);
        if (TColumns.Count > 1)
        {
            S.Store(b, ref Unsafe.Add(ref to, S.Count));
        }

        if (TColumns.Count > 2)
        {
            S.Store(c, ref Unsafe.Add(ref to, 2 * S.Count));
        }

        if (TColumns.Count > 3)
        {
            S.Store(d, ref Unsafe.Add(ref to, 3 * S.Count));
        }
    }
}
