using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

public static partial class ActivationMath
{
    /// <summary>ln Σⱼ e^zⱼ = max z + ln Σⱼ e^(zⱼ − max z).</summary>
    /// <remarks>
    /// Worst error, relative to the larger of 1 and |result|: float 1e-6, double 1e-14. −∞ for no elements; +∞ if one
    /// is; NaN if one is.
    /// </remarks>
    /// <param name="z">The logits of one sample.</param>
    public static float LogSumExp(ReadOnlySpan<float> z)
    {
        if (Vector512.IsHardwareAccelerated && z.Length >= Vector512<float>.Count)
        {
            return LogSumExpRow<Vector512<float>, float, Single512>(z);
        }

        if (Vector256.IsHardwareAccelerated && z.Length >= Vector256<float>.Count)
        {
            return LogSumExpRow<Vector256<float>, float, Single256>(z);
        }

        if (z.Length >= Vector128<float>.Count)
        {
            return LogSumExpRow<Vector128<float>, float, Single128>(z);
        }

        return LogSumExpShort(z);
    }

    /// <inheritdoc cref="LogSumExp(ReadOnlySpan{float})"/>
    public static double LogSumExp(ReadOnlySpan<double> z)
    {
        if (Vector512.IsHardwareAccelerated && z.Length >= Vector512<double>.Count)
        {
            return LogSumExpRow<Vector512<double>, double, Double512>(z);
        }

        if (Vector256.IsHardwareAccelerated && z.Length >= Vector256<double>.Count)
        {
            return LogSumExpRow<Vector256<double>, double, Double256>(z);
        }

        if (z.Length >= Vector128<double>.Count)
        {
            return LogSumExpRow<Vector128<double>, double, Double128>(z);
        }

        return z.IsEmpty ? double.NegativeInfinity : z[0];
    }

    [MethodImpl(Outlined)]
    private static T LogSumExpRow<V, T, S>(ReadOnlySpan<T> z)
        where V : struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where S : ISimd<V, T>
    {
        ref T z0 = ref MemoryMarshal.GetReference(z);
        nuint last = (nuint)(z.Length - S.Count);
        T shift = FiniteOrZero(MaxOfRow<V, T, S>(z));
        V max = S.Broadcast(shift);

        V sum = S.Splat(0);
        nuint i = 0;
        for (; i < last; i += (nuint)S.Count)
        {
            sum = S.Add(sum, Exp<V, T, S>(S.Subtract(S.Load(ref z0, i), max)));
        }

        // The last vector may overlap the one before.
        V tail = Exp<V, T, S>(S.Subtract(S.Load(ref z0, last), max));
        sum = S.Add(sum, S.ZeroBelow(tail, (int)(i - last)));
        return shift + T.Log(S.Sum(sum));
    }

    private static float LogSumExpShort(ReadOnlySpan<float> z)
    {
        float max = float.NegativeInfinity, sum = 0;
        foreach (float logit in z)
        {
            max = MathF.Max(max, logit);
        }

        max = FiniteOrZero(max);
        foreach (float logit in z)
        {
            sum += Exp(logit - max);
        }

        return max + Log(sum);
    }

    // ∞ − ∞ would be NaN; unshifted, the sum is right by itself: ∞, or 0 for nothing but −∞.
    private static T FiniteOrZero<T>(T max)
        where T : IBinaryFloatingPointIeee754<T> => T.IsFinite(max) ? max : T.Zero;
}
