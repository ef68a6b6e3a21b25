using Orleans.Runtime;

namespace MlpGen.Cluster;

/// <summary>How many silos there are, as this one sees it.</summary>
internal sealed class SiloCount(IClusterMembershipService membership)
{
    /// <summary>Those that take work.</summary>
    public int Now => membership.CurrentSnapshot.Members.Values.Count(member => member.Status == SiloStatus.Active);

    /// <summary>Whether silos came or went since the last time. A numbered grain then asks Orleans to move it, once it is idle, to where it would be placed
    /// now: so a silo that joined late gets its share.</summary>
    public bool HasChanged(ref int count)
    {
        int before = count;
        count = Now;
        return count != before;
    }
}
