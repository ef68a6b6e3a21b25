using System.Globalization;

namespace MlpGen.Evolution;

/// <summary>What one generation came to.</summary>
public readonly record struct GenerationReport
{
    /// <summary>1 for the first; 0 if there is none.</summary>
    public required int Generation { get; init; }

    /// <summary>The least loss of its members.</summary>
    public required double BestLoss { get; init; }

    /// <summary>The loss in the middle; +∞ if as many were not finite.</summary>
    public required double MedianLoss { get; init; }

    /// <summary>How many losses were finite.</summary>
    public required int Finite { get; init; }

    /// <summary>Whether <see cref="BestLoss"/> is less than any before.</summary>
    public required bool IsBest { get; init; }

    /// <summary>σ of the next generation.</summary>
    public required double StepSize { get; init; }

    /// <summary>One line for a log or a terminal.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"generation {Generation}: best loss {BestLoss:G6}, median {MedianLoss:G6}; step size {StepSize:G4}");
}
