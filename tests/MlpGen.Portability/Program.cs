using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MlpGen.Portability.Members;
using MlpGen.Portability.Training;

namespace MlpGen.Portability;

/// <summary>Tries networks of all kinds on the machine that it runs on, under the JIT or compiled ahead of time, and says what bits it gets.</summary>
internal static class Program
{
    private const int MostShown = 20;

    private static int Main(string[] arguments)
    {
        string[]? expected = null;
        bool printsHashes = false;
        switch (arguments)
        {
            case []:
                break;
            case ["--hashes"]:
                printsHashes = true;
                break;
            case ["--expect", string path]:
                expected = File.ReadAllLines(path);
                break;
            default:
                Console.Error.WriteLine("usage: MlpGen.Portability [--hashes | --expect FILE]");
                return 2;
        }

        var results = new Results();
        EveryNetwork.Run(results);
        OptimizerSteps.Run(results);
        TrainingRuns.Run(results);
        if (expected is not null)
        {
            results.Compare(expected);
        }

        if (printsHashes)
        {
            results.Hashes.ForEach(Console.WriteLine);
        }

        // Apart from the hashes, so that those can be kept in a file.
        TextWriter report = printsHashes ? Console.Error : Console.Out;
        foreach (string failure in results.Failures.Take(MostShown))
        {
            report.WriteLine($"FAILED: {failure}");
        }

        report.WriteLine($"{RuntimeInformation.ProcessArchitecture}, vectors of {WidestVector} bits, {results.Hashes.Count} hashes");
        report.WriteLine($"{results.Checks} checks, {results.Failures.Count} failed");
        return results.Failures.Count == 0 ? 0 : 1;
    }

    private static int WidestVector =>
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
}
