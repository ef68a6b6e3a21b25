using System.Numerics;
using System.Runtime.CompilerServices;
using MlpGen.Numerics;

namespace MlpGen.Evolution;

/// <summary>Computes members of an <see cref="EvolutionStrategy{T}"/> where the search itself is not: on another machine that is told θ once a generation,
/// and then numbers alone.</summary>
public static class EvolutionStrategy
{
    /// <summary>Writes a member, the same bits as <see cref="SearchStrategy{T}.AskOne"/> of the search.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="mean">θ of the search (<see cref="SearchStrategy{T}.Mean"/>).</param>
    /// <param name="stepSize">σ of the search (<see cref="SearchStrategy{T}.StepSize"/>).</param>
    /// <param name="seed">That of the search.</param>
    /// <param name="generation">How many generations the search has finished (<see cref="SearchStrategy{T}.Generation"/>).</param>
    /// <param name="member">The number of the member, 0 for the first: 2·i is θ + σ·εᵢ, 2·i + 1 is θ − σ·εᵢ.</param>
    /// <param name="parameters">Overwritten; as long as <paramref name="mean"/>. It may be the same memory.</param>
    /// <exception cref="ArgumentException">The lengths differ, the memory overlaps without being the same, or a number is negative. Nothing is
    /// written.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Member<T>(ReadOnlySpan<T> mean, double stepSize, int seed, int generation, int member, Span<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        SpanGuard.CheckLength(parameters.Length, mean.Length, nameof(parameters));
        ArgumentOutOfRangeException.ThrowIfNegative(generation);
        ArgumentOutOfRangeException.ThrowIfNegative(member);
        SearchOptions.CheckStepSize(stepSize, nameof(stepSize));
        if (parameters.Overlaps(mean, out int offset) && offset != 0)
        {
            throw new ArgumentException("Expected parameters to be memory of its own, but it overlaps mean.", nameof(parameters));
        }

        ulong key = PairKey(seed, generation, member);
        double sigma = Signed(stepSize, member);
        Span<double> noise = stackalloc double[Chunk];
        for (int first = 0; first < mean.Length; first += Chunk)
        {
            int count = Math.Min(Chunk, mean.Length - first);
            NormalNoise.Fill(noise[..count], key, first);
            for (int i = 0; i < count; i++)
            {
                parameters[first + i] = T.CreateTruncating(double.CreateTruncating(mean[first + i]) + sigma * noise[i]);
            }
        }
    }

    /// <summary>How many numbers of noise there are at a time: few enough for the stack.</summary>
    internal const int Chunk = 32 * NormalNoise.Group;

    /// <summary>Where the ε of a member's pair is drawn.</summary>
    internal static ulong PairKey(int seed, int generation, int member) => RandomSource.KeyOf(seed, generation, member / 2);

    private static double Signed(double stepSize, int member) => member % 2 == 0 ? stepSize : -stepSize;
}
