using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using MlpGen.Benchmarks.Contenders;
using MlpGen.Benchmarks.Networks;

namespace MlpGen.Benchmarks.Reports;

/// <summary>The same races by BenchmarkDotNet: longer, with its statistics and memory diagnoser. Plain loops are the baseline of its
/// ratios; a time is that of one call, so of all samples of a batch.</summary>
/// <remarks>In this process, so that no second project has to be built, and that the startup check holds for what is timed.</remarks>
[MemoryDiagnoser]
public class FullBenchmarks
{
    private Contender _generated = null!, _plain = null!, _tensors = null!, _matrices = null!;
    private Work _work;

    /// <summary>N1 … N6.</summary>
    [ParamsSource(nameof(Networks))]
    public string Network { get; set; } = "";

    /// <summary>forward1 … train256.</summary>
    [ParamsSource(nameof(Cases))]
    public string Case { get; set; } = "";

    /// <summary>The values of <see cref="Network"/>.</summary>
    public static IEnumerable<string> Networks => Candidate.All.Select(network => network.Name);

    /// <summary>The values of <see cref="Case"/>.</summary>
    public static IEnumerable<string> Cases => MlpGen.Benchmarks.Networks.Case.All.Select(work => work.Name);

    /// <summary>Runs them; further arguments are BenchmarkDotNet's own, such as <c>--filter</c> or <c>--job short</c>.</summary>
    internal static void Run(string[] arguments)
    {
        IConfig config = DefaultConfig.Instance.HideColumns(Column.RatioSD).WithOptions(ConfigOptions.JoinSummary);
        string[] all = arguments.Contains("--filter") ? [] : ["--filter", "*"];
        BenchmarkSwitcher.FromTypes([typeof(FullBenchmarks)]).Run([.. arguments, .. all, "--inProcess"], config);
    }

    /// <summary>Makes all contenders ready, and compares their numbers.</summary>
    [GlobalSetup]
    public void Setup()
    {
        Candidate network = Candidate.All.Single(candidate => candidate.Name == Network);
        Case work = MlpGen.Benchmarks.Networks.Case.All.Single(candidate => candidate.Name == Case);
        Agreement.Check(network);
        _work = work.Work;
        Contender[] contenders = [.. Contender.All.Select(entry => entry.Create(network, work.Samples))];
        (_generated, _plain, _tensors, _matrices) = (contenders[0], contenders[1], contenders[2], contenders[3]);
    }

    private const int CallsPerInvoke = 16;

    /// <summary>The generated network.</summary>
    [Benchmark(OperationsPerInvoke = CallsPerInvoke)]
    public void Generated() => _generated.Run(_work, CallsPerInvoke);

    /// <summary>Arrays and loops.</summary>
    [Benchmark(OperationsPerInvoke = CallsPerInvoke, Baseline = true)]
    public void PlainLoops() => _plain.Run(_work, CallsPerInvoke);

    /// <summary>System.Numerics.Tensors.</summary>
    [Benchmark(OperationsPerInvoke = CallsPerInvoke)]
    public void TensorPrimitives() => _tensors.Run(_work, CallsPerInvoke);

    /// <summary>MathNet.Numerics.</summary>
    [Benchmark(OperationsPerInvoke = CallsPerInvoke)]
    public void MathNet() => _matrices.Run(_work, CallsPerInvoke);
}
