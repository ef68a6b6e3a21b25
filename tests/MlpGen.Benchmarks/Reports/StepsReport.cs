using MlpGen.Benchmarks.Machine;
using MlpGen.Benchmarks.Networks;

namespace MlpGen.Benchmarks.Reports;

/// <summary>Every member that takes batches, from 1 to 300 samples: whether any number of samples takes much longer, each, than a smaller one
/// does; and what a loss costs beside the passes that it is made of.</summary>
internal static class StepsReport
{
    /// <summary>How much longer a sample may take in a batch than in any smaller one.</summary>
    private const double MostStep = 1.4;

    /// <summary>The share by which a limit may be missed before the report fails: machines are noisy, and one sample more than a vector holds takes
    /// another vector.</summary>
    private const double Tolerance = 0.3;

    /// <summary>Nine turns of each size.</summary>
    private const double RaceMilliseconds = 150;

    /// <summary>How often a member is timed whose steps are too high: the machine may have been busy.</summary>
    private const int Attempts = 4;

    /// <summary>Around all sizes of groups: of lanes, of tiles, and of the rows and columns in them.</summary>
    private static readonly int[] s_samples =
        [1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 20, 24, 25, 31, 32, 33, 40, 48, 56, 63, 64, 65, 72, 80, 96, 127, 128, 129, 160, 192, 200, 255, 256, 257, 300];

    private static readonly int[] s_shown = [1, 2, 4, 8, 16, 32, 64, 256];

    /// <param name="names">The networks; all, if there are none.</param>
    /// <returns>The exit code: 0 if no limit is missed by more than the tolerance.</returns>
    public static int Run(string[] names)
    {
        List<(string What, double Excess)> steps = [];
        Out.Heading("Batches: nanoseconds a sample, and the worst step from a smaller batch to a larger one");
        Out.Header(["network", "member", .. s_shown.Select(static samples => Out.Whole(samples)), "worst step", "from", "to"]);
        var networks = (
            from network in BothPrecisions.All.Concat(BothPrecisions.Between)
            where names.Length == 0 || names.Contains(network.Name)
            from precision in new[] { (network.Name, Members: network.Single), (Name: network.Name + " double", Members: network.Double) }
            select (precision.Name, Races: Races(precision.Members))).ToList();
        WarmUp.All(networks.SelectMany(static network => network.Races.Values));
        foreach ((string name, Dictionary<string, Race> races) in networks)
        {
            Print(name, races, steps);
        }

        steps.ForEach(static step => Console.Error.WriteLine($"step: {step.What}"));
        return steps.TrueForAll(static step => step.Excess <= 1 + Tolerance) ? 0 : 1;
    }

    /// <summary>For each member that takes batches, all sizes against each other.</summary>
    private static Dictionary<string, Race> Races(Func<int, IEnumerable<Member>> members)
    {
        Member[][] sizes = [.. s_samples.Select(samples => members(samples).ToArray())];
        return sizes[^1].ToDictionary(
            static member => member.Name,
            member => new Race(1, [.. sizes.Select(size => size.Single(same => same.Name == member.Name).Run)]));
    }

    private static void Print(string network, Dictionary<string, Race> races, List<(string What, double Excess)> steps)
    {
        Dictionary<string, double[]> times = [];
        foreach ((string name, Race race) in races)
        {
            (double[] nanoseconds, double step, int from, int to) = ([], double.PositiveInfinity, 0, 0);
            for (int attempt = 0; attempt < Attempts && step > MostStep; attempt++)
            {
                race.Run(RaceMilliseconds);
                nanoseconds = [.. s_samples.Select((samples, i) => race.Nanoseconds(i) / samples)];
                (step, from, to) = Worst(nanoseconds);
            }

            times[name] = nanoseconds;
            string[] some = [.. s_shown.Select(samples => Out.Short(nanoseconds[Array.IndexOf(s_samples, samples)]))];
            Out.Row([network, name, .. some, Out.Short(step), Out.Whole(from), Out.Whole(to)]);
            if (step > MostStep)
            {
                steps.Add((FormattableString.Invariant($"{network} {name}: {to} samples take {step:0.00} times as long each as {from}"), step / MostStep));
            }
        }

        Compare(network, "Loss", times["Loss"], "LossAndGradient", times["LossAndGradient"], 1, 1, steps);
        Compare(network, "Loss", times["Loss"], "ForwardBatch", times["ForwardBatch"], 2, 16, steps);
    }

    /// <summary>Notes where one member takes more than so many times as long as another, from so many samples on.</summary>
    private static void Compare(string network, string name, double[] times, string other, double[] others, double most, int fewest, List<(string What, double Excess)> steps)
    {
        int worst = Enumerable.Range(0, s_samples.Length).Where(i => s_samples[i] >= fewest).MaxBy(i => times[i] / others[i]);
        double ratio = times[worst] / others[worst];
        if (ratio > 1.1 * most)
        {
            steps.Add((FormattableString.Invariant(
                $"{network} {name}: {ratio:0.00} times as long as {other} for {s_samples[worst]} samples, at most {most} is asked for"), ratio / most));
        }
    }

    /// <summary>The largest ratio of a batch's time to that of a smaller batch, by sample.</summary>
    private static (double Step, int From, int To) Worst(double[] nanoseconds)
    {
        int least = 0;
        (double Step, int From, int To) worst = (1, 1, 1);
        for (int i = 1; i < nanoseconds.Length; i++)
        {
            double step = nanoseconds[i] / nanoseconds[least];
            worst = step > worst.Step ? (step, s_samples[least], s_samples[i]) : worst;
            least = nanoseconds[i] < nanoseconds[least] ? i : least;
        }

        return worst;
    }
}
