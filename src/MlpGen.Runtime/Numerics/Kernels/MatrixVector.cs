using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>da = dz·Wᵀ for one sample: a dot product of dz with every row of W, four rows at a time.</summary>
/// <remarks>
/// Four rows give four independent chains of multiply-adds, and one reduction for all four instead of one each.
/// </remarks>
internal static class MatrixVector<TWidth, TVector, T>
    where TWidth : struct, IVectorWidth<TVector, T>
    where TVector : struct
    where T : unmanaged
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
        nint whole = outputs / TWidth.Count * TWidth.Count;
        nint tail = outputs - TWidth.Count;
        TVector fresh = TWidth.LastLanes((int)(outputs - whole));
        int i = 0;
        for (; i + 4 <= inputs; i += 4)
        {
            TVector d = TWidth.Load(ref dz);
            TVector s0 = TWidth.Multiply(d, TWidth.Load(ref w));
            TVector s1 = TWidth.Multiply(d, TWidth.Load(ref Unsafe.Add(ref w, stride)));
            TVector s2 = TWidth.Multiply(d, TWidth.Load(ref Unsafe.Add(ref w, 2 * stride)));
            TVector s3 = TWidth.Multiply(d, TWidth.Load(ref Unsafe.Add(ref w, 3 * stride)));
            for (nint column = TWidth.Count; column < whole; column += TWidth.Count)
            {
                ref T row = ref Unsafe.Add(ref w, column);
                d = TWidth.Load(ref Unsafe.Add(ref dz, column));
                s0 = TWidth.MultiplyAdd(d, TWidth.Load(ref row), s0);
                s1 = TWidth.MultiplyAdd(d, TWidth.Load(ref Unsafe.Add(ref row, stride)), s1);
                s2 = TWidth.MultiplyAdd(d, TWidth.Load(ref Unsafe.Add(ref row, 2 * stride)), s2);
                s3 = TWidth.MultiplyAdd(d, TWidth.Load(ref Unsafe.Add(ref row, 3 * stride)), s3);
            }

            if (whole != outputs)
            {
                // The weights are masked too: 0 · ∞ in a lane that has been summed already would make a NaN of its own.
                ref T row = ref Unsafe.Add(ref w, tail);
                d = TWidth.Keep(TWidth.Load(ref Unsafe.Add(ref dz, tail)), fresh);
                s0 = TWidth.MultiplyAdd(d, TWidth.Keep(TWidth.Load(ref row), fresh), s0);
                s1 = TWidth.MultiplyAdd(d, TWidth.Keep(TWidth.Load(ref Unsafe.Add(ref row, stride)), fresh), s1);
                s2 = TWidth.MultiplyAdd(d, TWidth.Keep(TWidth.Load(ref Unsafe.Add(ref row, 2 * stride)), fresh), s2);
                s3 = TWidth.MultiplyAdd(d, TWidth.Keep(TWidth.Load(ref Unsafe.Add(ref row, 3 * stride)), fresh), s3);
            }

            TWidth.StoreSums(s0, s1, s2, s3, ref Unsafe.Add(ref da, i));
            w = ref Unsafe.Add(ref w, 4 * stride);
        }

        for (; i < inputs; i++)
        {
            Unsafe.Add(ref da, i) = Dot(ref w, ref dz, whole, outputs, fresh);
            w = ref Unsafe.Add(ref w, stride);
        }
    }

    /// <summary>Σⱼ row[j] · dz[j], in four chains of multiply-adds along the row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Dot(ref T row, ref T dz, nint whole, int outputs, TVector fresh)
    {
        TVector s0 = TWidth.Zero, s1 = TWidth.Zero, s2 = TWidth.Zero, s3 = TWidth.Zero;
        nint column = 0;
        for (; column <= whole - (4 * TWidth.Count); column += 4 * TWidth.Count)
        {
            ref T d = ref Unsafe.Add(ref dz, column);
            ref T r = ref Unsafe.Add(ref row, column);
            s0 = TWidth.MultiplyAdd(TWidth.Load(ref d), TWidth.Load(ref r), s0);
            s1 = TWidth.MultiplyAdd(TWidth.Load(ref Unsafe.Add(ref d, TWidth.Count)), TWidth.Load(ref Unsafe.Add(ref r, TWidth.Count)), s1);
            s2 = TWidth.MultiplyAdd(TWidth.Load(ref Unsafe.Add(ref d, 2 * TWidth.Count)), TWidth.Load(ref Unsafe.Add(ref r, 2 * TWidth.Count)), s2);
            s3 = TWidth.MultiplyAdd(TWidth.Load(ref Unsafe.Add(ref d, 3 * TWidth.Count)), TWidth.Load(ref Unsafe.Add(ref r, 3 * TWidth.Count)), s3);
        }

        for (; column < whole; column += TWidth.Count)
        {
            (s0, s1) = (s1, TWidth.MultiplyAdd(TWidth.Load(ref Unsafe.Add(ref dz, column)), TWidth.Load(ref Unsafe.Add(ref row, column)), s0));
        }

        if (whole != outputs)
        {
            nint tail = outputs - TWidth.Count;
            TVector d = TWidth.Keep(TWidth.Load(ref Unsafe.Add(ref dz, tail)), fresh);
            s2 = TWidth.MultiplyAdd(d, TWidth.Keep(TWidth.Load(ref Unsafe.Add(ref row, tail)), fresh), s2);
        }

        return TWidth.Sum(TWidth.Add(TWidth.Add(s0, s1), TWidth.Add(s2, s3)));
    }
}
