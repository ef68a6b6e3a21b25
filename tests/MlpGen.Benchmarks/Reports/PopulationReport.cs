using System.Numerics;
using MlpGen.Benchmarks.Machine;
using MlpGen.Benchmarks.Networks;

namespace MlpGen.Benchmarks.Reports;

/// <summary>Populations beside a loop over their members, forward and with gradients, by the number of members and of their samples.</summary>
internal static class PopulationReport
{
    private const double RaceMilliseconds = 120;

    private static readonly int[] s_members = [16, 100, 1024], s_samples = [1, 8, 32];

    public static void Run()
    {
        (string Name, int Members, int Samples, string Call, Race Race)[] rows =
        [
            .. Of<N1, N1MemberCalls, float>("2-3-2"), .. Of<N1Double, N1DoubleMemberCalls, double>("2-3-2 double"), .. Of<N3, N3MemberCalls, float>("4-16-16-3"), .. Of<N3Double, N3DoubleMemberCalls, double>("4-16-16-3 double"),
            .. Of<Middling, MiddlingMemberCalls, float>("13-64-64-4"),
        ];
        WarmUp.All(rows.Select(row => row.Race));

        Out.Heading("Populations: nanoseconds a sample of a member, and how many times longer a loop over the members takes");
        Out.Header("network", "members", "samples each", "call", "together, ns", "loop", "bytes");
        foreach ((string name, int members, int samples, string call, Race race) in rows)
        {
            race.Run(RaceMilliseconds);
            Out.Row(
                name, Out.Whole(members), Out.Whole(samples), call, Out.Short(race.Nanoseconds(0)), $"{Out.Short(race.Ratio(1))} ×",
                Out.Whole(race.AllocatedBytes));
        }
    }

    private static IEnumerable<(string Name, int Members, int Samples, string Call, Race Race)> Of<TNet, TCalls, T>(string name)
        where TNet : ITrainableNetwork<TNet, T>
        where TCalls : struct, IMemberCalls<T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        from members in s_members
        from samples in s_samples
        from race in Races<TNet, TCalls, T>(members, samples)
        select (name, members, samples, race.Call, race.Race);

    private static IEnumerable<(string Call, Race Race)> Races<TNet, TCalls, T>(int members, int samples)
        where TNet : ITrainableNetwork<TNet, T>
        where TCalls : struct, IMemberCalls<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var calls = new PopulationCalls<TNet, TCalls, T>(new(members, samples: samples), samples);
        yield return ("forward", Race.Of(members * samples, calls.Forward, calls.ForwardLoop));
        yield return ("forward, shared", Race.Of(members * samples, calls.ForwardShared, calls.SharedLoop));
        yield return ("gradient", Race.Of(members * samples, calls.Gradient, calls.GradientLoop));
    }
}
