using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MlpGen.Cluster;
using MlpGen.Orleans.Silo;
using Orleans.Configuration;
using Orleans.Hosting;
using StackExchange.Redis;

// A silo as a process, for tests that kill it, and for measurements: address, port of Redis, name of the cluster. It says when it is ready, and runs
// until its standard input ends, so that it does not outlive whoever started it.
if (args is ["cost", .. { Length: <= 1 } picture])
{
    await Cost.Print(picture.SingleOrDefault());
    return 0;
}

if (args is not [string address, string redis, string cluster])
{
    Console.Error.WriteLine("Expected an address of this machine (127.0.0.2), the port of Redis there, and a name for the cluster; or cost, to measure what steps cost, and the file of a picture of it (SVG), if one is wanted.");
    return 1;
}

var builder = Host.CreateApplicationBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.UseOrleans(silo =>
{
    ConfigurationOptions options = ConfigurationOptions.Parse($"127.0.0.1:{int.Parse(redis, CultureInfo.InvariantCulture)},abortConnect=false,connectTimeout=1000,syncTimeout=1000,asyncTimeout=1000");
    silo.Configure<ClusterOptions>(names => (names.ClusterId, names.ServiceId) = (cluster, "mlpgen-tests"));
    silo.ConfigureEndpoints(IPAddress.Parse(address), siloPort: 11111, gatewayPort: 30000);
    silo.UseRedisClustering(clustering => clustering.ConfigurationOptions = options);
    silo.AddRedisGrainStorageAsDefault(storage => storage.ConfigurationOptions = options);
    silo.AddMlpGen(Trainings.AddTo);

    // Quicker to notice that a silo is dead than in production, where a pause of some seconds is none.
    silo.Configure<ClusterMembershipOptions>(membership =>
    {
        membership.ProbeTimeout = TimeSpan.FromSeconds(1);
        membership.NumMissedProbesLimit = 2;
        membership.NumVotesForDeathDeclaration = 1;
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(3);
        membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(3);
    });
});
using IHost host = builder.Build();
await host.StartAsync();
Console.WriteLine("ready");
await Task.WhenAny(Task.Run(() => Console.In.ReadToEnd()), host.WaitForShutdownAsync());
await host.StopAsync();
return 0;
