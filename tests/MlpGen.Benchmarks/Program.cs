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
        return CheckReport.Run() | StepsReport.Run([]);
    case ["--short"]:
        Tables();
        return 0;
    case ["members"]:
        MembersReport.Run();
        return 0;
    case ["steps", .. string[] networks]:
        return StepsReport.Run(networks);
    case ["reproducible"]:
        ReproducibleReport.Run();
        return 0;
    case ["population"]:
        PopulationReport.Run();
        return 0;
    case ["cold", .. string[] networks]:
        ColdStart.Run(networks);
        return 0;
    case ["native", .. string[] programs]:
        NativeReport.Run(programs);
        return 0;
#if JIT
    case ["population", string picture]:
        PopulationFigure.Save(picture);
        return 0;
    case ["generator"]:
        GeneratorReport.Run();
        return 0;
    case ["frozen"]:
        FrozenReport.Run();
        return 0;
    case ["emitted"]:
        EmittedReport.Run();
        return 0;
    case ["bdn", .. string[] arguments]:
        LibraryBenchmarks.Run(arguments);
        return 0;
#endif
    case ["epoch"]:
        EpochReport.Run();
        return 0;
    case [FirstCalls.Command, string network]:
        FirstCalls.Print(network);
        return 0;
    case [ColdStart.Command, string network, string work]:
        ColdStart.Print(network, work);
        return 0;
    case [NativeReport.Command]:
        NativeReport.TakeTurns();
        return 0;
    default:
        Console.Error.WriteLine("""
            check              a line for each network and case, then the steps; fails if the generated code is too slow or allocates
            --short            the tables of docs/performance.md, in a few minutes
            members            every public member, and double precision beside float
            steps [N1 …]       every member in batches of 1 to 300; fails where a sample takes much longer than in a smaller batch
            reproducible       every public member with the same bits everywhere, beside itself without
            population         members of a population together, beside a loop over them
            population FILE    the same by the number of members, as a picture (SVG); not in a native program
            cold [N1 …]        the first hundred calls on one core
            native PROGRAM …   this program beside others that were published from it as native code
            generator          what the generator costs whoever types, with 1, 10 and 100 networks in the project
            frozen             what frozen weights cost whoever builds or types, by their number
            emitted            files of mlpgen emit beside plain loops
            bdn [args]         all peers by BenchmarkDotNet, which takes hours; args are its own, such as --filter or --job short
                               (the last four not in a native program)
            epoch              an epoch of the trainer, in one part and in two, beside the loop that one would write
            first-calls NET    the first calls of one network in this process, in milliseconds
            """);
        return 2;
}

static void Tables()
{
    foreach (Candidate network in Candidate.All)
    {
        Agreement.Check(network);
    }

    var ceiling = new Ceiling();
    RatioReport.Run(ceiling);
    CeilingReport.Run(ceiling);
    GrowthReport.Run();
    EpochReport.Run();
#if JIT
    CompilationReport.Run();
#endif
}
