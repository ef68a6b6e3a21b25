using MlpGen.Benchmarks.Contenders;
using MlpGen.Benchmarks.Machine;
using MlpGen.Benchmarks.Networks;

namespace MlpGen.Benchmarks.Reports;

/// <summary>The gate: a line for each network and case, and whether the generated code is as much faster than plain loops as it must
/// be, without allocating.</summary>
internal static class CheckReport
{
    private const double CaseMilliseconds = 600;

    /// <summary>How often a case that is missed is timed again.</summary>
    private const int Repetitions = 3;

    /// <summary>The share of a required ratio that may be missed: machines are noisy.</summary>
    private const double Tolerance = 0.25;

    /// <returns>The exit code: 0 if nothing is missed.</returns>
    public static int Run()
    {
        var races = (
            from network in Candidate.All
            from work in Case.All
            let contenders = new[] { network.Generated(network, work.Samples), new PlainLoops(network, work.Samples) }
            select (Network: network, Case: work, Race: new Race(work, contenders))).ToList();
        foreach (Candidate network in Candidate.All)
        {
            Agreement.Check(network);
        }

        WarmUp.All(races.Select(entry => entry.Race));
        var ceiling = new Ceiling();
        foreach ((Candidate network, Case work, Race race) in races)
        {
            race.Run(CaseMilliseconds);
            ceiling.Floor(network, work);
            ceiling.Refresh();
        }

        // The machine may have been busy for as long as a case takes: what is missed is timed again later, and the median is over all turns.
        for (int again = 0; again < Repetitions; again++)
        {
            foreach ((Candidate network, Case work, Race race) in races.Where(entry => IsMissed(entry.Network, entry.Case, entry.Race)))
            {
                race.Run(CaseMilliseconds);
            }
        }

        var missed = new List<string>();
        foreach ((Candidate network, Case work, Race race) in races)
        {
            string name = $"{network.Name} {work.Name}";
            double ratio = race.Ratio(1);
            double percent = 100 * ceiling.Floor(network, work) / race.Nanoseconds(0);
            Out.Line($"{name} ratio_to_plain={ratio:0.0} percent_of_ceiling={percent:0} bytes={race.AllocatedBytes}");

            if (IsMissed(network, work, race))
            {
                missed.Add(FormattableString.Invariant($"{name}: {ratio:0.0} times plain loops, but {RequiredRatio(network, work):0} is asked for"));
            }

            if (race.AllocatedBytes != 0)
            {
                missed.Add(FormattableString.Invariant($"{name}: {race.AllocatedBytes} bytes allocated, but none should be"));
            }
        }

        missed.ForEach(sentence => Console.Error.WriteLine($"missed: {sentence}"));
        return missed.Count == 0 ? 0 : 1;
    }

    private static bool IsMissed(Candidate network, Case work, Race race) => race.Ratio(1) < (1 - Tolerance) * RequiredRatio(network, work);

    private static double RequiredRatio(Candidate network, Case work) => (network.Name, work.Name) switch
    {
        ("N1", _) => 5, // a dozen multiply-adds are mostly a call, which plain loops pay too
        _ => 10,
    };
}
