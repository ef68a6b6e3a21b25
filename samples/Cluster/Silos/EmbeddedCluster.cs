using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cluster.Silos;

/// <summary>A cluster that starts by itself: the first silo in this process, the others in processes of their own.</summary>
internal sealed class EmbeddedCluster : IAsyncDisposable
{
    private readonly IHost _first;
    private readonly List<SiloProcess> _others = [];

    private EmbeddedCluster(IHost first) => _first = first;

    /// <summary>Asks the cluster.</summary>
    public IGrainFactory Client => _first.Services.GetRequiredService<IGrainFactory>();

    /// <summary>The silos that can be killed.</summary>
    public IReadOnlyList<SiloProcess> Others => _others;

    /// <summary>How many silos live.</summary>
    public int Alive => 1 + _others.Count(silo => silo.IsAlive);

    /// <summary>Starts so many silos, and waits until they are ready.</summary>
    public static async Task<EmbeddedCluster> Start(int silos, string? redis)
    {
        int[] ports = FreePorts(silos);
        IHost first = SiloHost.Build(ports[0], ports[0], redis);
        await first.StartAsync();
        var cluster = new EmbeddedCluster(first);
        cluster._others.AddRange(ports.Skip(1).Select(port => new SiloProcess(port, ports[0], redis)));
        await Task.WhenAll(cluster._others.Select(silo => silo.Ready()));
        return cluster;
    }

    /// <summary>kill -9 of the last that lives and is not this process; null if there is none.</summary>
    public SiloProcess? KillOne()
    {
        SiloProcess? victim = _others.LastOrDefault(silo => silo.IsAlive);
        victim?.Kill();
        return victim;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _others.ForEach(silo => silo.Dispose());
        await _first.StopAsync(new CancellationToken(canceled: true));
        _first.Dispose();
    }

    /// <summary>Pairs of ports that nobody listens at, one pair for each silo.</summary>
    private static int[] FreePorts(int count)
    {
        List<int> ports = [];
        for (int port = 20_000 + Environment.ProcessId % 20_000; ports.Count < count; port += 2)
        {
            if (IsFree(port) && IsFree(port + 1))
            {
                ports.Add(port);
            }
        }

        return [.. ports];
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
