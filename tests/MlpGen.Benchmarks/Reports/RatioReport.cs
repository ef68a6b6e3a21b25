using MlpGen.Benchmarks.Contenders;
using MlpGen.Benchmarks.Machine;
using MlpGen.Benchmarks.Networks;

namespace MlpGen.Benchmarks.Reports;

/// <summary>Everyone against everyone: time of the generated code, and how many times longer its peers take.</summary>
internal static class RatioReport
{
    private const double CaseMilliseconds = 600;

    public static void Run(Ceiling ceiling)
    {
        var races = (
            from network in Candidate.All
            from work in Case.All
            let contenders = Peer.All.Where(peer => peer.Does(work.Work)).Select(peer => peer.Create(network, work.Samples)).ToArray()
            select (Network: network, Case: work, Race: new Race(work, contenders))).ToList();
        WarmUp.All(races.Select(entry => entry.Race));

        foreach ((Candidate network, Case work, Race race) in races)
        {
            race.Run(CaseMilliseconds);
            ceiling.Floor(network, work);
            ceiling.Refresh();
        }

        Out.Heading("Six networks: nanoseconds a sample, and how many times longer the peers take");
        Out.Header(["network", "case", "generated, ns", "% of ceiling", "bytes", .. Peer.All.Skip(1).Select(static peer => peer.Name)]);
        foreach ((Candidate network, Case work, Race race) in races)
        {
            double percent = 100 * ceiling.Floor(network, work) / race.Nanoseconds(0);
            int contender = 0;
            Out.Row([$"{network.Name} {network.Shape}", work.Name, Out.Short(race.Nanoseconds(0)), Out.Whole(percent), Out.Whole(race.AllocatedBytes),
                .. Peer.All.Skip(1).Select(peer => peer.Does(work.Work) ? $"{Out.Short(race.Ratio(++contender))} ×" : "–")]);
        }
    }
}
