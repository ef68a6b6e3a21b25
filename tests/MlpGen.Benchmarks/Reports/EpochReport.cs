using System.Diagnostics;
using MlpGen.Benchmarks.Contenders;
using MlpGen.Benchmarks.Networks;

namespace MlpGen.Benchmarks.Reports;

/// <summary>What the trainer costs beside the loop that one would write, and what it gains by two threads.</summary>
/// <remarks>Two threads need two idle processors, and how far these are apart decides: the line that is measured with two loops, which never
/// meet, says what there was to be gained.</remarks>
internal static class EpochReport
{
    private const int LeastRounds = 2;
    private static readonly TimeSpan s_time = TimeSpan.FromSeconds(6);

    public static void Run()
    {
        Out.Heading("An epoch of the trainer, batch size 256, Adam: nanoseconds a sample, the least of all turns");
        Out.Header("network", "bare loop", "one part", "shuffled", "two bare loops at once", "two parts", "shuffled", "one part / bare loop",
            "one part / two parts", "shuffled");
        Measure("784-128-10", new Epochs<N5>(static () => new N5(1), 7_168), epochs: 2);
        Measure("13-64-64-4", new Epochs<Policy>(static () => new Policy(1), 32_768), epochs: 4);
        Measure("4-16-16-3", new Epochs<N3>(static () => new N3(1), 65_536), epochs: 8);
    }

    private static void Measure<TNetwork>(string name, Epochs<TNetwork> work, int epochs)
        where TNetwork : ITrainableNetwork<TNetwork, float>
    {
        Func<double>[] contenders =
        [
            () => work.Loop(epochs), () => work.Trainer(epochs, shards: 1, isShuffled: false), () => work.Trainer(epochs, 1, true),
            () => work.TwoLoops(epochs), () => work.Trainer(epochs, shards: 2, isShuffled: false), () => work.Trainer(epochs, 2, true),
        ];
        double[] least = [.. contenders.Select(_ => double.PositiveInfinity)];
        long begin = Stopwatch.GetTimestamp();
        for (int round = 0; round < LeastRounds || Stopwatch.GetElapsedTime(begin) < s_time; round++)
        {
            for (int c = 0; c < contenders.Length; c++)
            {
                least[c] = Math.Min(least[c], contenders[c]());
            }
        }

        Out.Row([name, .. least.Select(Out.Short), Out.Short(least[1] / least[0]), Out.Short(least[1] / least[4]), Out.Short(least[2] / least[5])]);
    }
}
