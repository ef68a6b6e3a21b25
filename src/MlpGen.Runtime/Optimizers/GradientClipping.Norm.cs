using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Optimizers;

public static partial class GradientClipping
{
    /// <summary>Between these, no square of a double that counts has overflowed or vanished.</summary>
    private const double SmallestSafe = 1e-280, LargestSafe = 1e300;

    /// <summary>Shortens the gradient to length <paramref name="limit"/> if it is longer: g ← g·min(1, limit / (‖g‖ + 1e-6)), as
    /// PyTorch's <c>clip_grad_norm_</c>.</summary>
    /// <remarks>Sums are taken in double precision, and numbers are scaled where their squares would overflow or vanish: the length is
    /// right to rounding for any numbers. A gradient with an infinite one has the length ∞ and no direction: it becomes NaN, and all others 0. With
    /// a NaN, all become NaN. A limit of ∞ changes nothing.</remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="gradient">Changed in place.</param>
    /// <param name="limit">Above 0.</param>
    /// <returns>‖g‖ = √Σg², as it was before.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The limit is 0, negative or NaN.</exception>
    public static double ByNorm<T>(Span<T> gradient, double limit)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        NormLimit<T> clip = LimitOf<T>(gradient, limit);
        clip.Apply(gradient);
        return clip.Norm;
    }

    /// <summary>What <see cref="ByNorm"/> is to do to each number of a gradient; it is not done yet.</summary>
    internal static NormLimit<T> LimitOf<T>(ReadOnlySpan<T> gradient, double limit)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Setting.Limit(limit, nameof(limit));
        (double length, double unit) = Norm(gradient);
        return new NormLimit<T>(length, unit, limit);
    }

    /// <summary>√Σg² as the product of two numbers, each of which is finite where all numbers are.</summary>
    private static (double Length, double Unit) Norm<T>(ReadOnlySpan<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return (Math.Sqrt(SumOfSquares(MemoryMarshal.Cast<T, float>(gradient))), 1);
        }

        ReadOnlySpan<double> numbers = MemoryMarshal.Cast<T, double>(gradient);
        double sum = SumOfSquares(numbers), largest = 0;
        if (sum is > SmallestSafe and < LargestSafe)
        {
            return (Math.Sqrt(sum), 1);
        }

        foreach (double g in numbers)
        {
            largest = Math.Max(largest, Math.Abs(g)); // NaN if there is one
        }

        if (largest == 0 || !double.IsFinite(largest))
        {
            return (largest, 1);
        }

        double unit = Math.ScaleB(1, Math.ILogB(largest));
        sum = 0;
        foreach (double g in numbers)
        {
            sum += g / unit * (g / unit);
        }

        return (Math.Sqrt(sum), unit);
    }

    /// <summary>Σg², in double precision, where no square of a float overflows or vanishes.</summary>
    /// <remarks>Eight sums side by side, in vectors that every hardware can do: the same bits everywhere.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SumOfSquares(ReadOnlySpan<float> gradient)
    {
        ref float first = ref MemoryMarshal.GetReference(gradient);
        Vector128<double> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        int i = 0;
        for (; i + 8 <= gradient.Length; i += 8)
        {
            Vector128<float> low = Vector128.LoadUnsafe(ref first, (nuint)i), high = Vector128.LoadUnsafe(ref first, (nuint)i + 4);
            Vector128<double> g0 = Vector128.WidenLower(low), g1 = Vector128.WidenUpper(low);
            Vector128<double> g2 = Vector128.WidenLower(high), g3 = Vector128.WidenUpper(high);
            sum0 += g0 * g0;
            sum1 += g1 * g1;
            sum2 += g2 * g2;
            sum3 += g3 * g3;
        }

        double sum = Sum(sum0 + sum1 + (sum2 + sum3));
        for (; i < gradient.Length; i++)
        {
            sum += (double)gradient[i] * gradient[i];
        }

        return sum;
    }

    /// <summary>Σg², as it is: it may overflow, or vanish.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SumOfSquares(ReadOnlySpan<double> gradient)
    {
        ref double first = ref MemoryMarshal.GetReference(gradient);
        Vector128<double> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        int i = 0;
        for (; i + 8 <= gradient.Length; i += 8)
        {
            nuint k = (nuint)i;
            Vector128<double> g0 = Vector128.LoadUnsafe(ref first, k), g1 = Vector128.LoadUnsafe(ref first, k + 2);
            Vector128<double> g2 = Vector128.LoadUnsafe(ref first, k + 4), g3 = Vector128.LoadUnsafe(ref first, k + 6);
            sum0 += g0 * g0;
            sum1 += g1 * g1;
            sum2 += g2 * g2;
            sum3 += g3 * g3;
        }

        double sum = Sum(sum0 + sum1 + (sum2 + sum3));
        for (; i < gradient.Length; i++)
        {
            sum += gradient[i] * gradient[i];
        }

        return sum;
    }

    private static double Sum(Vector128<double> lanes) => lanes.ToScalar() + lanes.GetElement(1);
}
