using System.Numerics;
using MlpGen.Training;

namespace MlpGen.Evolution;

/// <summary>Everything that a population needs to go on as if it had never stopped: plain numbers, to be kept in memory or written somewhere.</summary>
/// <remarks>It holds copies: a state does not change when training goes on. Options, data and what makes trainers are not part of it; the run that resumes must
/// have the same for its results to be the same.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class PopulationBasedState<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The seed of the random numbers.</summary>
    public required int Seed { get; init; }

    /// <summary>How many rounds are finished.</summary>
    public required int Round { get; init; }

    /// <summary>Whether the next round has begun: members are chosen, and some trained in part.</summary>
    public required bool IsInRound { get; init; }

    /// <summary>The names of what varies.</summary>
    public required string[] Hyperparameters { get; init; }

    /// <summary>The training state of each member; null before the first round. Members that are copies may have the same.</summary>
    public required TrainingState<T>?[] Members { get; init; }

    /// <summary>A row for each member: its source, its loss, and its hyperparameters.</summary>
    public required double[] Rows { get; init; }

    /// <summary>Such rows for each member of each finished round.</summary>
    public required double[] History { get; init; }
}
