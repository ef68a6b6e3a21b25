using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>z = x·W + b for one sample: rows of W are streamed once, their sums stay in registers.</summary>
/// <remarks>
/// A multiply-add takes four cycles, so eight sums run side by side: eight vectors of columns, or fewer vectors and several
/// rows. Two rows far apart are walked together, which keeps two memory streams busy when W does not fit the L1 cache.
/// Columns that do not fill a vector are covered by a last vector that overlaps its neighbour and writes the same values.
/// </remarks>
internal static class VectorMatrix<TWidth, TVector, T>
    where TWidth : struct, IVectorWidth<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    /// <summary>z[j] = b[j] + Σᵢ x[i] · W[i, j].</summary>
    /// <param name="x">The layer's input, <paramref name="inputs"/> long.</param>
    /// <param name="w">W, <paramref name="inputs"/> × <paramref name="outputs"/>, row by row.</param>
    /// <param name="b">The bias, <paramref name="outputs"/> long, or a null reference for none.</param>
    /// <param name="z">The sums, <paramref name="outputs"/> long; overlaps nothing that is read.</param>
    /// <param name="inputs">Rows of W.</param>
    /// <param name="outputs">Columns of W, at least one vector.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Multiply(ref T x, ref T w, ref T b, ref T z, int inputs, int outputs)
    {
        if (outputs == TWidth.Count)
        {
            OneVector(ref x, ref w, ref b, ref z, inputs, outputs, 0);
        }
        else if (outputs <= 2 * TWidth.Count)
        {
            TwoVectors(ref x, ref w, ref b, ref z, inputs, outputs, 0);
        }
        else
        {
            MultiplyWide(ref x, ref w, ref b, ref z, inputs, outputs);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyWide(ref T x, ref T w, ref T b, ref T z, int inputs, int outputs)
    {
        int column = 0;
        for (; outputs - column > 7 * TWidth.Count; column += 8 * TWidth.Count)
        {
            EightVectors(ref x, ref w, ref b, ref z, inputs, outputs, column);
        }

        if (outputs - column > 3 * TWidth.Count)
        {
            FourVectors(ref x, ref w, ref b, ref z, inputs, outputs, column);
            column += 4 * TWidth.Count;
        }

        if (outputs - column > TWidth.Count)
        {
            TwoVectors(ref x, ref w, ref b, ref z, inputs, outputs, column);
            column += 2 * TWidth.Count;
        }

        if (outputs > column)
        {
            OneVector(ref x, ref w, ref b, ref z, inputs, outputs, Math.Min(column, outputs - TWidth.Count));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Seed(ref T b, int column)
        => Unsafe.IsNullRef(ref b) ? TWidth.Zero : TWidth.Load(ref Unsafe.Add(ref b, column));


    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EightVectors(ref T x, ref T w, ref T b, ref T z, int inputs, int outputs, int column)
    {
        int last = Math.Min(column + (7 * TWidth.Count), outputs - TWidth.Count);
        TVector s0 = Seed(ref b, column);
        TVector s1 = Seed(ref b, column + TWidth.Count);
        TVector s2 = Seed(ref b, column + (2 * TWidth.Count));
        TVector s3 = Seed(ref b, column + (3 * TWidth.Count));
        TVector s4 = Seed(ref b, column + (4 * TWidth.Count));
        TVector s5 = Seed(ref b, column + (5 * TWidth.Count));
        TVector s6 = Seed(ref b, column + (6 * TWidth.Count));
        TVector s7 = Seed(ref b, last);
        ref T row = ref Unsafe.Add(ref w, column);
        ref T xi = ref x;
        nint tail = last - column;
        for (int i = inputs; i > 0; i--)
        {
            TVector value = TWidth.Broadcast(xi);
            s0 = TWidth.MultiplyAdd(value, TWidth.Load(ref row), s0);
            s1 = TWidth.MultiplyAdd(value, TWidth.Load(ref Unsafe.Add(ref row, TWidth.Count)), s1);
            s2 = TWidth.MultiplyAdd(value, TWidth.Load(ref Unsafe.Add(ref row, 2 * TWidth.Count)), s2);
            s3 = TWidth.MultiplyAdd(value, TWidth.Load(ref Unsafe.Add(ref row, 3 * TWidth.Count)), s3);
            s4 = TWidth.MultiplyAdd(value, TWidth.Load(ref Unsafe.Add(ref row, 4 * TWidth.Count)), s4);
            s5 = TWidth.MultiplyAdd(value, TWidth.Load(ref Unsafe.Add(ref row, 5 * TWidth.Count)), s5);
            s6 = TWidth.MultiplyAdd(value, TWidth.Load(ref Unsafe.Add(ref row, 6 * TWidth.Count)), s6);
            s7 = TWidth.MultiplyAdd(value, TWidth.Load(ref Unsafe.Add(ref row, tail)), s7);
            row = ref Unsafe.Add(ref row, outputs);
            xi = ref Unsafe.Add(ref xi, 1);
        }

        ref T target = ref Unsafe.Add(ref z, column);
        TWidth.Store(s0, ref target);
        TWidth.Store(s1, ref Unsafe.Add(ref target, TWidth.Count));
        TWidth.Store(s2, ref Unsafe.Add(ref target, 2 * TWidth.Count));
        TWidth.Store(s3, ref Unsafe.Add(ref target, 3 * TWidth.Count));
        TWidth.Store(s4, ref Unsafe.Add(ref target, 4 * TWidth.Count));
        TWidth.Store(s5, ref Unsafe.Add(ref target, 5 * TWidth.Count));
        TWidth.Store(s6, ref Unsafe.Add(ref target, 6 * TWidth.Count));
        TWidth.Store(s7, ref Unsafe.Add(ref target, tail));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourVectors(ref T x, ref T w, ref T b, ref T z, int inputs, int outputs, int column)
    {
        nint tail = Math.Min(3 * TWidth.Count, outputs - TWidth.Count - column);
        TVector s0 = Seed(ref b, column);
        TVector s1 = Seed(ref b, column + TWidth.Count);
        TVector s2 = Seed(ref b, column + (2 * TWidth.Count));
        TVector s3 = Seed(ref b, column + (int)tail);
        TVector t0 = TWidth.Zero, t1 = TWidth.Zero, t2 = TWidth.Zero, t3 = TWidth.Zero;
        int half = inputs / 2;
        ref T row = ref Unsafe.Add(ref w, column);
        ref T xi = ref x;
        nint farRow = (nint)half * outputs;
        for (int i = half; i > 0; i--)
        {
            TVector value = TWidth.Broadcast(xi);
            s0 = TWidth.MultiplyAdd(value, TWidth.Load(ref row), s0);
            s1 = TWidth.MultiplyAdd(value, TWidth.Load(ref Unsafe.Add(ref row, TWidth.Count)), s1);
            s2 = TWidth.MultiplyAdd(value, TWidth.Load(ref Unsafe.Add(ref row, 2 * TWidth.Count)), s2);
            s3 = TWidth.MultiplyAdd(value, TWidth.Load(ref Unsafe.Add(ref row, tail)), s3);
            ref T far = ref Unsafe.Add(ref row, farRow);
            value = TWidth.Broadcast(Unsafe.Add(ref xi, half));
            t0 = TWidth.MultiplyAdd(value, TWidth.Load(ref far), t0);
            t1 = TWidth.MultiplyAdd(value, TWidth.Load(ref Unsafe.Add(ref far, TWidth.Count)), t1);
            t2 = TWidth.MultiplyAdd(value, TWidth.Load(ref Unsafe.Add(ref far, 2 * TWidth.Count)), t2);
            t3 = TWidth.MultiplyAdd(value, TWidth.Load(ref Unsafe.Add(ref far, tail)), t3);
            row = ref Unsafe.Add(ref row, outputs);
            xi = ref Unsafe.Add(ref xi, 1);
        }

        if ((inputs & 1) != 0)
        {
            row = ref Unsafe.Add(ref row, farRow);
            TVector value = TWidth.Broadcast(Unsafe.Add(ref xi, half));
            s0 = TWidth.MultiplyAdd(value, TWidth.Load(ref row), s0);
            s1 = TWidth.MultiplyAdd(value, TWidth.Load(ref Unsafe.Add(ref row, TWidth.Count)), s1);
            s2 = TWidth.MultiplyAdd(value, TWidth.Load(ref Unsafe.Add(ref row, 2 * TWidth.Count)), s2);
            s3 = TWidth.MultiplyAdd(value, TWidth.Load(ref Unsafe.Add(ref row, tail)), s3);
        }

        ref T target = ref Unsafe.Add(ref z, column);
        TWidth.Store(TWidth.Add(s0, t0), ref target);
        TWidth.Store(TWidth.Add(s1, t1), ref Unsafe.Add(ref target, TWidth.Count));
        TWidth.Store(TWidth.Add(s2, t2), ref Unsafe.Add(ref target, 2 * TWidth.Count));
        TWidth.Store(TWidth.Add(s3, t3), ref Unsafe.Add(ref target, tail));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TwoVectors(ref T x, ref T w, ref T b, ref T z, int inputs, int outputs, int column)
    {
        nint tail = Math.Min(TWidth.Count, outputs - TWidth.Count - column);
        TVector s0 = Seed(ref b, column), s1 = Seed(ref b, column + (int)tail);
        TVector t0 = TWidth.Zero, t1 = TWidth.Zero, u0 = TWidth.Zero, u1 = TWidth.Zero, v0 = TWidth.Zero, v1 = TWidth.Zero;
        int half = inputs / 4 * 2;
        ref T row = ref Unsafe.Add(ref w, column);
        ref T xi = ref x;
        nint farRow = (nint)half * outputs;
        for (int i = half; i > 0; i -= 2)
        {
            TVector value = TWidth.Broadcast(xi);
            s0 = TWidth.MultiplyAdd(value, TWidth.Load(ref row), s0);
            s1 = TWidth.MultiplyAdd(value, TWidth.Load(ref Unsafe.Add(ref row, tail)), s1);
            ref T far = ref Unsafe.Add(ref row, farRow);
            value = TWidth.Broadcast(Unsafe.Add(ref xi, half));
            t0 = TWidth.MultiplyAdd(value, TWidth.Load(ref far), t0);
            t1 = TWidth.MultiplyAdd(value, TWidth.Load(ref Unsafe.Add(ref far, tail)), t1);
            row = ref Unsafe.Add(ref row, outputs);
            far = ref Unsafe.Add(ref far, outputs);
            value = TWidth.Broadcast(Unsafe.Add(ref xi, 1));
            u0 = TWidth.MultiplyAdd(value, TWidth.Load(ref row), u0);
            u1 = TWidth.MultiplyAdd(value, TWidth.Load(ref Unsafe.Add(ref row, tail)), u1);
            value = TWidth.Broadcast(Unsafe.Add(ref xi, half + 1));
            v0 = TWidth.MultiplyAdd(value, TWidth.Load(ref far), v0);
            v1 = TWidth.MultiplyAdd(value, TWidth.Load(ref Unsafe.Add(ref far, tail)), v1);
            row = ref Unsafe.Add(ref row, outputs);
            xi = ref Unsafe.Add(ref xi, 2);
        }

        row = ref Unsafe.Add(ref row, farRow);
        xi = ref Unsafe.Add(ref xi, half);
        for (int i = inputs & 3; i > 0; i--)
        {
            TVector value = TWidth.Broadcast(xi);
            s0 = TWidth.MultiplyAdd(value, TWidth.Load(ref row), s0);
            s1 = TWidth.MultiplyAdd(value, TWidth.Load(ref Unsafe.Add(ref row, tail)), s1);
            row = ref Unsafe.Add(ref row, outputs);
            xi = ref Unsafe.Add(ref xi, 1);
        }

        ref T target = ref Unsafe.Add(ref z, column);
        TWidth.Store(TWidth.Add(TWidth.Add(s0, t0), TWidth.Add(u0, v0)), ref target);
        TWidth.Store(TWidth.Add(TWidth.Add(s1, t1), TWidth.Add(u1, v1)), ref Unsafe.Add(ref target, tail));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OneVector(ref T x, ref T w, ref T b, ref T z, int inputs, int outputs, int column)
    {
        TVector s0 = Seed(ref b, column), s1 = TWidth.Zero, s2 = TWidth.Zero, s3 = TWidth.Zero;
        TVector t0 = TWidth.Zero, t1 = TWidth.Zero, t2 = TWidth.Zero, t3 = TWidth.Zero;
        int half = inputs / 8 * 4;
        ref T row = ref Unsafe.Add(ref w, column);
        ref T xi = ref x;
        nint stride = outputs;
        nint farRow = half * stride;
        for (int i = half; i > 0; i -= 4)
        {
            ref T far = ref Unsafe.Add(ref row, farRow);
            ref T farX = ref Unsafe.Add(ref xi, half);
            s0 = TWidth.MultiplyAdd(TWidth.Broadcast(xi), TWidth.Load(ref row), s0);
            t0 = TWidth.MultiplyAdd(TWidth.Broadcast(farX), TWidth.Load(ref far), t0);
            s1 = TWidth.MultiplyAdd(TWidth.Broadcast(Unsafe.Add(ref xi, 1)), TWidth.Load(ref Unsafe.Add(ref row, stride)), s1);
            t1 = TWidth.MultiplyAdd(TWidth.Broadcast(Unsafe.Add(ref farX, 1)), TWidth.Load(ref Unsafe.Add(ref far, stride)), t1);
            s2 = TWidth.MultiplyAdd(TWidth.Broadcast(Unsafe.Add(ref xi, 2)), TWidth.Load(ref Unsafe.Add(ref row, 2 * stride)), s2);
            t2 = TWidth.MultiplyAdd(TWidth.Broadcast(Unsafe.Add(ref farX, 2)), TWidth.Load(ref Unsafe.Add(ref far, 2 * stride)), t2);
            s3 = TWidth.MultiplyAdd(TWidth.Broadcast(Unsafe.Add(ref xi, 3)), TWidth.Load(ref Unsafe.Add(ref row, 3 * stride)), s3);
            t3 = TWidth.MultiplyAdd(TWidth.Broadcast(Unsafe.Add(ref farX, 3)), TWidth.Load(ref Unsafe.Add(ref far, 3 * stride)), t3);
            row = ref Unsafe.Add(ref row, 4 * stride);
            xi = ref Unsafe.Add(ref xi, 4);
        }

        row = ref Unsafe.Add(ref row, farRow);
        xi = ref Unsafe.Add(ref xi, half);
        if ((inputs & 4) != 0)
        {
            s0 = TWidth.MultiplyAdd(TWidth.Broadcast(xi), TWidth.Load(ref row), s0);
            s1 = TWidth.MultiplyAdd(TWidth.Broadcast(Unsafe.Add(ref xi, 1)), TWidth.Load(ref Unsafe.Add(ref row, stride)), s1);
            s2 = TWidth.MultiplyAdd(TWidth.Broadcast(Unsafe.Add(ref xi, 2)), TWidth.Load(ref Unsafe.Add(ref row, 2 * stride)), s2);
            s3 = TWidth.MultiplyAdd(TWidth.Broadcast(Unsafe.Add(ref xi, 3)), TWidth.Load(ref Unsafe.Add(ref row, 3 * stride)), s3);
            row = ref Unsafe.Add(ref row, 4 * stride);
            xi = ref Unsafe.Add(ref xi, 4);
        }

        if ((inputs & 2) != 0)
        {
            t0 = TWidth.MultiplyAdd(TWidth.Broadcast(xi), TWidth.Load(ref row), t0);
            t1 = TWidth.MultiplyAdd(TWidth.Broadcast(Unsafe.Add(ref xi, 1)), TWidth.Load(ref Unsafe.Add(ref row, stride)), t1);
            row = ref Unsafe.Add(ref row, 2 * stride);
            xi = ref Unsafe.Add(ref xi, 2);
        }

        if ((inputs & 1) != 0)
        {
            t2 = TWidth.MultiplyAdd(TWidth.Broadcast(xi), TWidth.Load(ref row), t2);
        }

        TVector near = TWidth.Add(TWidth.Add(s0, s1), TWidth.Add(s2, s3));
        TVector distant = TWidth.Add(TWidth.Add(t0, t1), TWidth.Add(t2, t3));
        TWidth.Store(TWidth.Add(near, distant), ref Unsafe.Add(ref z, column));
    }
}
