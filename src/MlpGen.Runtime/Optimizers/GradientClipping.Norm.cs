using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SumOfSquares(ReadOnlySpan<float> gradient)
    {
        ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        Vector<double> sum0 = Vector<double>.Zero, sum1 = Vector<double>.Zero, sum2 = Vector<double>.Zero, sum3 = Vector<double>.Zero;
        int i = 0;
        for (; i + 2 <= vectors.Length; i += 2)
        {
            Vector.Widen(vectors[i], out Vector<double> g0, out Vector<double> g1);
            Vector.Widen(vectors[i + 1], out Vector<double> g2, out Vector<double> g3);
            sum0 += g0 * g0;
            sum1 += g1 * g1;
            sum2 += g2 * g2;
            sum3 += g3 * g3;
        }

        double sum = Vector.Sum(sum0 + sum1 + (sum2 + sum3));
        for (int j = i * Vector<float>.Count; j < gradient.Length; j++)
        {
            sum += (double)gradient[j] * gradient[j];
        }

        return sum;
    }

    /// <summary>Σg², as it is: it may overflow, or vanish.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SumOfSquares(ReadOnlySpan<double> gradient)
    {
        ReadOnlySpan<Vector<double>> vectors = MemoryMarshal.Cast<double, Vector<double>>(gradient);
        Vector<double> sum0 = Vector<double>.Zero, sum1 = Vector<double>.Zero, sum2 = Vector<double>.Zero, sum3 = Vector<double>.Zero;
        int i = 0;
        for (; i + 4 <= vectors.Length; i += 4)
        {
            sum0 += vectors[i] * vectors[i];
            sum1 += vectors[i + 1] * vectors[i + 1];
            sum2 += vectors[i + 2] * vectors[i + 2];
            sum3 += vectors[i + 3] * vectors[i + 3];
        }

        double sum = Vector.Sum(sum0 + sum1 + (sum2 + sum3));
        for (int j = i * Vector<double>.Count; j < gradient.Length; j++)
        {
            sum += gradient[j] * gradient[j];
        }

        return sum;
    }
}
