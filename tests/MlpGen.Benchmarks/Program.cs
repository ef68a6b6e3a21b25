using System.Diagnostics;
using System.Reflection;
using MlpGen.Benchmarks.Contenders;
using MlpGen.Benchmarks.Machine;
using MlpGen.Benchmarks.Networks;
using MlpGen.Benchmarks.Reports;

Console.OutputEncoding = System.Text.Encoding.UTF8;
if (typeof(Candidate).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true })
{
    Console.Error.WriteLine("Not optimized: run with -c Release.");
    return 2;
}

switch (args)
{
    case ["check"]:
        return CheckReport.Run();
    case ["generator"]:
        GeneratorReport.Run();
        return 0;
    case ["frozen"]:
        FrozenReport.Run();
        return 0;
    case ["epoch"]:
        EpochReport.Run();
        return 0;
    case ["--short"]:
        Tables(races: true);
        return 0;
    case ["--full", .. string[] arguments]:
        FullBenchmarks.Run(arguments);
        Tables(races: false);
        return 0;
    case [FirstCalls.Command, string network]:
        FirstCalls.Print(network);
        return 0;
    default:
        Console.Error.WriteLine("""
            check              a line for each network and case; fails if the generated code is too slow or allocates
            generator          what the generator costs whoever types, with 1, 10 and 100 networks in the project
            frozen             what frozen weights cost whoever builds or types, by their number
            epoch              an epoch of the trainer, in one part and in two, beside the loop that one would write
            --short            all tables, in a few minutes
            --full [args]      the comparison by BenchmarkDotNet, which takes hours, and the other tables;
                               args are BenchmarkDotNet's, such as --filter or --job short
            """);
        return 2;
}

static void Tables(bool races)
{
    foreach (Candidate network in Candidate.All)
    {
        Agreement.Check(network);
    }

    var ceiling = new Ceiling();
    if (races)
    {
        RatioReport.Run(ceiling);
    }

    CeilingReport.Run(ceiling);
    GrowthReport.Run();
    EpochReport.Run();
    CompilationReport.Run();
}
