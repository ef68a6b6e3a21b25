using System.Globalization;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace MlpGen.Cluster;

/// <summary>Chooses the silo of a numbered grain.</summary>
internal sealed class RoundPlacementDirector : IPlacementDirector
{
    /// <inheritdoc/>
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        SiloAddress[] silos = context.GetCompatibleSilos(target);
        if (IPlacementDirector.GetPlacementHint(target.RequestContextData, silos) is { } hint)
        {
            return Task.FromResult(hint);
        }

        return Task.FromResult(silos.Order().ElementAt((int)(NumberOf(target.GrainIdentity.Key.ToString()!) % (uint)silos.Length)));
    }

    /// <summary>The number at the end of a key.</summary>
    internal static uint NumberOf(string key) =>
        uint.Parse(key.AsSpan(key.LastIndexOf('/') + 1), NumberStyles.None, CultureInfo.InvariantCulture);
}
