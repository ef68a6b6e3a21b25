namespace MlpGen.Evolution;

/// <summary>Checks numbers of members.</summary>
internal static class MemberNumber
{
    /// <summary>Throws unless there is such a member.</summary>
    public static void Check(int member, int members)
    {
        if ((uint)member >= (uint)members)
        {
            throw new ArgumentOutOfRangeException(nameof(member), member, FormattableString.Invariant($"Expected a member from 0 to {members - 1}."));
        }
    }
}
