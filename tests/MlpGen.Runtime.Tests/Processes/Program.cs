using System.Globalization;
using MlpGen.Tests.GuardPages;
using MlpGen.Tests.Training;
using MlpGen.Tests.Weights;

namespace MlpGen.Tests.Processes;

/// <summary>What a child process of the tests does: <see cref="ChildProcess"/> starts this assembly as a program.</summary>
internal static class Program
{
    /// <summary>Runs a check by name; an exception, or a fault that nothing can catch, is how it fails.</summary>
    public static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case [GuardPageTests.Rows]:
                GuardPageChecks.GatheredRows();
                break;
            case [GuardPageTests.Kernels]:
                GuardPageChecks.Kernels();
                break;
            case [GuardPageTests.Networks]:
                GuardPageChecks.Networks();
                break;
            case [GuardPageTests.Integers]:
                GuardedIntegers.Run();
                break;
            case [GuardPageTests.Populations]:
                GuardedPopulations.Run();
                break;
            case [GuardPageTests.Trespass, string where]:
                GuardPageChecks.Trespass(atEnd: where == "end");
                break;
            case [WarmupTests.Check]:
                WarmupChecks.Run();
                break;
            case [TierTests.Check]:
                WarmupChecks.Call();
                break;
            case [VectorPathTests.Check, string width]:
                VectorPathChecks.Run(width);
                break;
            case [AtomicSaveTests.KilledInMidSave, string path]:
                AtomicSaveTests.DieInMidSave(path);
                break;
            case [SaveTargetTests.SaveTo, string path, .. string[] size]:
                SaveTargetTests.SaveInChild(path, size.Length > 0 ? size[0] : "");
                break;
            case [KilledRunTests.Train, string path, string epochs]:
                KilledRunTests.TrainAndSave(path, int.Parse(epochs, CultureInfo.InvariantCulture));
                break;
            case [InProcess.Check, .. string[] prefixes]:
                return InProcess.Run(prefixes) ? 0 : 1;
            default:
                Console.Error.WriteLine("These are tests: run them with dotnet test.");
                return 2;
        }

        return 0;
    }
}
