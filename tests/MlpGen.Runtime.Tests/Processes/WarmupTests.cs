namespace MlpGen.Tests.Processes;

/// <summary>After <see cref="NetworkWarmup"/>, no call waits for the JIT: in a process of its own, since the other tests compile, too.</summary>
public class WarmupTests
{
    /// <summary>The check's name on the command line of the child process.</summary>
    internal const string Check = "warmup";

    [Theory]
    [InlineData]
    [ThoroughData("DOTNET_EnableAVX512", "DOTNET_EnableAVX512F")]
    [ThoroughData("DOTNET_EnableAVX512", "DOTNET_EnableAVX512F", "DOTNET_EnableAVX2")]
    public void A_network_that_is_warmed_up_compiles_nothing_at_its_first_calls_whatever_the_batch(params string[] disabled)
    {
        (int exitCode, string output) = ChildProcess.Run([Check], [.. disabled.Select(name => (name, "0"))]);

        Assert.True(exitCode == 0, output);
        Assert.Equal("", output);
    }
}
