using System.Diagnostics;
using System.Globalization;
using MlpGen.Benchmarks.Contenders;
using MlpGen.Benchmarks.Machine;
using MlpGen.Benchmarks.Networks;

namespace MlpGen.Benchmarks.Reports;

/// <summary>The first hundred calls of a fresh process on one core, where the JIT and the program wait for each other, as in most
/// containers. A few processes for each network and case, and the least of their times.</summary>
internal static class ColdStart
{
    /// <summary>The command by which this program starts itself anew.</summary>
    public const string Command = "cold-calls";

    private const int Calls = 100, Repeats = 3;

    /// <summary>The harness takes a tenth of this before the JIT has optimized it: what is shorter shows the harness.</summary>
    private const double LeastMicroseconds = 1;

    /// <summary>A row for each case of the networks with these names, or of all.</summary>
    public static void Run(string[] names)
    {
        Out.Heading("Cold start on one core: the first 100 calls of a process, and those after them");
        Out.Header("network", "case", "first call, ms", "calls 2 to 100, µs each", "the slowest of them, µs", "later, µs each", "2 to 100 / later");
        foreach (Candidate network in Candidate.All.Where(network => names.Length == 0 || names.Contains(network.Name)))
        {
            foreach (Case work in Case.All)
            {
                double[][] runs = [.. Enumerable.Range(0, Repeats).Select(_ => InFreshProcess(network, work))];
                double[] times = [.. runs[0].Select((_, i) => runs.Min(run => run[i]))];
                Out.Row([$"{network.Name} {network.Shape}", work.Name, .. times.Select(Out.Short),
                    times[3] < LeastMicroseconds ? "–" : $"{Out.Short(times[1] / times[3])} ×"]);
            }
        }
    }

    /// <summary>What the fresh process does.</summary>
    public static void Print(string name, string caseName)
    {
        Candidate network = Candidate.All.Single(candidate => candidate.Name == name);
        Case work = Case.All.Single(candidate => candidate.Name == caseName);
        Contender contender = network.Generated(network, work.Samples);
        double[] microseconds = new double[Calls];
        for (int i = 0; i < Calls; i++)
        {
            long start = Stopwatch.GetTimestamp();
            contender.Run(work.Work, 1);
            microseconds[i] = (Stopwatch.GetTimestamp() - start) * 1e6 / Stopwatch.Frequency; // a TimeSpan counts in tenths of them
        }

        var race = new Race(work, contender);
        WarmUp.All([race]);
        race.Run(100);
        double[] others = microseconds[1..];
        foreach (double time in (double[])[microseconds[0] / 1000, others.Average(), others.Max(), race.Nanoseconds(0) * work.Samples / 1000])
        {
            Out.Line($"{time}");
        }
    }

    private static double[] InFreshProcess(Candidate network, Case work)
    {
        using Process process = OwnProcess.Start([Command, network.Name, work.Name], onOneCore: true);
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        return [.. lines.Select(line => double.Parse(line, CultureInfo.InvariantCulture))];
    }
}
