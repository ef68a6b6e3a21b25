using MlpGen.Benchmarks.Machine;
using MlpGen.Benchmarks.Networks;

namespace MlpGen.Benchmarks.Reports;

/// <summary>Every public member, of one sample and of a batch, and how many times longer it takes in double precision.</summary>
internal static class MembersReport
{
    private const double RaceMilliseconds = 150;

    public static void Run()
    {
        var rows = (
            from network in BothPrecisions.All
            from samples in (int[])[1, 256]
            from members in network.Single(samples).Zip(network.Double(samples))
            select (network.Name, Samples: samples, Member: members.First.Name,
                Race: new Race(samples, members.First.Run, members.Second.Run))).ToList();
        WarmUp.All(rows.Select(row => row.Race));

        Out.Heading("Every member: nanoseconds a sample in float, and how many times longer in double");
        Out.Header("network", "member", "samples", "float, ns", "double", "bytes");
        foreach ((string name, int samples, string member, Race race) in rows)
        {
            race.Run(RaceMilliseconds);
            Out.Row(name, member, Out.Whole(samples), Out.Short(race.Nanoseconds(0)), $"{Out.Short(race.Ratio(1))} ×", Out.Whole(race.AllocatedBytes));
        }
    }
}
