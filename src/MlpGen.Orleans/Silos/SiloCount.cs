using System.Collections.Immutable;
using Orleans.Metadata;
using Orleans.Runtime;

namespace MlpGen.Cluster;

/// <summary>How many silos there are, as this one sees it.</summary>
internal sealed class SiloCount(IClusterMembershipService membership, IClusterManifestProvider manifests)
{
    /// <summary>Those that take work, and have said which: a silo that has not is not placed on yet, and a grain that moved for its sake alone would come back
    /// and never move again.</summary>
    public int Now
    {
        get
        {
            ImmutableDictionary<SiloAddress, GrainManifest> known = manifests.Current.Silos;
            return membership.CurrentSnapshot.Members.Values.Count(member => member.Status == SiloStatus.Active && known.ContainsKey(member.SiloAddress));
        }
    }

    /// <summary>Whether silos came or went since the last time. A numbered grain then asks Orleans to move it, once it is idle, to where it would be placed
    /// now: so a silo that joined late gets its share.</summary>
    public bool HasChanged(ref int count)
    {
        int before = count;
        count = Now;
        return count != before;
    }
}
