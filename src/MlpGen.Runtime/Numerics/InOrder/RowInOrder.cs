using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>z = x·W + b for one sample, each sum in the order of the inputs: as <see cref="MatrixTile{V, T, S}"/> takes it for many.</summary>
/// <remarks>One sum is one chain, so that only vectors of columns side by side hide how long an addition takes: up to eight of them.</remarks>
internal static class RowInOrder<V, T, S>
    where V : struct
    where T : unmanaged
    where S : ISimd<V, T>
{
    /// <summary>z[j] = b[j] + Σᵢ x[i] · W[i, j], over at least one vector of columns.</summary>
    [MethodImpl(Loop.Hot)]
    public static void Multiply(ref T x, ref T w, ref T b, ref T z, int inputs, int outputs)
    {
        int column = 0;
        for (; outputs - column > 7 * S.Count; column += 8 * S.Count)
        {
            EightVectors(ref x, ref w, ref b, ref z, inputs, outputs, column);
        }

        for (; outputs - column > S.Count; column += 2 * S.Count)
        {
            TwoVectors(ref x, ref w, ref b, ref z, inputs, outputs, column);
        }

        if (outputs > column)
        {
            OneVector(ref x, ref w, ref b, ref z, inputs, outputs, Math.Min(column, outputs - S.Count));
        }
    }

    [MethodImpl(Loop.Inlined)]
    private static V Seed(ref T b, nint column) => Unsafe.IsNullRef(ref b) ? S.EmptySum : S.Load(ref Unsafe.Add(ref b, column));

    [MethodImpl(Loop.Hot)]
    private static void EightVectors(ref T x, ref T w, ref T b, ref T z, int inputs, int outputs, int column)
    {
        nint tail = Math.Min(7 * S.Count, outputs - S.Count - column);
        V s0 = Seed(ref b, column), s1 = Seed(ref b, column + S.Count);
        V s2 = Seed(ref b, column + (2 * S.Count)), s3 = Seed(ref b, column + (3 * S.Count));
        V s4 = Seed(ref b, column + (4 * S.Count)), s5 = Seed(ref b, column + (5 * S.Count));
        V s6 = Seed(ref b, column + (6 * S.Count)), s7 = Seed(ref b, column + tail);
        ref T row = ref Unsafe.Add(ref w, column);
        ref T xi = ref x;
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

    [MethodImpl(Loop.Hot)]
    private static void TwoVectors(ref T x, ref T w, ref T b, ref T z, int inputs, int outputs, int column)
    {
        nint tail = Math.Min(S.Count, outputs - S.Count - column);
        V s0 = Seed(ref b, column), s1 = Seed(ref b, column + tail);
        ref T row = ref Unsafe.Add(ref w, column);
        ref T xi = ref x;
        for (int i = inputs; i > 0; i--)
        {
            V value = S.Broadcast(xi);
            s0 = S.MultiplyAdd(value, S.Load(ref row), s0);
            s1 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref row, tail)), s1);
            row = ref Unsafe.Add(ref row, outputs);
            xi = ref Unsafe.Add(ref xi, 1);
        }

        S.Store(s0, ref Unsafe.Add(ref z, column));
        S.Store(s1, ref Unsafe.Add(ref z, column + tail));
    }

    [MethodImpl(Loop.Hot)]
    private static void OneVector(ref T x, ref T w, ref T b, ref T z, int inputs, int outputs, int column)
    {
        V sum = Seed(ref b, column);
        ref T row = ref Unsafe.Add(ref w, column);
        ref T xi = ref x;
        for (int i = inputs; i > 0; i--)
        {
            sum = S.MultiplyAdd(S.Broadcast(xi), S.Load(ref row), sum);
            row = ref Unsafe.Add(ref row, outputs);
            xi = ref Unsafe.Add(ref xi, 1);
        }

        S.Store(sum, ref Unsafe.Add(ref z, column));
    }
}
