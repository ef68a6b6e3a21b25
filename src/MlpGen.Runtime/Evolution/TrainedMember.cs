using System.Globalization;

namespace MlpGen.Evolution;

/// <summary>What one member of a population came to in one round.</summary>
/// <typeparam name="TSettings">The settings.</typeparam>
/// <param name="Round">1 for the first.</param>
/// <param name="Member">Its number, 0 for the first.</param>
/// <param name="Source">The member whose weights, and optimizer's memory, of the round before it began with: itself, unless it was replaced.</param>
/// <param name="Settings">What it was trained with in this round.</param>
/// <param name="Loss">What members are compared by, after the round: smaller is better. NaN if it has diverged.</param>
public sealed record TrainedMember<TSettings>(int Round, int Member, int Source, TSettings Settings, double Loss)
{
    /// <summary>One line for a log or a terminal.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"round {Round}: member {Member}{(Source == Member ? "" : $" from {Source}")}, loss {Loss:G6}, {Settings}");
}
