using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>z = x·W + b for one sample: rows of W are streamed once, their sums stay in registers.</summary>
/// <remarks>
/// A multiply-add takes four cycles, so eight sums run side by side: eight vectors of columns, or fewer vectors and several
/// rows. Two rows far apart are walked together, which keeps two memory streams busy when W does not fit the L1 cache.
/// Columns that do not fill a vector are covered by a last vector that overlaps its neighbour and writes the same values.
/// </remarks>
internal static class VectorMatrix<V, T, S>
    where V : struct
    where T : unmanaged
    where S : ISimd<V, T>
{
    /// <summary>Each block of columns is a method of its own: a layer needs one or two of them, and all in one take the JIT ten milliseconds.</summary>
    private const MethodImplOptions Block = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;

    /// <summary>z[j] = b[j] + Σᵢ x[i] · W[i, j].</summary>
    /// <param name="x">The layer's input, <paramref name="inputs"/> long.</param>
    /// <param name="w">W, <paramref name="inputs"/> × <paramref name="outputs"/>, row by row.</param>
    /// <param name="b">The bias, <paramref name="outputs"/> long, or a null reference for none.</param>
    /// <param name="z">The sums, <paramref name="outputs"/> long; overlaps nothing that is read.</param>
    /// <param name="inputs">Rows of W.</param>
    /// <param name="outputs">Columns of W, at least one vector.</param>
    [MethodImpl(Loop.Inlined)]
    public static void Multiply(ref T x, ref T w, ref T b, ref T z, int inputs, int outputs)
    {
        // Asked of sizes that the JIT knows while it reads this, so that it looks up the one block that is needed.
        if (outputs * Unsafe.SizeOf<T>() == Unsafe.SizeOf<V>())
        {
            OneVector(ref x, ref w, ref b, ref z, inputs, outputs, 0);
        }
        else if (outputs * Unsafe.SizeOf<T>() <= 2 * Unsafe.SizeOf<V>())
        {
            TwoVectors(ref x, ref w, ref b, ref z, inputs, outputs, 0);
        }
        else if (outputs * Unsafe.SizeOf<T>() > 3 * Unsafe.SizeOf<V>() && outputs * Unsafe.SizeOf<T>() <= 4 * Unsafe.SizeOf<V>())
        {
            FourVectors(ref x, ref w, ref b, ref z, inputs, outputs, 0);
        }
        else
        {
            Wide(ref x, ref w, ref b, ref z, inputs, outputs);
        }
    }

    [MethodImpl(Block)]
    private static void Wide(ref T x, ref T w, ref T b, ref T z, int inputs, int outputs)
    {
        int column = 0;
        for (; outputs - column > 7 * S.Count; column += 8 * S.Count)
        {
            EightVectors(ref x, ref w, ref b, ref z, inputs, outputs, column);
        }

        if (outputs - column > 3 * S.Count)
        {
            FourVectors(ref x, ref w, ref b, ref z, inputs, outputs, column);
            column += 4 * S.Count;
        }

        if (outputs - column > S.Count)
        {
            TwoVectors(ref x, ref w, ref b, ref z, inputs, outputs, column);
            column += 2 * S.Count;
        }

        if (outputs > column)
        {
            OneVector(ref x, ref w, ref b, ref z, inputs, outputs, Math.Min(column, outputs - S.Count));
        }
    }

    [MethodImpl(Loop.Inlined)]
    private static V Seed(ref T b, int column)
        => Unsafe.IsNullRef(ref b) ? default : S.Load(ref Unsafe.Add(ref b, column));


    [MethodImpl(Block)]
    private static void EightVectors(ref T x, ref T w, ref T b, ref T z, int inputs, int outputs, int column)
    {
        int last = Math.Min(column + (7 * S.Count), outputs - S.Count);
        V s0 = Seed(ref b, column);
        V s1 = Seed(ref b, column + S.Count);
        V s2 = Seed(ref b, column + (2 * S.Count));
        V s3 = Seed(ref b, column + (3 * S.Count));
        V s4 = Seed(ref b, column + (4 * S.Count));
        V s5 = Seed(ref b, column + (5 * S.Count));
        V s6 = Seed(ref b, column + (6 * S.Count));
        V s7 = Seed(ref b, last);
        ref T row = ref Unsafe.Add(ref w, column);
        ref T xi = ref x;
        nint tail = last - column;
        for (int i = inputs; i > 0; i--)
        {
            V value = S.Broadcast(xi);
            s0 = S.MultiplyAdd(value, S.Load(ref row), s0);
            s1 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref row, S.Count)), s1);
            s2 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref row, 2 * S.Count)), s2);
            s3 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref row, 3 * S.Count)), s3);
            s4 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref row, 4 * S.Count)), s4);
            s5 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref row, 5 * S.Count)), s5);
            s6 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref row, 6 * S.Count)), s6);
            s7 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref row, tail)), s7);
            row = ref Unsafe.Add(ref row, outputs);
            xi = ref Unsafe.Add(ref xi, 1);
        }

        ref T target = ref Unsafe.Add(ref z, column);
        S.Store(s0, ref target);
        S.Store(s1, ref Unsafe.Add(ref target, S.Count));
        S.Store(s2, ref Unsafe.Add(ref target, 2 * S.Count));
        S.Store(s3, ref Unsafe.Add(ref target, 3 * S.Count));
        S.Store(s4, ref Unsafe.Add(ref target, 4 * S.Count));
        S.Store(s5, ref Unsafe.Add(ref target, 5 * S.Count));
        S.Store(s6, ref Unsafe.Add(ref target, 6 * S.Count));
        S.Store(s7, ref Unsafe.Add(ref target, tail));
    }

    [MethodImpl(Block)]
    private static void FourVectors(ref T x, ref T w, ref T b, ref T z, int inputs, int outputs, int column)
    {
        nint tail = Math.Min(3 * S.Count, outputs - S.Count - column);
        V s0 = Seed(ref b, column);
        V s1 = Seed(ref b, column + S.Count);
        V s2 = Seed(ref b, column + (2 * S.Count));
        V s3 = Seed(ref b, column + (int)tail);
        V t0 = default, t1 = default, t2 = default, t3 = default;
        int half = inputs / 2;
        ref T row = ref Unsafe.Add(ref w, column);
        ref T xi = ref x;
        nint farRow = (nint)half * outputs;
        for (int i = half; i > 0; i--)
        {
            V value = S.Broadcast(xi);
            s0 = S.MultiplyAdd(value, S.Load(ref row), s0);
            s1 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref row, S.Count)), s1);
            s2 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref row, 2 * S.Count)), s2);
            s3 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref row, tail)), s3);
            ref T far = ref Unsafe.Add(ref row, farRow);
            value = S.Broadcast(Unsafe.Add(ref xi, half));
            t0 = S.MultiplyAdd(value, S.Load(ref far), t0);
            t1 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref far, S.Count)), t1);
            t2 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref far, 2 * S.Count)), t2);
            t3 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref far, tail)), t3);
            row = ref Unsafe.Add(ref row, outputs);
            xi = ref Unsafe.Add(ref xi, 1);
        }

        if ((inputs & 1) != 0)
        {
            row = ref Unsafe.Add(ref row, farRow);
            V value = S.Broadcast(Unsafe.Add(ref xi, half));
            s0 = S.MultiplyAdd(value, S.Load(ref row), s0);
            s1 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref row, S.Count)), s1);
            s2 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref row, 2 * S.Count)), s2);
            s3 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref row, tail)), s3);
        }

        ref T target = ref Unsafe.Add(ref z, column);
        S.Store(S.Add(s0, t0), ref target);
        S.Store(S.Add(s1, t1), ref Unsafe.Add(ref target, S.Count));
        S.Store(S.Add(s2, t2), ref Unsafe.Add(ref target, 2 * S.Count));
        S.Store(S.Add(s3, t3), ref Unsafe.Add(ref target, tail));
    }

    [MethodImpl(Block)]
    private static void TwoVectors(ref T x, ref T w, ref T b, ref T z, int inputs, int outputs, int column)
    {
        nint tail = Math.Min(S.Count, outputs - S.Count - column);
        V s0 = Seed(ref b, column), s1 = Seed(ref b, column + (int)tail);
        V t0 = default, t1 = default, u0 = default, u1 = default, v0 = default, v1 = default;
        int half = inputs / 4 * 2;
        ref T row = ref Unsafe.Add(ref w, column);
        ref T xi = ref x;
        nint farRow = (nint)half * outputs;
        for (int i = half; i > 0; i -= 2)
        {
            V value = S.Broadcast(xi);
            s0 = S.MultiplyAdd(value, S.Load(ref row), s0);
            s1 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref row, tail)), s1);
            ref T far = ref Unsafe.Add(ref row, farRow);
            value = S.Broadcast(Unsafe.Add(ref xi, half));
            t0 = S.MultiplyAdd(value, S.Load(ref far), t0);
            t1 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref far, tail)), t1);
            row = ref Unsafe.Add(ref row, outputs);
            far = ref Unsafe.Add(ref far, outputs);
            value = S.Broadcast(Unsafe.Add(ref xi, 1));
            u0 = S.MultiplyAdd(value, S.Load(ref row), u0);
            u1 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref row, tail)), u1);
            value = S.Broadcast(Unsafe.Add(ref xi, half + 1));
            v0 = S.MultiplyAdd(value, S.Load(ref far), v0);
            v1 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref far, tail)), v1);
            row = ref Unsafe.Add(ref row, outputs);
            xi = ref Unsafe.Add(ref xi, 2);
        }

        row = ref Unsafe.Add(ref row, farRow);
        xi = ref Unsafe.Add(ref xi, half);
        for (int i = inputs & 3; i > 0; i--)
        {
            V value = S.Broadcast(xi);
            s0 = S.MultiplyAdd(value, S.Load(ref row), s0);
            s1 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref row, tail)), s1);
            row = ref Unsafe.Add(ref row, outputs);
            xi = ref Unsafe.Add(ref xi, 1);
        }

        ref T target = ref Unsafe.Add(ref z, column);
        S.Store(S.Add(S.Add(s0, t0), S.Add(u0, v0)), ref target);
        S.Store(S.Add(S.Add(s1, t1), S.Add(u1, v1)), ref Unsafe.Add(ref target, tail));
    }

    [MethodImpl(Block)]
    private static void OneVector(ref T x, ref T w, ref T b, ref T z, int inputs, int outputs, int column)
    {
        V s0 = Seed(ref b, column), s1 = default, s2 = default, s3 = default;
        V t0 = default, t1 = default, t2 = default, t3 = default;
        int half = inputs / 8 * 4;
        ref T row = ref Unsafe.Add(ref w, column);
        ref T xi = ref x;
        nint stride = outputs;
        nint farRow = half * stride;
        for (int i = half; i > 0; i -= 4)
        {
            ref T far = ref Unsafe.Add(ref row, farRow);
            ref T farX = ref Unsafe.Add(ref xi, half);
            s0 = S.AddProduct(s0, xi, ref row);
            t0 = S.AddProduct(t0, farX, ref far);
            s1 = S.AddProduct(s1, Unsafe.Add(ref xi, 1), ref Unsafe.Add(ref row, stride));
            t1 = S.AddProduct(t1, Unsafe.Add(ref farX, 1), ref Unsafe.Add(ref far, stride));
            s2 = S.AddProduct(s2, Unsafe.Add(ref xi, 2), ref Unsafe.Add(ref row, 2 * stride));
            t2 = S.AddProduct(t2, Unsafe.Add(ref farX, 2), ref Unsafe.Add(ref far, 2 * stride));
            s3 = S.AddProduct(s3, Unsafe.Add(ref xi, 3), ref Unsafe.Add(ref row, 3 * stride));
            t3 = S.AddProduct(t3, Unsafe.Add(ref farX, 3), ref Unsafe.Add(ref far, 3 * stride));
            row = ref Unsafe.Add(ref row, 4 * stride);
            xi = ref Unsafe.Add(ref xi, 4);
        }

        row = ref Unsafe.Add(ref row, farRow);
        xi = ref Unsafe.Add(ref xi, half);
        if ((inputs & 4) != 0)
        {
            s0 = S.AddProduct(s0, xi, ref row);
            s1 = S.AddProduct(s1, Unsafe.Add(ref xi, 1), ref Unsafe.Add(ref row, stride));
            s2 = S.AddProduct(s2, Unsafe.Add(ref xi, 2), ref Unsafe.Add(ref row, 2 * stride));
            s3 = S.AddProduct(s3, Unsafe.Add(ref xi, 3), ref Unsafe.Add(ref row, 3 * stride));
            row = ref Unsafe.Add(ref row, 4 * stride);
            xi = ref Unsafe.Add(ref xi, 4);
        }

        if ((inputs & 2) != 0)
        {
            t0 = S.AddProduct(t0, xi, ref row);
            t1 = S.AddProduct(t1, Unsafe.Add(ref xi, 1), ref Unsafe.Add(ref row, stride));
            row = ref Unsafe.Add(ref row, 2 * stride);
            xi = ref Unsafe.Add(ref xi, 2);
        }

        if ((inputs & 1) != 0)
        {
            t2 = S.AddProduct(t2, xi, ref row);
        }

        V near = S.Add(S.Add(s0, s1), S.Add(s2, s3));
        V distant = S.Add(S.Add(t0, t1), S.Add(t2, t3));
        S.Store(S.Add(near, distant), ref Unsafe.Add(ref z, column));
    }
}
