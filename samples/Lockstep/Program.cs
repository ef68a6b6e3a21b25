using System.CommandLine;
using System.Globalization;
using CommandLine;
using Lockstep;

if (args is [Match.OtherPlayer, string isReproducible, string length, string start])
{
    using Stream from = Console.OpenStandardInput(), to = Console.OpenStandardOutput();
    new Match(bool.Parse(isReproducible), int.Parse(length, CultureInfo.InvariantCulture), int.Parse(start, CultureInfo.InvariantCulture))
        .PlayAsOther(from, to);
    return 0;
}

Option<int> ticks = NumberOption.Create("--ticks", "How long they play, 1 to 10,000,000 ticks.", usual: 100_000, least: 1, most: 10_000_000);
Option<int> seed = NumberOption.Create("--seed", "Another seed is another game.", usual: 1);
Option<string[]> other = new("--other")
{
    Description = "The other player: a command that runs this program elsewhere, such as its build for Arm64 under an emulator.",
    HelpName = "command", AllowMultipleArgumentsPerToken = true,
};
var command = new RootCommand("Two processes play the same game, steered by a network that learns as it goes, and exchange a hash of everything each tick.")
{
    ticks, seed, other,
};
command.SetAction(options => Play(options.GetValue(ticks), options.GetValue(seed), options.GetValue(other)));
return Sample.Run(command, args);

static void Play(int ticks, int seed, string[]? other)
{
    bool isSelf = other is null or [];
    string[] program = isSelf ? Self() : other!;
    (string, string)[] environment = isSelf ? [("DOTNET_EnableHWIntrinsic", "0")] : [];
    Console.WriteLine($"{Pond.Count} fish, {ticks.ToString("N0", CultureInfo.InvariantCulture)} ticks; the other process {(isSelf ? "has no vectors" : $"is {string.Join(' ', program)}")}.");
    Console.WriteLine();

    foreach (bool isReproducible in (bool[])[false, true])
    {
        Outcome outcome = new Match(isReproducible, ticks, seed).Play(program, environment);
        Console.WriteLine(isReproducible ? "[Network(Reproducible = true)]" : "without Reproducible");
        if (outcome.Ticks == ticks)
        {
            Console.WriteLine($"  not a bit differs after {ticks.ToString("N0", CultureInfo.InvariantCulture)} ticks; "
                + $"found the food {outcome.Pond.Eaten} times; hash {outcome.Pond.Hash():x16}");
        }
        else
        {
            Console.WriteLine($"  first difference at tick {outcome.Ticks}: {outcome.FirstDifference()}");
        }
    }
}

// This program once more: the host with its assembly, or the program itself where it has no host.
static string[] Self()
{
    string path = Environment.ProcessPath!;
    return Path.GetFileNameWithoutExtension(path) == "dotnet" ? [path, "exec", Path.Combine(AppContext.BaseDirectory, "Lockstep.dll")] : [path];
}
