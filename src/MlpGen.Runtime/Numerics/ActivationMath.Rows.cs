using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

/// <content>
/// Softmax of many short rows: turned by 90°, so that a vector holds one class of as many samples as it has lanes. Nothing is left
/// to do across lanes, and rows of three classes fill the vectors as well as rows of sixteen.
/// </content>
public static partial class ActivationMath
{
    /// <summary>The longest row that is turned: 2 KiB of stack, and beyond it rows fill vectors of their own.</summary>
    private const int LongestTurned = 32;

    /// <summary>p = softmax(z), each row of <paramref name="outputs"/> on its own; p may be z.</summary>
    [MethodImpl(Outlined)]
    internal static void SoftmaxRows<T>(ReadOnlySpan<T> z, Span<T> p, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref T z0 = ref MemoryMarshal.GetReference(z);
        ref T p0 = ref MemoryMarshal.GetReference(p);
        int row = 0, rows = z.Length / outputs;
        if (outputs <= LongestTurned)
        {
            ref T none = ref Unsafe.NullRef<T>();
            while (rows - row >= Widths.Bytes128 / Unsafe.SizeOf<T>())
            {
                nint at = (nint)row * outputs;
                row += Turned(rows - row, ref Unsafe.Add(ref z0, at), outputs, ref Unsafe.Add(ref p0, at), ref none, ref none);
            }
        }

        for (; row < rows; row++)
        {
            SoftmaxRow(z.Slice(row * outputs, outputs), p.Slice(row * outputs, outputs));
        }
    }

    /// <summary>The largest z of each row, and log Σ e^(z − max): log softmax(z) = z − max − log sum, with nothing cancelling.</summary>
    /// <param name="z">Rows of <paramref name="outputs"/>, as many as <paramref name="max"/> has elements.</param>
    /// <param name="outputs">The length of a row.</param>
    /// <param name="max">The largest of each row.</param>
    /// <param name="logSum">The logarithm of each row's sum.</param>
    [MethodImpl(Outlined)]
    internal static void LogSumRows<T>(ReadOnlySpan<T> z, int outputs, Span<T> max, Span<T> logSum)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref T z0 = ref MemoryMarshal.GetReference(z);
        int row = 0, rows = max.Length;
        if (outputs <= LongestTurned)
        {
            while (rows - row >= Widths.Bytes128 / Unsafe.SizeOf<T>())
            {
                row += Turned(
                    rows - row, ref Unsafe.Add(ref z0, (nint)row * outputs), outputs, ref Unsafe.NullRef<T>(), ref max[row], ref logSum[row]);
            }
        }

        for (; row < rows; row++)
        {
            MaxAndSum(z.Slice(row * outputs, outputs), out max[row], out logSum[row]);
        }

