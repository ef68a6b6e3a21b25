using System.Globalization;
using System.Text;

namespace MlpGen.Evolution;

/// <summary>What a population went through: who came from whom, with which settings.</summary>
/// <typeparam name="TSettings">The settings.</typeparam>
public sealed class PopulationBasedHistory<TSettings>
{
    private readonly TrainedMember<TSettings>[] _entries;
    private readonly int _members;
    private readonly SettingsSpace<TSettings> _space;

    internal PopulationBasedHistory(TrainedMember<TSettings>[] entries, int members, SettingsSpace<TSettings> space) =>
        (_entries, _members, _space) = (entries, members, space);

    /// <summary>An entry for each round and member: round by round, and in each by the members' numbers. Rounds before a resumption
    /// included.</summary>
    public IReadOnlyList<TrainedMember<TSettings>> Entries => _entries;

    /// <summary>How many rounds are finished.</summary>
    public int Rounds => _entries.Length / _members;

    /// <summary>The member with the least loss in the last round, the first of equals.</summary>
    /// <exception cref="InvalidOperationException">No round is finished.</exception>
    public TrainedMember<TSettings> Best => Rounds == 0
        ? throw new InvalidOperationException("No round has been trained.")
        : _entries[^_members..].MinBy(entry => double.IsFinite(entry.Loss) ? entry.Loss : double.PositiveInfinity)!;

    /// <summary>The entries that led to a member's weights, from the first round to the last: the schedule of settings that the population has
    /// found for them.</summary>
    /// <param name="member">Its number in the last round.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such member.</exception>
    public IReadOnlyList<TrainedMember<TSettings>> Lineage(int member)
    {
        MemberNumber.Check(member, _members);
        var lineage = new TrainedMember<TSettings>[Rounds];
        for (int round = Rounds - 1; round >= 0; round--)
        {
            lineage[round] = _entries[round * _members + member];
            member = lineage[round].Source;
        }

        return lineage;
    }

    /// <summary>A table: a line for each round and member.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("round  member  from          loss");
        foreach (Hyperparameter<TSettings> hyperparameter in _space.Hyperparameters)
        {
            text.Append("  ").Append(Padded(hyperparameter.Name));
        }

        foreach (TrainedMember<TSettings> entry in _entries)
        {
            string from = entry.Source == entry.Member ? "" : entry.Source.ToString(CultureInfo.InvariantCulture);
            string loss = entry.Loss.ToString("G6", CultureInfo.InvariantCulture);
            text.Append('\n').Append(CultureInfo.InvariantCulture, $"{entry.Round,5}  {entry.Member,6}  {from,4}  {loss,12}");
            foreach (Hyperparameter<TSettings> hyperparameter in _space.Hyperparameters)
            {
                text.Append("  ").Append(Padded(hyperparameter.Of(entry.Settings).ToString("G4", CultureInfo.InvariantCulture)));
            }
        }

        return text.ToString();
    }

    private static string Padded(string text) => text.PadLeft(12);
}
