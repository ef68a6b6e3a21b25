using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using MlpGen.Benchmarks.Contenders;
using MlpGen.Benchmarks.Machine;
using MlpGen.Benchmarks.Networks;

namespace MlpGen.Benchmarks.Reports;

/// <summary>The cases by BenchmarkDotNet: longer, with its statistics and memory diagnoser. A time is that of one call, so of all samples
/// of a batch.</summary>
/// <remarks>It times one after the other, minutes apart, so ratios are <see cref="RatioReport"/>'s, whose contenders take turns. In this
/// process, so that no second project has to be built, and that the startup check holds for what is timed.</remarks>
[MemoryDiagnoser]
public class LibraryBenchmarks
{
    private const int CallsPerInvoke = 16;

    private Contender _contender = null!;
    private Work _work;

    /// <summary>N1 forward1 generated, and so on.</summary>
    [ParamsSource(nameof(Entries))]
    public string Entry { get; set; } = "";

    /// <summary>The values of <see cref="Entry"/>: every network, case and peer that has an answer to it.</summary>
    public static IEnumerable<string> Entries => All.Keys;

    private static Dictionary<string, (Candidate Network, Case Case, Peer Peer)> All { get; } = (
        from network in Candidate.All
        from work in Case.All
        from peer in Peer.All
        where peer.Does(work.Work)
        select (Network: network, Case: work, Peer: peer)).ToDictionary(static entry => $"{entry.Network.Name} {entry.Case.Name} {entry.Peer.Name}");

    /// <summary>Runs them; further arguments are BenchmarkDotNet's own, such as <c>--filter '*N1*'</c> or <c>--job short</c>.</summary>
    internal static void Run(string[] arguments)
    {
        IConfig config = DefaultConfig.Instance.HideColumns(Column.Method).WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(40));
        string[] all = arguments.Contains("--filter") ? [] : ["--filter", "*"];
        BenchmarkSwitcher.FromTypes([typeof(LibraryBenchmarks)]).Run([.. arguments, .. all, "--inProcess"], config);
    }

    /// <summary>Makes the contender ready, and compares its numbers with those of plain loops.</summary>
    [GlobalSetup]
    public void Setup()
    {
        (Candidate network, Case work, Peer peer) = All[Entry];
        Agreement.Check(network);
        _contender = peer.Create(network, work.Samples);
        _work = work.Work;
        new Race(work, _contender).WarmUp();
    }

    /// <summary>One call.</summary>
    [Benchmark(OperationsPerInvoke = CallsPerInvoke)]
    public void Call() => _contender.Run(_work, CallsPerInvoke);
}
