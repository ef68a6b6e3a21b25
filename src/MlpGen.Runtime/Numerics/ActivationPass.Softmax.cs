using System.Numerics;
using System.Runtime.InteropServices;

namespace MlpGen.Numerics;

/// <content>Softmax, which couples the outputs of a sample and so goes row by row.</content>
public static partial class ActivationPass
{
    /// <summary>p = softmax(z), each row of <paramref name="outputs"/> on its own.</summary>
    public static void Softmax<T>(ReadOnlySpan<T> z, Span<T> p, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check(z.Length, p.Length, nameof(p));
        for (int row = 0; row < z.Length; row += outputs)
        {
            if (typeof(T) == typeof(float))
            {
                ActivationMath.Softmax(
                    MemoryMarshal.Cast<T, float>(z.Slice(row, outputs)), MemoryMarshal.Cast<T, float>(p.Slice(row, outputs)));
            }
            else
            {
                ActivationMath.Softmax(
                    MemoryMarshal.Cast<T, double>(z.Slice(row, outputs)), MemoryMarshal.Cast<T, double>(p.Slice(row, outputs)));
            }
        }
    }

    /// <summary>dzⱼ = pⱼ·(dpⱼ − Σₖ pₖ·dpₖ) in each row, since ∂pₖ/∂zⱼ = pₖ·(1[j = k] − pⱼ).</summary>
    public static void SoftmaxGradient<T>(ReadOnlySpan<T> dp, ReadOnlySpan<T> p, Span<T> dz, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check(dp.Length, dz.Length, nameof(dz));
        Check(p.Length, dz.Length, nameof(dz));
        for (int row = 0; row < p.Length; row += outputs)
        {
            T mean = T.Zero;
            for (int j = row; j < row + outputs; j++)
            {
                mean += p[j] * dp[j];
            }

            for (int j = row; j < row + outputs; j++)
            {
                dz[j] = p[j] * (dp[j] - mean);
            }
        }
    }
}
