using System.Runtime.CompilerServices;
using MlpGen.Numerics;

namespace MlpGen.Training;

/// <summary>The order in which an epoch meets the samples: a function of seed and epoch alone, so that a run can be resumed
/// anywhere.</summary>
internal static class Shuffling
{
    /// <summary>Overwrites <paramref name="order"/> with a permutation of 0, 1, 2, … (Fisher and Yates).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill(Span<int> order, int seed, int epoch)
    {
        var seeds = new RandomSource(seed);
        var random = new RandomSource(unchecked((int)(seeds.NextBits() >> 32) + epoch));
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        for (int i = order.Length - 1; i > 0; i--)
        {
            // The upper half of a product of 32 bits by 32: in 0 … i, each as likely as the other but for i / 2³².
            int j = (int)(((random.NextBits() >> 32) * (ulong)(i + 1)) >> 32);
            (order[i], order[j]) = (order[j], order[i]);
        }
    }
}
