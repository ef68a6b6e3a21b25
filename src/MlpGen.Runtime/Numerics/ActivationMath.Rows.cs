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
            while (LanesFor<T>(rows - row) is var lanes and > 0)
            {
                nint at = (nint)row * outputs;
                Turned<T>(ref Unsafe.Add(ref z0, at), outputs, lanes, ref Unsafe.Add(ref p0, at), ref Unsafe.NullRef<T>(), ref Unsafe.NullRef<T>());
                row += lanes;
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
            while (LanesFor<T>(rows - row) is var lanes and > 0)
            {
                Turned<T>(ref Unsafe.Add(ref z0, (nint)row * outputs), outputs, lanes, ref Unsafe.NullRef<T>(), ref max[row], ref logSum[row]);
                row += lanes;
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

    /// <summary>How many of the remaining rows go into one vector: 0 if they fill none.</summary>
    [MethodImpl(Inline)]
    private static int LanesFor<T>(int rows)
        where T : unmanaged =>
        Vector512.IsHardwareAccelerated && rows >= Vector512<T>.Count ? Vector512<T>.Count
        : Vector256.IsHardwareAccelerated && rows >= Vector256<T>.Count ? Vector256<T>.Count
        : Vector128.IsHardwareAccelerated && rows >= Vector128<T>.Count ? Vector128<T>.Count
        : 0;

    [MethodImpl(Inline)]
    private static void Turned<T>(ref T z, int outputs, int lanes, ref T p, ref T max, ref T sum)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            ref float zf = ref Unsafe.As<T, float>(ref z), pf = ref Unsafe.As<T, float>(ref p);
            ref float maxf = ref Unsafe.As<T, float>(ref max), sumf = ref Unsafe.As<T, float>(ref sum);
            if (lanes == Vector512<float>.Count)
            {
                Turned<Vector512<float>, float, Single512>(ref zf, outputs, ref pf, ref maxf, ref sumf);
            }
            else if (lanes == Vector256<float>.Count)
            {
                Turned<Vector256<float>, float, Single256>(ref zf, outputs, ref pf, ref maxf, ref sumf);
            }
            else
            {
                Turned<Vector128<float>, float, Single128>(ref zf, outputs, ref pf, ref maxf, ref sumf);
            }
        }
        else
        {
            ref double zd = ref Unsafe.As<T, double>(ref z), pd = ref Unsafe.As<T, double>(ref p);
            ref double maxd = ref Unsafe.As<T, double>(ref max), sumd = ref Unsafe.As<T, double>(ref sum);
            if (lanes == Vector512<double>.Count)
            {
                Turned<Vector512<double>, double, Double512>(ref zd, outputs, ref pd, ref maxd, ref sumd);
            }
            else if (lanes == Vector256<double>.Count)
            {
                Turned<Vector256<double>, double, Double256>(ref zd, outputs, ref pd, ref maxd, ref sumd);
            }
            else
            {
                Turned<Vector128<double>, double, Double128>(ref zd, outputs, ref pd, ref maxd, ref sumd);
            }
        }
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
    internal static void MaxAndSum<T>(ReadOnlySpan<T> z, out T max, out T sum)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            MaxAndSum(MemoryMarshal.Cast<T, float>(z), out float maxOfRow, out float sumOfRow);
            (max, sum) = (T.CreateTruncating(maxOfRow), T.CreateTruncating(sumOfRow));
        }
        else
        {
            MaxAndSum(MemoryMarshal.Cast<T, double>(z), out double maxOfRow, out double sumOfRow);
            (max, sum) = (T.CreateTruncating(maxOfRow), T.CreateTruncating(sumOfRow));
        }
    }

    private static void MaxAndSum(ReadOnlySpan<float> z, out float max, out float sum)
    {
        if (Vector512.IsHardwareAccelerated && z.Length >= Vector512<float>.Count)
        {
            MaxAndSum<Vector512<float>, float, Single512>(z, out max, out sum);
        }
        else if (Vector256.IsHardwareAccelerated && z.Length >= Vector256<float>.Count)
        {
            MaxAndSum<Vector256<float>, float, Single256>(z, out max, out sum);
        }
        else if (z.Length >= Vector128<float>.Count)
        {
            MaxAndSum<Vector128<float>, float, Single128>(z, out max, out sum);
        }
        else
        {
            sum = Vector128.Sum(ExpOfShort(z, out max));
        }
    }

    private static void MaxAndSum(ReadOnlySpan<double> z, out double max, out double sum)
    {
        if (Vector512.IsHardwareAccelerated && z.Length >= Vector512<double>.Count)
        {
            MaxAndSum<Vector512<double>, double, Double512>(z, out max, out sum);
        }
        else if (Vector256.IsHardwareAccelerated && z.Length >= Vector256<double>.Count)
        {
            MaxAndSum<Vector256<double>, double, Double256>(z, out max, out sum);
        }
        else if (z.Length >= Vector128<double>.Count)
        {
            MaxAndSum<Vector128<double>, double, Double128>(z, out max, out sum);
        }
        else
        {
            // One class: e⁰ = 1, but NaN for NaN and ±∞.
            (max, sum) = (z[0], 1 + (z[0] - z[0]));
        }
    }

    [MethodImpl(Outlined)]
    private static void MaxAndSum<V, T, S>(ReadOnlySpan<T> z, out T max, out T sum)
        where V : struct
        where S : ISimd<V, T>
    {
        ref T z0 = ref MemoryMarshal.GetReference(z);
        nuint last = (nuint)(z.Length - S.Count);
        max = MaxOfRow<V, T, S>(z);
        V shift = S.Broadcast(max), total = S.Splat(0);
        nuint i = 0;
        for (; i < last; i += (nuint)S.Count)
        {
            total = S.Add(total, ExpBounded<V, T, S>(S.Subtract(S.Load(ref z0, i), shift)));
        }

        // The last vector may overlap the one before.
        V tail = ExpBounded<V, T, S>(S.Subtract(S.Load(ref z0, last), shift));
        sum = S.Sum(S.Add(total, S.Keep(tail, S.LastLanes(z.Length - (int)i))));
    }
}