        for (row = 0; row < rows; row++)
        {
            logSum[row] = T.Log(logSum[row]);
        }
    }

    /// <summary>
    /// As many rows as the widest vector that they fill has lanes; at least as many as the shortest. Returns how many.
    /// </summary>
    [MethodImpl(Inline)]
    private static int Turned<T>(int rows, ref T z, int outputs, ref T p, ref T max, ref T sum)
        where T : unmanaged
    {
        Widths<TurnedRows>.Run(rows, ref max, ref sum, ref z, ref Unsafe.NullRef<T>(), ref p, 0, outputs);
        return Widths.Lanes<T>(rows);
    }

    /// <summary>y = softmax(x), unless y is a null reference, in which case w = the maxima and b the sums of the shifted exponentials.</summary>
    private readonly struct TurnedRows : IKernel
    {
        [MethodImpl(Inline)]
        public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
            where V : struct
            where T : unmanaged
            where S : ISimd<V, T> => Turned<V, T, S>(ref x, outputs, ref y, ref w, ref b);
    }

    /// <summary>
    /// As many rows as a vector has lanes: their softmax, unless <paramref name="p"/> is a null reference, in which case their
    /// maxima and the sums of the shifted exponentials.
    /// </summary>
    [MethodImpl(Outlined), SkipLocalsInit]
    private static void Turned<V, T, S>(ref T z, int outputs, ref T p, ref T max, ref T sum)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        Span<T> scratch = stackalloc T[LongestTurned * S.Count];
        ref T e0 = ref MemoryMarshal.GetReference(scratch);
        Transposition<T>.Copy(ref z, outputs, ref e0, S.Count, S.Count, outputs);

        nuint end = (nuint)(outputs * S.Count);
        V largest = S.Load(ref e0, 0);
        for (nuint i = (nuint)S.Count; i < end; i += (nuint)S.Count)
        {
            largest = S.Max(largest, S.Load(ref e0, i));
        }

        V total = S.Splat(0);
        for (nuint i = 0; i < end; i += (nuint)S.Count)
        {
            V e = ExpBounded<V, T, S>(S.Subtract(S.Load(ref e0, i), largest));
            total = S.Add(total, e);
            S.Store(e, ref e0, i);
        }

        if (Unsafe.IsNullRef(ref p))
        {
            S.Store(largest, ref max, 0);
            S.Store(total, ref sum, 0);
            return;
        }

        V scale = S.Divide(S.Splat(1), total);
        for (nuint i = 0; i < end; i += (nuint)S.Count)
        {
            S.Store(S.Multiply(S.Load(ref e0, i), scale), ref e0, i);
        }

        Transposition<T>.Copy(ref e0, S.Count, ref p, outputs, outputs, S.Count);
    }

    /// <summary>One row on its own.</summary>
    [MethodImpl(Inline)]
    internal static void MaxAndSum<T>(ReadOnlySpan<T> z, out T max, out T sum)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (z.Length >= Widths.Bytes128 / Unsafe.SizeOf<T>())
        {
            Unsafe.SkipInit(out max);
            Unsafe.SkipInit(out sum);
            ref T none = ref Unsafe.NullRef<T>();
            Widths<RowMaxAndSum>.Run(z.Length, ref max, ref sum, ref MemoryMarshal.GetReference(z), ref none, ref none, 0, z.Length);
        }
        else if (typeof(T) == typeof(float))
        {
            sum = Scalar.Round<T>(Vector128.Sum(ExpOfShort(MemoryMarshal.Cast<T, float>(z), out float maxOfShort)));
            max = Scalar.Round<T>(maxOfShort);
        }
        else
        {
            // One class: e⁰ = 1, but NaN for NaN and ±∞.
            (max, sum) = (z[0], T.One + (z[0] - z[0]));
        }
    }

    /// <summary>w = max x and b = Σ e^(x − max x), of a row of at least one vector.</summary>
    private readonly struct RowMaxAndSum : IKernel
    {
        [MethodImpl(Inline)]
        public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
            where V : struct
            where T : unmanaged
            where S : ISimd<V, T> => MaxAndSum<V, T, S>(ref x, outputs, out w, out b);
    }

    [MethodImpl(Outlined)]
    private static void MaxAndSum<V, T, S>(ref T z, int length, out T max, out T sum)
        where V : struct
        where S : ISimd<V, T>
    {
        nuint last = (nuint)(length - S.Count);
        max = MaxOfRow<V, T, S>(ref z, length);
        V shift = S.Broadcast(max), total = S.Splat(0);
        nuint i = 0;
        for (; i < last; i += (nuint)S.Count)
        {
            total = S.Add(total, ExpBounded<V, T, S>(S.Subtract(S.Load(ref z, i), shift)));
        }

        // The last vector may overlap the one before.
        V tail = ExpBounded<V, T, S>(S.Subtract(S.Load(ref z, last), shift));
        sum = S.Sum(S.Add(total, S.Keep(tail, S.LastLanes(length - (int)i))));
    }
}
