using MlpGen.Benchmarks.Reports;

#if DEBUG
Console.Error.WriteLine("Not optimized: run with -c Release.");
return 2;
#else
return args switch
{
    ["check"] => CheckReport.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        check      a line for each network and case; fails if the generated code is too slow or allocates (two minutes)
        """);
    return 2;
}
#endif
