using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MlpGen.Cluster;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Cluster.Silos;

/// <summary>A silo of the sample.</summary>
internal static class SiloHost
{
    /// <summary>Builds it; to be started.</summary>
    /// <param name="port">Where other silos reach it. Clients reach it at the next port.</param>
    /// <param name="primaryPort">The port of the first silo, which keeps the list of silos for a cluster of localhost.</param>
    /// <param name="redis">Where Redis is, which keeps it otherwise; null for localhost.</param>
    public static IHost Build(int port, int primaryPort, string? redis)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            if (redis is null)
            {
                silo.UseLocalhostClustering(port, port + 1, new IPEndPoint(IPAddress.Loopback, primaryPort));
            }
            else
            {
                silo.Configure<ClusterOptions>(names => (names.ClusterId, names.ServiceId) = ("cart-pole", "mlpgen-sample"));
                silo.UseRedisClustering(redis);
                silo.ConfigureEndpoints(IPAddress.Loopback, port, port + 1);
            }

            silo.AddMlpGen(Evaluation.AddTo);

            // A silo that is killed is to be missed after two or three seconds, not after fifteen: somebody is watching.
            silo.Configure<ClusterMembershipOptions>(membership =>
            {
                membership.ProbeTimeout = TimeSpan.FromSeconds(1);
                membership.NumMissedProbesLimit = 2;
                membership.NumVotesForDeathDeclaration = 1;
            });
        });
        return builder.Build();
    }
}
