using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlpGen.Numerics;

/// <summary>Products of matrices with fewer columns than the shortest vector has lanes, each sum in the order of its terms: number by number, four
/// sums side by side.</summary>
internal static class NarrowInOrder
{
    /// <summary>Inputs whose weights' gradients are taken together: what they are put down in is a kilobyte or two.</summary>
    private const int Strip = 128;

    /// <summary>result[r, c] = seed[c] + Σₖ left[r, k] · right[k, c].</summary>
    /// <param name="left">Element (0, 0), whose rows are contiguous.</param>
    /// <param name="leftRow">Distance between its rows.</param>
    /// <param name="rows">Rows of it and of the result.</param>
    /// <param name="right">Element (0, 0).</param>
    /// <param name="rightDepth">Distance between its neighbours along k.</param>
    /// <param name="rightColumn">Distance between its columns.</param>
    /// <param name="columns">Columns of it and of the result, whose rows are that long.</param>
    /// <param name="depth">Extent of k, at least 1.</param>
    /// <param name="seed">What the sums begin with, or a null reference.</param>
    /// <param name="result">Overwritten.</param>
    [MethodImpl(Loop.Hot)]
    public static void Multiply<T>(
        ref T left, nint leftRow, int rows, ref T right, nint rightDepth, nint rightColumn, int columns, int depth, ref T seed, ref T result)
        where T : unmanaged
    {
        int row = 0, column = 0, end = rows * columns;
        for (int pair = 0; pair < end; pair += 4)
        {
            // The last four may be fewer: then the last sum is taken again, and written again.
            ref T x0 = ref Unsafe.Add(ref left, row * leftRow), w0 = ref Unsafe.Add(ref right, column * rightColumn);
            int c0 = column, p1 = Next(pair, end, columns, ref row, ref column);
            ref T x1 = ref Unsafe.Add(ref left, row * leftRow), w1 = ref Unsafe.Add(ref right, column * rightColumn);
            int c1 = column, p2 = Next(p1, end, columns, ref row, ref column);
            ref T x2 = ref Unsafe.Add(ref left, row * leftRow), w2 = ref Unsafe.Add(ref right, column * rightColumn);
            int c2 = column, p3 = Next(p2, end, columns, ref row, ref column);
            ref T x3 = ref Unsafe.Add(ref left, row * leftRow), w3 = ref Unsafe.Add(ref right, column * rightColumn);
            int c3 = column;
            Next(p3, end, columns, ref row, ref column);

            T s0 = Scalar.Multiply(x0, w0), s1 = Scalar.Multiply(x1, w1), s2 = Scalar.Multiply(x2, w2), s3 = Scalar.Multiply(x3, w3);
            if (!Unsafe.IsNullRef(ref seed))
            {
                s0 = Scalar.Add(Unsafe.Add(ref seed, c0), s0);
                s1 = Scalar.Add(Unsafe.Add(ref seed, c1), s1);
                s2 = Scalar.Add(Unsafe.Add(ref seed, c2), s2);
                s3 = Scalar.Add(Unsafe.Add(ref seed, c3), s3);
            }

            nint w = rightDepth;
            for (nint k = 1; k < depth; k++, w += rightDepth)
            {
                s0 = Scalar.Add(s0, Scalar.Multiply(Unsafe.Add(ref x0, k), Unsafe.Add(ref w0, w)));
                s1 = Scalar.Add(s1, Scalar.Multiply(Unsafe.Add(ref x1, k), Unsafe.Add(ref w1, w)));
                s2 = Scalar.Add(s2, Scalar.Multiply(Unsafe.Add(ref x2, k), Unsafe.Add(ref w2, w)));
                s3 = Scalar.Add(s3, Scalar.Multiply(Unsafe.Add(ref x3, k), Unsafe.Add(ref w3, w)));
            }

            Unsafe.Add(ref result, pair) = s0;
            Unsafe.Add(ref result, p1) = s1;
            Unsafe.Add(ref result, p2) = s2;
            Unsafe.Add(ref result, p3) = s3;
        }
    }

