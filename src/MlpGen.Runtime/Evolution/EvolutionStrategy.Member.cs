using System.Numerics;
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

        RandomSource random = RandomSource.Of(seed, generation, member / 2);
        double sigma = Signed(stepSize, member);
        for (int i = 0; i < parameters.Length; i++)
        {
            parameters[i] = T.CreateTruncating(double.CreateTruncating(mean[i]) + sigma * random.NextNormal());
        }
    }

    /// <summary>ε of a member's pair.</summary>
    internal static void DrawNoise(Span<double> noise, int seed, int generation, int member) =>
        RandomSource.Of(seed, generation, member / 2).FillNormal(noise, deviation: 1);

    private static double Signed(double stepSize, int member) => member % 2 == 0 ? stepSize : -stepSize;
}
