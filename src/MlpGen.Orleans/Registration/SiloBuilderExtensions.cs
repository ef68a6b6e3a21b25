using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;

namespace MlpGen.Cluster;

/// <summary>Makes a silo one that trains.</summary>
public static class SiloBuilderExtensions
{
    /// <summary>Adds what MlpGen's grains need. Runs and sweeps keep their checkpoints in the silo's default grain storage: Redis in
    /// production, <c>AddMemoryGrainStorageAsDefault()</c> for a first try.</summary>
    /// <param name="silo">How it finds others, what it stores where, and how it is secured is Orleans's, and the caller's.</param>
    /// <param name="configure">Says what it can compute.</param>
    public static ISiloBuilder AddMlpGen(this ISiloBuilder silo, Action<ClusterBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(silo);
        ArgumentNullException.ThrowIfNull(configure);
        var cluster = new ClusterBuilder();
        configure(cluster);
        silo.Services.AddSingleton(new Catalog(cluster));
        silo.Services.AddSingleton<Workplaces>();
        silo.Services.AddSingleton<SiloCount>();
        silo.AddPlacementDirector<RoundPlacement, RoundPlacementDirector>();
        return silo;
    }
}
