using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>The masks of inverted dropout, for generated code: drawn by the number of each unit, not in any order.</summary>
/// <remarks>
/// <para>
/// Inverted dropout (Srivastava et al., <i>Dropout: a simple way to prevent neural networks from overfitting</i>, JMLR 2014) multiplies
/// each output by 0 with probability p in training, else by 1/(1 − p): what is expected of it stays, and nothing has to be scaled when
/// the network is used.
/// </para>
/// <para>
/// Whether a unit of a sample is dropped is a function of seed, step, layer, sample and unit alone, a place in the sequence of
/// <see cref="RandomSource"/>. So the backward pass finds the mask of the forward pass without anyone keeping it,
/// and threads that share a batch drop what one thread would.
/// </para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DropoutMask
{
    /// <summary>h = a ⊙ m forward, and da = dh ⊙ m backward: m is 0 with probability p, else 1/(1 − p).</summary>
    /// <param name="values">Rows of <paramref name="units"/>, a sample each.</param>
    /// <param name="result">As long; it may be <paramref name="values"/>.</param>
    /// <param name="units">The outputs of the layer.</param>
    /// <param name="probability">p, in [0, 1).</param>
    /// <param name="key">Names the mask, and the sample of the first row.</param>
    /// <param name="layer">The number of the layer, since each drops on its own.</param>
    /// <exception cref="ArgumentException">The lengths do not agree.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply<T>(ReadOnlySpan<T> values, Span<T> result, int units, double probability, DropoutKey key, int layer)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        SpanGuard.CheckLength(result.Length, values.Length, nameof(result));
        int samples = SpanGuard.CountRows(values.Length, units, nameof(values));

        // A unit is dropped if its 32 bits, as a number from 0 to 1, are less than p.
        ulong threshold = (ulong)Math.Ceiling(probability * (1UL << 32));
        T scale = Scalar.Round<T>(1 / (1 - probability));
        ulong network = RandomSource.BitsAt(unchecked(RandomSource.BitsAt((ulong)key.Step) + ((ulong)(uint)key.Seed << 32) + (uint)layer));
        for (int s = 0; s < samples; s++)
        {
            ulong sample = RandomSource.BitsAt(unchecked(network + (ulong)(key.FirstSample + s) + 1));
            ReadOnlySpan<T> a = values.Slice(s * units, units);
            Span<T> h = result.Slice(s * units, units);
            int j = 0;
            for (; j <= units - 2; j += 2)
            {
                ulong bits = RandomSource.BitsAt(unchecked(sample + (uint)j));
                h[j] = a[j] * ((uint)bits < threshold ? T.Zero : scale);
                h[j + 1] = a[j + 1] * (bits >> 32 < threshold ? T.Zero : scale);
            }

            if (j < units)
            {
                h[j] = a[j] * ((uint)RandomSource.BitsAt(unchecked(sample + (uint)j)) < threshold ? T.Zero : scale);
            }
        }
    }
}
