using System.Diagnostics;
using System.Globalization;
using MlpGen.Benchmarks.Contenders;
using MlpGen.Benchmarks.Machine;
using MlpGen.Benchmarks.Networks;

namespace MlpGen.Benchmarks.Reports;

/// <summary>The time of the first call of each kind in a process that has called nothing yet: mostly the JIT's.</summary>
internal static class FirstCalls
{
    /// <summary>The command by which this program starts itself anew.</summary>
    public const string Command = "first-calls";

    private const int Repeats = 3;

    private static readonly Case[] s_cases = [new(Work.Forward, 1), new(Work.Backward, 1), new(Work.Forward, 32), new(Work.Train, 32)];

    /// <summary>Milliseconds of the first forward, backward, batch forward and training step, each after the other; the least of a few
    /// processes.</summary>
    public static double[] InFreshProcess(Candidate network)
    {
        double[][] runs = [.. Enumerable.Range(0, Repeats).Select(_ => Start(network))];
        return [.. s_cases.Select((_, i) => runs.Min(run => run[i]))];
    }

    /// <summary>What the fresh process does.</summary>
    public static void Print(string name)
    {
        Candidate network = Candidate.All.Single(candidate => candidate.Name == name);
        foreach (Case work in s_cases)
        {
            Contender contender = network.Generated(network, work.Samples);
            long start = Stopwatch.GetTimestamp();
            contender.Run(work.Work, 1);
            Out.Line($"{Stopwatch.GetElapsedTime(start).TotalMilliseconds}");
        }
    }

    private static double[] Start(Candidate network)
    {
        using Process process = OwnProcess.Start([Command, network.Name]);
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        return [.. lines.Select(line => double.Parse(line, CultureInfo.InvariantCulture))];
    }
}
