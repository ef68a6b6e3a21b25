using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlpGen.Optimizers;

/// <summary>Limits a gradient, so that one steep place does not throw the parameters far away.</summary>
public static class GradientClipping
{
    /// <summary>Limits each number to [−limit, limit]. NaN stays NaN.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="gradient">Changed in place.</param>
    /// <param name="limit">Above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is 0, negative or NaN.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ByValue<T>(Span<T> gradient, double limit)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T bound = T.CreateTruncating(Setting.Limit(limit, nameof(limit)));
        Span<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(gradient);
        Vector<T> above = new(bound), below = new(-bound);
        for (int i = 0; i < vectors.Length; i++)
        {
            Vector<T> g = vectors[i];
            g = Vector.ConditionalSelect(Vector.GreaterThan(g, above), above, g);
            vectors[i] = Vector.ConditionalSelect(Vector.LessThan(g, below), below, g);
        }

        for (int i = vectors.Length * Vector<T>.Count; i < gradient.Length; i++)
        {
            T g = gradient[i];
            gradient[i] = g > bound ? bound : g < -bound ? -bound : g;
        }
    }

    /// <summary>Shortens the gradient to length <paramref name="limit"/> if it is longer: g ← g·min(1, limit / (‖g‖ + 1e-6)), as
    /// PyTorch's <c>clip_grad_norm_</c>.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="gradient">Changed in place.</param>
    /// <param name="limit">Above 0.</param>
    /// <returns>‖g‖ = √Σg², as it was before.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The limit is 0, negative or NaN.</exception>
    public static double ByNorm<T>(Span<T> gradient, double limit)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Setting.Limit(limit, nameof(limit));
        double norm = Norm<T>(gradient), scale = limit / (norm + 1e-6);
        if (!(scale >= 1))
        {
            Scale(gradient, T.CreateTruncating(scale));
        }

        return norm;
    }

    /// <summary>√Σg², which does not overflow unless it is itself too large.</summary>
    private static double Norm<T>(ReadOnlySpan<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double norm = Math.Sqrt(SumOfSquares(gradient, T.One));
        if (double.IsPositiveInfinity(norm))
        {
            T largest = T.Zero;
            foreach (T g in gradient)
            {
                largest = T.Max(largest, T.Abs(g));
            }

            norm = double.CreateTruncating(largest) * Math.Sqrt(SumOfSquares(gradient, T.One / largest));
        }

        return norm;
    }

    /// <summary>Σ(scale·g)², in the precision of <typeparamref name="T"/>, vectors side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SumOfSquares<T>(ReadOnlySpan<T> gradient, T scale)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(gradient);
        Vector<T> sum0 = Vector<T>.Zero, sum1 = Vector<T>.Zero, sum2 = Vector<T>.Zero, sum3 = Vector<T>.Zero, factor = new(scale);
        int i = 0;
        for (; i + 4 <= vectors.Length; i += 4)
        {
            Vector<T> g0 = factor * vectors[i], g1 = factor * vectors[i + 1], g2 = factor * vectors[i + 2], g3 = factor * vectors[i + 3];
            sum0 += g0 * g0;
            sum1 += g1 * g1;
            sum2 += g2 * g2;
            sum3 += g3 * g3;
        }

        double sum = double.CreateTruncating(Vector.Sum(sum0 + sum1 + (sum2 + sum3)));
        for (int j = i * Vector<T>.Count; j < gradient.Length; j++)
        {
            double g = double.CreateTruncating(scale * gradient[j]);
            sum += g * g;
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scale<T>(Span<T> gradient, T scale)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(gradient);
        for (int i = 0; i < vectors.Length; i++)
        {
            vectors[i] *= scale;
        }

        for (int i = vectors.Length * Vector<T>.Count; i < gradient.Length; i++)
        {
            gradient[i] *= scale;
        }
    }
}
