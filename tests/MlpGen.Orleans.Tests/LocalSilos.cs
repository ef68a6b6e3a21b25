using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MlpGen.Cluster;
using MlpGen.Orleans.Silo;
using Orleans.Hosting;

namespace MlpGen.Orleans.Tests;

/// <summary>Two silos in this process, by localhost, with grain storage in their memory: what a first try has.</summary>
public sealed class LocalSilos : IAsyncLifetime
{
    private readonly List<IHost> _hosts = [];

    /// <summary>A client of the cluster.</summary>
    public IGrainFactory Cluster => _hosts[0].Services.GetRequiredService<IGrainFactory>();

    /// <summary>Services of the first silo.</summary>
    public IServiceProvider Services => _hosts[0].Services;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        int[] ports = FreePorts(4);
        for (int k = 0; k < 2; k++)
        {
            var builder = Host.CreateApplicationBuilder();
            builder.Logging.SetMinimumLevel(LogLevel.Error);
            int siloPort = ports[2 * k], gatewayPort = ports[2 * k + 1];
            builder.UseOrleans(silo => silo
                .UseLocalhostClustering(siloPort, gatewayPort, new IPEndPoint(IPAddress.Loopback, ports[0]))
                .AddMemoryGrainStorageAsDefault()
                .AddMlpGen(Trainings.AddTo));
            _hosts.Add(builder.Build());
            await _hosts[k].StartAsync();
        }
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        foreach (IHost host in Enumerable.Reverse(_hosts))
        {
            await host.StopAsync();
            host.Dispose();
        }
    }

    private static int[] FreePorts(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        Array.ForEach(listeners, listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        Array.ForEach(listeners, listener => listener.Stop());
        return ports;
    }
}

/// <summary>Tests that share the silos.</summary>
[CollectionDefinition(nameof(LocalSilos))]
public sealed class LocalSilosTests : ICollectionFixture<LocalSilos>;
