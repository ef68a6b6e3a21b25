using System.CommandLine;
using System.Globalization;
using Cluster;
using Cluster.Physics;
using Cluster.Silos;
using Cluster.Terminal;
using CommandLine;
using Spectre.Console;

if (args is [SiloProcess.Argument, _, _, _])
{
    return await SiloProcess.Run(args[1..]);
}

Option<int> generations = NumberOption.Create("--generations", "How many generations to learn.", usual: 60, least: 1, most: 100_000);
Option<int> members = NumberOption.Create("--members", "How many members a generation has.", usual: 1_024, least: 8, most: 100_000);
Option<int> silos = NumberOption.Create("--silos", "How many silos, this process included.", usual: 3, least: 1, most: 8);
Option<int> seed = NumberOption.Create("--seed", "Another seed is another search.", usual: 1);
Option<bool> killOne = new("--kill-one") { Description = "Kill a silo a third of the way. In a terminal, so does the key k, at any time." };
Option<string?> redis = new("--redis") { Description = "Where Redis is (localhost:6379): silos find each other by it. Without it, by localhost.", HelpName = "address" };
var command = new RootCommand("A cart learns to swing up a pole and to hold it there: by evolution, its members evaluated by the silos of a cluster that starts by itself.")
{
    generations, members, silos, seed, killOne, redis,
};
using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true; // silos are to be ended, and the cursor is to come back
    cancellation.Cancel();
};
command.SetAction(options => Learn(
    options.GetValue(generations), options.GetValue(members), options.GetValue(silos), options.GetValue(seed), options.GetValue(killOne), options.GetValue(redis), cancellation.Token)
    .GetAwaiter().GetResult());
return Sample.Run(command, args);

static async Task<int> Learn(int generations, int members, int silos, int seed, bool killOne, string? redis, CancellationToken cancellation)
{
    IAnsiConsole console = Screen.Create();
    console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Swinger.ParameterCount} parameters, {members:N0} members on {silos} silos; starting them …"));
    await using EmbeddedCluster cluster = await EmbeddedCluster.Start(silos, redis);
    var search = new SwingUpSearch(cluster.Client, members, seed);
    try
    {
        await new Show(cluster, search, console, members, generations, killOne ? 1 + generations / 3 : null).Run(cancellation);
    }
    catch (OperationCanceledException)
    {
        await Console.Error.WriteLineAsync("Cancelled.");
        return 130; // as shells count a program that Ctrl+C ended
    }

    // Starts that nobody has learnt from.
    float[] learnt = search.Learnt;
    double up = Enumerable.Range(0, 100).Average(start => Episode.SecondsUp(learnt, Episode.Hanging(1_000_000 + start)));
    console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"From 100 other starts the pole is up for {up:0.0} of 10 seconds; it hangs when they begin. {cluster.Alive} of {silos} silos live."));
    return 0;
}