    /// <summary>dW[i, j] += Σₛ a[s, i] · dz[s, j]: vectors along the inputs, one row for each output, turned when they are added.</summary>
    [MethodImpl(Loop.Hot), SkipLocalsInit]
    public static void AddWeightGradient<T>(ref T a, ref T dz, ref T dw, int samples, int inputs, int outputs)
        where T : unmanaged
    {
        Span<T> memory = stackalloc T[Strip * outputs];
        ref T sums = ref MemoryMarshal.GetReference(memory);
        ref T none = ref Unsafe.NullRef<T>();
        for (int first = 0; first < inputs; first += Strip)
        {
            int strip = Math.Min(Strip, inputs - first);
            if (strip < Widths.Bytes128 / Unsafe.SizeOf<T>())
            {
                AddNumbers(ref Unsafe.Add(ref a, first), inputs, ref dz, ref Unsafe.Add(ref dw, (nint)first * outputs), samples, strip, outputs);
                continue;
            }

            Widths<UnfusedKernel<Turned>>.Run(
                strip, ref sums, ref none, ref Unsafe.Add(ref a, first), ref dz, ref none, inputs, outputs, samples, alpha: strip);
            ref T to = ref Unsafe.Add(ref dw, (nint)first * outputs);
            for (int i = 0; i < strip; i++)
            {
                for (int j = 0; j < outputs; j++)
                {
                    to = Scalar.Add(to, Unsafe.Add(ref sums, (j * strip) + i));
                    to = ref Unsafe.Add(ref to, 1);
                }
            }
        }
    }

    /// <summary>sums[c] += Σᵣ rows[r, c].</summary>
    [MethodImpl(Loop.Hot)]
    public static void AddColumns<T>(ref T rows, ref T sums, int count, int columns)
        where T : unmanaged
    {
        for (int column = 0; column < columns; column++)
        {
            T sum = Unsafe.Add(ref rows, column);
            for (nint r = 1; r < count; r++)
            {
                sum = Scalar.Add(sum, Unsafe.Add(ref rows, (r * columns) + column));
            }

            ref T to = ref Unsafe.Add(ref sums, column);
            to = Scalar.Add(to, sum);
        }
    }

    [MethodImpl(Loop.Hot)]
    private static void AddNumbers<T>(ref T a, int stride, ref T dz, ref T dw, int samples, int inputs, int outputs)
        where T : unmanaged
    {
        for (int i = 0; i < inputs; i++)
        {
            for (int j = 0; j < outputs; j++)
            {
                T sum = Scalar.Multiply(Unsafe.Add(ref a, i), Unsafe.Add(ref dz, j));
                for (nint s = 1; s < samples; s++)
                {
                    sum = Scalar.Add(sum, Scalar.Multiply(Unsafe.Add(ref a, (s * stride) + i), Unsafe.Add(ref dz, (s * outputs) + j)));
                }

                dw = Scalar.Add(dw, sum);
                dw = ref Unsafe.Add(ref dw, 1);
            }
        }
    }

    /// <summary>The place behind, in rows; the last has none behind it.</summary>
    [MethodImpl(Loop.Inlined)]
    private static int Next(int pair, int end, int columns, ref int row, ref int column)
    {
        if (pair + 1 >= end)
        {
            return pair;
        }

        if (++column == columns)
        {
            column = 0;
            row++;
        }

        return pair + 1;
    }

    /// <summary>w[j, i] = Σₛ dz[s, j] · a[s, i]: a is x, dz is <c>other</c>, and α says how many inputs.</summary>
    private readonly struct Turned : IKernel
    {
        [MethodImpl(Loop.Inlined)]
        public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
            where V : struct
            where T : unmanaged
            where S : ISimd<V, T> =>
            MatrixTile<V, T, S>.Multiply(
                ref other, 1, outputs, outputs, ref x, inputs, (int)alpha, samples,
                ref b, ref w, (int)alpha, accumulate: false);
    }
}
