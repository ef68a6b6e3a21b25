using System.CommandLine;
using System.Globalization;
using Agents;
using CommandLine;

Option<int> agents = NumberOption.Create("--agents", "How many agents there are, 1 to 100,000.", usual: 500, least: 1, most: 100_000);
Option<int> rounds = NumberOption.Create("--rounds", "How many rounds of ten seconds they play, 1 to 1,000.", usual: 30, least: 1, most: 1000);
Option<int> threads = NumberOption.Create("--threads", "How many threads think, 1 to 64.", usual: 1, least: 1, most: 64);
Option<int> seed = NumberOption.Create("--seed", "Another seed is another field and other agents.", usual: 1);

var command = new RootCommand("Agents that steer to targets, each with a network of its own, in one loop within a frame's budget of a millisecond.")
{
    agents, rounds, threads, seed,
};
command.SetAction(options => Play(options.GetValue(agents), options.GetValue(rounds), options.GetValue(threads), options.GetValue(seed)));
return Sample.Run(command, args);

static void Play(int agents, int rounds, int threads, int seed)
{
    using var game = new Game(agents, rounds, seed, threads);
    game.Play();

    CultureInfo culture = CultureInfo.InvariantCulture;
    Console.WriteLine(string.Create(culture, $"{agents} agents, each with a network {Field.Senses}-12-{Field.Actions} of its own ({Pilot.ParameterCount} parameters); {rounds * Game.FramesOfRound:N0} frames"));
    Console.WriteLine();
    Console.WriteLine("targets reached in a round, a mean over all agents");
    for (int round = 0; round < rounds; round += Math.Max(1, rounds / 6))
    {
        Console.WriteLine(string.Create(culture, $"  round {round + 1,4} {game.Reached[round],8:F2}"));
    }

    Console.WriteLine(string.Create(culture, $"  round {rounds,4} {game.Reached[^1],8:F2}"));
    Console.WriteLine();
    Console.WriteLine("microseconds a frame           median      99 %     worst");
    Console.WriteLine($"look, think and move       {game.Frames}");
    Console.WriteLine($"  of which think           {game.Thinking}");
    Console.WriteLine($"a loop over Forward        {game.OneByOne}");
    Console.WriteLine();
    Console.WriteLine(string.Create(
        culture,
        $"The loop takes {game.OneByOne.Median / game.Thinking.Median:F1} times as long; actions differ by {game.Difference:E0} at most. A budget of 1,000 µs is met by {(game.Frames.NinetyNinth < 1000 ? "at least 99 of 100 frames" : "fewer than 99 of 100 frames")}."));
}
