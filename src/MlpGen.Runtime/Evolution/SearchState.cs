using System.Numerics;

namespace MlpGen.Evolution;

/// <summary>Everything that a search needs to go on as if it had never stopped: plain numbers, to be kept in memory or written somewhere.</summary>
/// <remarks>It holds copies: a state does not change when the search goes on. Options are not part of it, but for the seed and the number of members; the
/// search that resumes must have the same for its results to be the same.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class SearchState<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>What kind of search it is: <c>CMA-ES</c>, or <c>evolution strategy by Adam</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>How many members a generation has.</summary>
    public required int Members { get; init; }

    /// <summary>The seed of the random numbers.</summary>
    public required int Seed { get; init; }

    /// <summary>How many generations are finished.</summary>
    public required int Generation { get; init; }

    /// <summary>The mean.</summary>
    public required T[] Mean { get; init; }

    /// <summary>The best member ever; the start, if there is none.</summary>
    public required T[] Best { get; init; }

    /// <summary>Its loss; infinite, if there is none.</summary>
    public required double BestLoss { get; init; }

    /// <summary>The rest of the distribution: σ, and of CMA-ES all else that it remembers.</summary>
    public required double[] Distribution { get; init; }

    /// <summary>What the optimizer remembers; empty if nothing, or if there is none.</summary>
    public required T[] OptimizerState { get; init; }
}
