using System.Text.RegularExpressions;

namespace MlpGen.Tests.Processes;

/// <summary>No member has a slow phase: nothing on its way is compiled at the first tier, to wait for the second, which takes up to seventy times as
/// long, on a busy machine for seconds. Read from the list that the JIT writes of a process that calls all of them.</summary>
public partial class TierTests : IDisposable
{
    /// <summary>The check's name on the command line of the child process.</summary>
    internal const string Check = "tiers";

    /// <summary>What is called once, before all the others: it draws or makes ready.</summary>
    private static readonly string[] s_aside = ["RandomSource", "PortableMath", "AlignedBuffer", "Initialize", ".cctor", ".ctor",
        "MemberLayout:Of", "SuitsLanes", "MemberLayers", "NewVector", "Allocate", "Setting:"];

    private readonly string _folder = Directory.CreateTempSubdirectory("mlpgen").FullName;

    [Theory]
    [InlineData]
    [ThoroughData("DOTNET_EnableAVX512", "DOTNET_EnableAVX512F")]
    [ThoroughData("DOTNET_EnableAVX512", "DOTNET_EnableAVX512F", "DOTNET_EnableAVX2")]
    public void What_computes_is_optimized_at_its_first_call(params string[] disabled)
    {
        string list = Path.Combine(_folder, "jit.txt");
        (int exitCode, string output) = ChildProcess.Run(
            [Check], [.. disabled.Select(name => (name, "0")), ("DOTNET_JitStdOutFile", list), ("DOTNET_JitDisasmSummary", "1")]);

        Assert.True(exitCode == 0, output);
        (string Method, string Tier)[] compiled = [.. File.ReadLines(list).Select(line => Line().Match(line)).Where(match => match.Success)
            .Select(match => (match.Groups["method"].Value, match.Groups["tier"].Value))];
        Assert.Contains(compiled, method => method.Method.Contains("WarmupNetworks+Columns:Forward", StringComparison.Ordinal));
        Assert.Contains(compiled, method => method.Method.Contains("MlpGen.Optimizers.UpdateLoop:Run", StringComparison.Ordinal));
        Assert.Empty(compiled.Where(method => Computes(method.Method) && method.Tier.Contains("Tier0", StringComparison.Ordinal)).Distinct());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static bool Computes(string method) =>
        (method.StartsWith("MlpGen.Numerics.", StringComparison.Ordinal) || method.StartsWith("MlpGen.Populations.", StringComparison.Ordinal) || method.StartsWith("MlpGen.Optimizers.", StringComparison.Ordinal)
            || method.StartsWith("MlpGen.Tests.Networks.WarmupNetworks+", StringComparison.Ordinal))
        && !method.Contains(":get_", StringComparison.Ordinal) && !method.Contains(".get_", StringComparison.Ordinal)
        && !s_aside.Any(aside => method.Contains(aside, StringComparison.Ordinal));

    [GeneratedRegex(@"JIT compiled (?<method>[^\(]*)\(?.*\[(?<tier>[^,\[]*), IL size")]
    private static partial Regex Line();
}
