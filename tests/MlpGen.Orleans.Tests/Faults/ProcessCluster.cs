using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MlpGen.Orleans.Silo;
using MlpGen.Tests;
using Orleans.Configuration;
using Orleans.Hosting;
using StackExchange.Redis;

namespace MlpGen.Orleans.Tests.Faults;

/// <summary>Redis, three silos on loopback addresses of their own, and a client in this process: each of the first a process that can be killed.</summary>
public sealed class ProcessCluster : IAsyncLifetime
{
    /// <summary>What these tests need.</summary>
    internal const string Needs = "Faults of a cluster need redis-server and a minute or two";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlpgen-cluster-");
    private readonly int _redisPort = FreePort();
    private readonly string _name = "tests-" + Guid.NewGuid().ToString("N");
    private readonly Dictionary<string, Server> _silos = [];
    private Server? _redis;
    private IHost? _client;

    /// <summary>A client of the cluster.</summary>
    public IGrainFactory Client => _client!.Services.GetRequiredService<IGrainFactory>();

    /// <summary>The silos by their addresses.</summary>
    internal IReadOnlyDictionary<string, Server> Silos => _silos;

    /// <summary>The silo that an address of Orleans is about.</summary>
    /// <param name="siloAddress"><c>S127.0.0.2:11111:…</c></param>
    internal Server SiloAt(string siloAddress) => _silos[HostOf(siloAddress)];

    /// <summary>The IP address in one of Orleans.</summary>
    internal static string HostOf(string siloAddress) => siloAddress.TrimStart('S').Split(':')[0];

    /// <summary>A silo that is not the one at an address.</summary>
    internal Server SiloBeside(string siloAddress) => _silos.Values.First(silo => silo != SiloAt(siloAddress) && !silo.HasEnded);

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        if (Thorough.IsOn)
        {
            await StartRedis();
            await Replenish();
            await StartClient();
        }
    }

    /// <summary>Starts silos until there are three that live.</summary>
    public Task Replenish() =>
        Task.WhenAll(Enumerable.Range(0, Math.Max(0, 3 - _silos.Values.Count(silo => !silo.HasEnded))).Select(_ => AddSilo()).ToArray());

    /// <summary>Starts one more silo, and waits until it is ready.</summary>
    public async Task<string> AddSilo()
    {
        string address;
        Server silo;
        lock (_silos)
        {
            address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.{2 + _silos.Count}");
            silo = new Server(
                "dotnet", [typeof(Trainings).Assembly.Location, address, _redisPort.ToString(CultureInfo.InvariantCulture), _name], ready: "ready");
            _silos.Add(address, silo);
        }

        await silo.Ready();
        return address;
    }

    /// <summary>kill -9 of Redis, and a start again after a while. It writes each change to its disk before it says that it is made.</summary>
    public async Task KillRedisFor(TimeSpan time)
    {
        _redis!.Kill();
        await Task.Delay(time);
        await StartRedis();
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_client is not null)
        {
            await _client.StopAsync();
            _client.Dispose();
        }

        foreach (Server silo in _silos.Values)
        {
            silo.Dispose();
        }

        _redis?.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task StartRedis()
    {
        _redis = new Server(
            "redis-server",
            [
                "--port", _redisPort.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", _folder.FullName,
                "--appendonly", "yes", "--appendfsync", "always", "--save", "",
            ],
            ready: "Ready to accept connections");
        await _redis.Ready();
    }

    private async Task StartClient()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.UseOrleansClient(client => client
            .Configure<ClusterOptions>(names => (names.ClusterId, names.ServiceId) = (_name, "mlpgen-tests"))
            .Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = TimeSpan.FromSeconds(2))
            .UseRedisClustering(clustering => clustering.ConfigurationOptions = ConfigurationOptions.Parse($"127.0.0.1:{_redisPort},abortConnect=false")));
        _client = builder.Build();
        await _client.StartAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
