using System.Numerics;

namespace MlpGen.Numerics;

public static partial class ActivationMath
{
    /// <summary>The chain rule through softmax: dzⱼ = pⱼ·(dpⱼ − Σₖ pₖ·dpₖ), since ∂pₖ/∂zⱼ = pₖ·(1[j = k] − pⱼ).</summary>
    /// <param name="dp">∂L/∂p.</param>
    /// <param name="p">p = softmax(z); as long.</param>
    /// <param name="dz">∂L/∂z, overwritten; as long. It may be <paramref name="dp"/> itself.</param>
    /// <typeparam name="T">The number type.</typeparam>
    public static void SoftmaxGradient<T>(ReadOnlySpan<T> dp, ReadOnlySpan<T> p, Span<T> dz)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T mean = T.Zero;
        for (int j = 0; j < p.Length; j++)
        {
            mean += p[j] * dp[j];
        }

        for (int j = 0; j < p.Length; j++)
        {
            dz[j] = p[j] * (dp[j] - mean);
        }
    }
}
