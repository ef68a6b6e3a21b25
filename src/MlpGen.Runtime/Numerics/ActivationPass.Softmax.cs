using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <content>Softmax, which couples the outputs of a sample and so goes row by row.</content>
public static partial class ActivationPass
{
    /// <summary>p = softmax(z), each row of <paramref name="outputs"/> on its own.</summary>
    [MethodImpl(Inline)]
    public static void Softmax<T>(ReadOnlySpan<T> z, Span<T> p, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check(z.Length, p.Length, nameof(p));
        if (z.Length == outputs)
        {
            ActivationMath.SoftmaxRow(z, p);
        }
        else
        {
            ActivationMath.SoftmaxRows(z, p, outputs);
        }
    }

    /// <summary>dzⱼ = pⱼ·(dpⱼ − Σₖ pₖ·dpₖ) in each row, since ∂pₖ/∂zⱼ = pₖ·(1[j = k] − pⱼ).</summary>
    [MethodImpl(Hot)]
    public static void SoftmaxGradient<T>(ReadOnlySpan<T> dp, ReadOnlySpan<T> p, Span<T> dz, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check(dp.Length, dz.Length, nameof(dz));
        Check(p.Length, dz.Length, nameof(dz));
        for (int row = 0; row < p.Length; row += outputs)
        {
            ReadOnlySpan<T> values = p.Slice(row, outputs), gradients = dp.Slice(row, outputs);
            Span<T> results = dz.Slice(row, outputs);
            T mean = T.Zero;
            for (int j = 0; j < values.Length; j++)
            {
                mean += values[j] * gradients[j];
            }

            for (int j = 0; j < results.Length; j++)
            {
                results[j] = values[j] * (gradients[j] - mean);
            }
        }
    }
}
