using System.Numerics;
using Charts;
using MlpGen.Benchmarks.Machine;
using MlpGen.Benchmarks.Networks;

namespace MlpGen.Benchmarks.Reports;

/// <summary>The figure of docs/populations.md: how populations, and loops over their members, grow with the number of members.</summary>
internal static class PopulationFigure
{
    private const double RaceMilliseconds = 100;
    private const int Threads = 2;

    private static readonly int[] s_members = [.. Enumerable.Range(0, 14).Select(power => 1 << power)];

    private static readonly (string Name, string Color, Mark Mark)[] s_ratios =
    [
        ("forward", Palette.Blue, Mark.Line), ("forward, double", Palette.Blue, Mark.Dashed),
        ("gradient", Palette.Vermilion, Mark.Line), ("gradient, double", Palette.Vermilion, Mark.Dashed),
    ];

    private static readonly (string Name, string Color, Mark Mark)[] s_times =
        [("together", Palette.Blue, Mark.Line), ("a loop", Palette.Gray, Mark.Line), ($"together, {Threads} threads", Palette.Green, Mark.Line)];

    /// <summary>Measures, and writes the picture.</summary>
    public static void Save(string path)
    {
        Measured[] networks = [Of<N1, N1MemberCalls, N1Double, N1DoubleMemberCalls>("2-3-2"), Of<N3, N3MemberCalls, N3Double, N3DoubleMemberCalls>("4-16-16-3")];
        WarmUp.All(networks.SelectMany(network => network.Races));
        foreach (Race race in networks.SelectMany(network => network.Races))
        {
            race.Run(RaceMilliseconds);
        }

        var figure = new Figure("A population beside a loop over its members, one sample each", columns: networks.Length, panelWidth: 430);
        var members = new Axis("members", 1, s_members[^1], Log: true);
        foreach (Measured network in networks)
        {
            figure.Add(new()
            {
                Title = network.Name,
                Note = "how many times longer the loop takes",
                X = members,
                Y = new Axis("times", 0, 8),
                HasLegend = network == networks[^1],
                Series = [.. s_ratios.Zip(network.Ratios, (line, races) => Line(line, races.Select(race => race.Ratio(1))))],
            });
        }

        foreach (Measured network in networks)
        {
            double[][] times = [.. Enumerable.Range(0, s_times.Length).Select(contender => network.Ratios[0].Select(race => race.Nanoseconds(contender)).ToArray())];
            figure.Add(new()
            {
                Title = network.Name,
                Note = "forward: nanoseconds a member",
                X = members,
                Y = Axis.LogAround("nanoseconds", times.SelectMany(line => line)),
                HasLegend = network == networks[0],
                Series = [.. s_times.Zip(times, Line)],
            });
        }

        figure.Save(path);
    }

    private static Series Line((string Name, string Color, Mark Mark) line, IEnumerable<double> values) =>
        new(line.Name, line.Color, line.Mark, [.. s_members.Select(count => (double)count)], [.. values]);

    private static Measured Of<TNet, TCalls, TDouble, TDoubleCalls>(string name)
        where TNet : ITrainableNetwork<TNet, float>
        where TCalls : struct, IMemberCalls<float>
        where TDouble : ITrainableNetwork<TDouble, double>
        where TDoubleCalls : struct, IMemberCalls<double>
    {
        PopulationCalls<TNet, TCalls, float>[] single = Calls<TNet, TCalls, float>(1), threaded = Calls<TNet, TCalls, float>(Threads);
        PopulationCalls<TDouble, TDoubleCalls, double>[] twice = Calls<TDouble, TDoubleCalls, double>(1);
        return new(
            name,
            [
                [.. single.Zip(threaded, s_members).Select(each => Race.Of(each.Third, each.First.Forward, each.First.ForwardLoop, each.Second.Forward))],
                [.. twice.Zip(s_members, (calls, count) => Race.Of(count, calls.Forward, calls.ForwardLoop))],
                [.. single.Zip(s_members, (calls, count) => Race.Of(count, calls.Gradient, calls.GradientLoop))],
                [.. twice.Zip(s_members, (calls, count) => Race.Of(count, calls.Gradient, calls.GradientLoop))],
            ]);
    }

    private static PopulationCalls<TNet, TCalls, T>[] Calls<TNet, TCalls, T>(int threads)
        where TNet : ITrainableNetwork<TNet, T>
        where TCalls : struct, IMemberCalls<T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        [.. s_members.Select(count => new PopulationCalls<TNet, TCalls, T>(new(count, threads), samples: 1))];

    /// <summary>The races of a network, in the order of <see cref="s_ratios"/>, each by the number of members.</summary>
    private sealed record Measured(string Name, Race[][] Ratios)
    {
        public IEnumerable<Race> Races => Ratios.SelectMany(line => line);
    }
}
