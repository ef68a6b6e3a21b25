using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>da = dz·Wᵀ for one sample: a dot product of dz with every row of W, four rows at a time.</summary>
/// <remarks>
/// Four rows give four independent chains of multiply-adds, and one reduction for all four instead of one each.
/// </remarks>
internal static class MatrixVector<V, T, S>
    where V : struct
    where T : unmanaged
    where S : ISimd<V, T>
{
    /// <summary>da[i] = Σⱼ W[i, j] · dz[j].</summary>
    /// <param name="w">W, <paramref name="inputs"/> × <paramref name="outputs"/>, row by row.</param>
    /// <param name="stride">Distance between rows of W, at least <paramref name="outputs"/>.</param>
    /// <param name="dz">∂L/∂z, <paramref name="outputs"/> long.</param>
    /// <param name="da">∂L/∂a of the layer's input, <paramref name="inputs"/> long; overlaps neither.</param>
    /// <param name="inputs">Rows of W.</param>
    /// <param name="outputs">Columns of W, at least one vector.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Multiply(ref T w, nint stride, ref T dz, ref T da, int inputs, int outputs)
    {
        nint whole = outputs / S.Count * S.Count;
        nint tail = outputs - S.Count;
        V fresh = S.LastLanes((int)(outputs - whole));
        int i = 0;
        for (; i + 4 <= inputs; i += 4)
        {
            V d = S.Load(ref dz);
            V s0 = S.Multiply(d, S.Load(ref w));
            V s1 = S.Multiply(d, S.Load(ref Unsafe.Add(ref w, stride)));
            V s2 = S.Multiply(d, S.Load(ref Unsafe.Add(ref w, 2 * stride)));
            V s3 = S.Multiply(d, S.Load(ref Unsafe.Add(ref w, 3 * stride)));
            for (nint column = S.Count; column < whole; column += S.Count)
            {
                ref T row = ref Unsafe.Add(ref w, column);
                d = S.Load(ref Unsafe.Add(ref dz, column));
                s0 = S.MultiplyAdd(d, S.Load(ref row), s0);
                s1 = S.MultiplyAdd(d, S.Load(ref Unsafe.Add(ref row, stride)), s1);
                s2 = S.MultiplyAdd(d, S.Load(ref Unsafe.Add(ref row, 2 * stride)), s2);
                s3 = S.MultiplyAdd(d, S.Load(ref Unsafe.Add(ref row, 3 * stride)), s3);
            }

            if (whole != outputs)
            {
                // The weights are masked too: 0 · ∞ in a lane that has been summed already would make a NaN of its own.
                ref T row = ref Unsafe.Add(ref w, tail);
                d = S.Keep(S.Load(ref Unsafe.Add(ref dz, tail)), fresh);
                s0 = S.MultiplyAdd(d, S.Keep(S.Load(ref row), fresh), s0);
                s1 = S.MultiplyAdd(d, S.Keep(S.Load(ref Unsafe.Add(ref row, stride)), fresh), s1);
                s2 = S.MultiplyAdd(d, S.Keep(S.Load(ref Unsafe.Add(ref row, 2 * stride)), fresh), s2);
                s3 = S.MultiplyAdd(d, S.Keep(S.Load(ref Unsafe.Add(ref row, 3 * stride)), fresh), s3);
            }

            S.StoreSums(s0, s1, s2, s3, ref Unsafe.Add(ref da, i), 1, accumulate: false);
            w = ref Unsafe.Add(ref w, 4 * stride);
        }

        for (; i < inputs; i++)
        {
            Unsafe.Add(ref da, i) = Dot(ref w, ref dz, whole, outputs);
            w = ref Unsafe.Add(ref w, stride);
        }
    }

    /// <summary>Σⱼ row[j] · dz[j], in four chains of multiply-adds along the row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static T Dot(ref T row, ref T dz, nint whole, int outputs)
    {
        V s0 = default, s1 = default, s2 = default, s3 = default;
        nint column = 0;
        for (; column <= whole - (4 * S.Count); column += 4 * S.Count)
        {
            ref T d = ref Unsafe.Add(ref dz, column);
            ref T r = ref Unsafe.Add(ref row, column);
            s0 = S.MultiplyAdd(S.Load(ref d), S.Load(ref r), s0);
            s1 = S.MultiplyAdd(S.Load(ref Unsafe.Add(ref d, S.Count)), S.Load(ref Unsafe.Add(ref r, S.Count)), s1);
            s2 = S.MultiplyAdd(S.Load(ref Unsafe.Add(ref d, 2 * S.Count)), S.Load(ref Unsafe.Add(ref r, 2 * S.Count)), s2);
            s3 = S.MultiplyAdd(S.Load(ref Unsafe.Add(ref d, 3 * S.Count)), S.Load(ref Unsafe.Add(ref r, 3 * S.Count)), s3);
        }

        for (; column < whole; column += S.Count)
        {
            (s0, s1) = (s1, S.MultiplyAdd(S.Load(ref Unsafe.Add(ref dz, column)), S.Load(ref Unsafe.Add(ref row, column)), s0));
        }

        if (whole != outputs)
        {
            nint tail = outputs - S.Count;
            V fresh = S.LastLanes((int)(outputs - whole));
            V d = S.Keep(S.Load(ref Unsafe.Add(ref dz, tail)), fresh);
            s2 = S.MultiplyAdd(d, S.Keep(S.Load(ref Unsafe.Add(ref row, tail)), fresh), s2);
        }

        return S.Sum(S.Add(S.Add(s0, s1), S.Add(s2, s3)));
    }
}
