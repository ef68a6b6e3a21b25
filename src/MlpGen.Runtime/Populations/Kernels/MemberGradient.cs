using System.Runtime.CompilerServices;
using MlpGen.Numerics;

namespace MlpGen.Populations;

/// <summary>dW += aᵀ·dz and db += Σ dz of each member: w is dW, with db behind it, x the layer's input and y its dz.</summary>
/// <remarks>Blocks of two inputs by four outputs stay in registers over the samples of a stripe. Each sum begins with what is there and takes the
/// samples one after the other, so that tiles of any size give the same.</remarks>
internal readonly struct MemberGradient : IMemberKernel
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Hot)]
    public static void Run<V, T, S>(ref T w, ref T x, ref T other, ref T y, MemberShape shape, in MemberTile tile)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        int inputs = shape.Inputs, outputs = shape.Outputs, samples = tile.Samples, pitch = tile.Pitch;
        for (int stripe = 0; stripe < tile.Stripes; stripe++)
        {
            ref T dw = ref w;
            ref T a = ref x;
            int i = 0;
            for (; i + 2 <= inputs; i += 2)
            {
                TwoRows<V, T, S>(ref dw, ref a, ref y, outputs, samples, pitch);
                dw = ref Unsafe.Add(ref dw, 2 * outputs * S.Count);
                a = ref Unsafe.Add(ref a, 2 * pitch);
            }

            if (i < inputs)
            {
                OneRow<V, T, S>(ref dw, ref a, ref y, outputs, samples, pitch);
                dw = ref Unsafe.Add(ref dw, outputs * S.Count);
            }

            if (shape.HasBias)
            {
                Biases<V, T, S>(ref dw, ref y, outputs, samples, pitch);
            }

            w = ref Unsafe.Add(ref w, tile.Stride);
            x = ref Unsafe.Add(ref x, samples * S.Count);
            y = ref Unsafe.Add(ref y, samples * S.Count);
        }
    }

    [MethodImpl(Loop.Inlined)]
    private static void TwoRows<V, T, S>(ref T dw, ref T a, ref T dz, int outputs, int samples, int pitch)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        int j = 0;
        for (; j + 4 <= outputs; j += 4)
        {
            ref T upper = ref Unsafe.Add(ref dw, j * S.Count);
            ref T lower = ref Unsafe.Add(ref upper, outputs * S.Count);
            V s00 = S.Load(ref upper), s01 = At<V, T, S>(ref upper, 1), s02 = At<V, T, S>(ref upper, 2), s03 = At<V, T, S>(ref upper, 3);
            V s10 = S.Load(ref lower), s11 = At<V, T, S>(ref lower, 1), s12 = At<V, T, S>(ref lower, 2), s13 = At<V, T, S>(ref lower, 3);
            ref T value = ref a;
            ref T slope = ref Unsafe.Add(ref dz, j * pitch);
            for (int s = 0; s < samples; s++)
            {
                V a0 = S.Load(ref value), a1 = S.Load(ref Unsafe.Add(ref value, pitch)), d = S.Load(ref slope);
                s00 = S.MultiplyAdd(a0, d, s00);
                s10 = S.MultiplyAdd(a1, d, s10);
                d = S.Load(ref Unsafe.Add(ref slope, pitch));
                s01 = S.MultiplyAdd(a0, d, s01);
                s11 = S.MultiplyAdd(a1, d, s11);
                d = S.Load(ref Unsafe.Add(ref slope, 2 * pitch));
                s02 = S.MultiplyAdd(a0, d, s02);
                s12 = S.MultiplyAdd(a1, d, s12);
                d = S.Load(ref Unsafe.Add(ref slope, 3 * pitch));
                s03 = S.MultiplyAdd(a0, d, s03);
                s13 = S.MultiplyAdd(a1, d, s13);
                value = ref Unsafe.Add(ref value, S.Count);
                slope = ref Unsafe.Add(ref slope, S.Count);
            }

            Put<V, T, S>(s00, s01, s02, s03, ref upper);
            Put<V, T, S>(s10, s11, s12, s13, ref lower);
        }

        for (; j < outputs; j++)
        {
            ref T upper = ref Unsafe.Add(ref dw, j * S.Count);
            ref T lower = ref Unsafe.Add(ref upper, outputs * S.Count);
            V s0 = S.Load(ref upper), s1 = S.Load(ref lower);
            ref T value = ref a;
            ref T slope = ref Unsafe.Add(ref dz, j * pitch);
            for (int s = 0; s < samples; s++)
            {
                V d = S.Load(ref slope);
                s0 = S.MultiplyAdd(S.Load(ref value), d, s0);
                s1 = S.MultiplyAdd(S.Load(ref Unsafe.Add(ref value, pitch)), d, s1);
                value = ref Unsafe.Add(ref value, S.Count);
                slope = ref Unsafe.Add(ref slope, S.Count);
            }

            S.Store(s0, ref upper);
            S.Store(s1, ref lower);
        }
    }

    [MethodImpl(Loop.Inlined)]
    private static void OneRow<V, T, S>(ref T dw, ref T a, ref T dz, int outputs, int samples, int pitch)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        for (int j = 0; j < outputs; j++)
        {
            ref T to = ref Unsafe.Add(ref dw, j * S.Count);
            V sum = S.Load(ref to);
            ref T value = ref a;
            ref T slope = ref Unsafe.Add(ref dz, j * pitch);
            for (int s = 0; s < samples; s++)
            {
                sum = S.MultiplyAdd(S.Load(ref value), S.Load(ref slope), sum);
                value = ref Unsafe.Add(ref value, S.Count);
                slope = ref Unsafe.Add(ref slope, S.Count);
            }

            S.Store(sum, ref to);
        }
    }

    [MethodImpl(Loop.Inlined)]
    private static void Biases<V, T, S>(ref T db, ref T dz, int outputs, int samples, int pitch)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        for (int j = 0; j < outputs; j++)
        {
            ref T to = ref Unsafe.Add(ref db, j * S.Count);
            V sum = S.Load(ref to);
            ref T slope = ref Unsafe.Add(ref dz, j * pitch);
            for (int s = 0; s < samples; s++)
            {
                sum = S.Add(sum, S.Load(ref slope));
                slope = ref Unsafe.Add(ref slope, S.Count);
            }

            S.Store(sum, ref to);
        }
    }

    [MethodImpl(Loop.Inlined)]
    private static V At<V, T, S>(ref T from, int vector)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T> => S.Load(ref Unsafe.Add(ref from, vector * S.Count));

    [MethodImpl(Loop.Inlined)]
    private static void Put<V, T, S>(V a, V b, V c, V d, ref T to)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        S.Store(a, ref to);
        S.Store(b, ref Unsafe.Add(ref to, S.Count));
        S.Store(c, ref Unsafe.Add(ref to, 2 * S.Count));
        S.Store(d, ref Unsafe.Add(ref to, 3 * S.Count));
    }
}
