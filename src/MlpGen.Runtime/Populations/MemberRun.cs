namespace MlpGen.Populations;

/// <summary>Stripes of one width, one after the other.</summary>
/// <param name="First">The first member.</param>
/// <param name="Lanes">Members side by side in a stripe: as many as a vector has lanes, or 1, for members in rows of their own.</param>
/// <param name="Stripes">How many stripes there are.</param>
internal readonly record struct MemberRun(int First, int Lanes, int Stripes)
{
    /// <summary>Behind the last member.</summary>
    public int End => First + (Lanes * Stripes);

    /// <summary>Whether each member has a row of its own.</summary>
    public bool IsRows => Lanes == 1;
}
