using System.Diagnostics;
using System.Globalization;
using MlpGen.Benchmarks.Contenders;
using MlpGen.Benchmarks.Machine;
using MlpGen.Benchmarks.Networks;

namespace MlpGen.Benchmarks.Reports;

/// <summary>This program beside others that were published from it as native code: each a process of its own, and they take turns, so
/// that a busy moment of the machine hits all of them.</summary>
internal static class NativeReport
{
    /// <summary>The command by which a program takes turns when it is asked to.</summary>
    public const string Command = "turns";

    private const string Ready = "ready";
    private const int Rounds = 11;
    private const double TurnMilliseconds = 4;

    /// <param name="programs">The paths of the native programs; a column each.</param>
    public static void Run(string[] programs)
    {
        // One after the other, for each needs a core to become ready.
        List<Process> runners = [];
        foreach (string? program in (string?[])[null, .. programs])
        {
            runners.Add(OwnProcess.Start([Command], program));
            if (runners[^1].StandardOutput.ReadLine() != Ready)
            {
                throw new InvalidOperationException($"{program} is no program of this kind.");
            }
        }

        Out.Heading("Native beside JIT: nanoseconds a sample, and how many times longer the native programs take");
        Out.Header(["network", "case", "JIT, ns", .. programs]);
        foreach (Candidate network in Candidate.All)
        {
            foreach (Case work in Case.All)
            {
                double[][] rounds = [.. Enumerable.Range(0, Rounds).Select(_ => runners.Select(runner => Turn(runner, network, work)).ToArray())];
                Out.Row([$"{network.Name} {network.Shape}", work.Name, Out.Short(Race.Median(rounds.Select(round => round[0]))),
                    .. programs.Select((_, i) => $"{Out.Short(Race.Median(rounds.Select(round => round[i + 1] / round[0])))} ×")]);
            }
        }

        foreach (Process runner in runners)
        {
            runner.StandardInput.Close();
            runner.WaitForExit();
            runner.Dispose();
        }
    }

    /// <summary>What the programs do: for each line with a network and a case a turn, until there are no more.</summary>
    public static void TakeTurns()
    {
        Dictionary<string, (Case Case, Contender Contender)> all = (
            from network in Candidate.All
            from work in Case.All
            select (Key: $"{network.Name} {work.Name}", Case: work, Contender: network.Generated(network, work.Samples)))
            .ToDictionary(static entry => entry.Key, static entry => (entry.Case, entry.Contender));
        WarmUp.All(all.Values.Select(static entry => new Race(entry.Case, entry.Contender)));
        Console.WriteLine(Ready);
        while (Console.ReadLine() is { } line)
        {
            var race = new Race(all[line].Case, all[line].Contender);
            race.Run(TurnMilliseconds);
            Out.Line($"{race.Nanoseconds(0)}");
        }
    }

    private static double Turn(Process runner, Candidate network, Case work)
    {
        runner.StandardInput.WriteLine($"{network.Name} {work.Name}");
        return double.Parse(runner.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
    }
}
