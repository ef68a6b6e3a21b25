using MlpGen.Tests.Processes;

namespace MlpGen.Tests.GuardPages;

/// <summary>
/// Nothing outside the spans is touched, were it only read: each span in turn begins or ends at a page without access. A fault
/// cannot be caught, so that a child process takes the risk.
/// </summary>
public class GuardPageTests
{
    /// <summary>The checks' names on the command line of the child process.</summary>
    internal const string Kernels = "guard-kernels", Networks = "guard-networks", Rows = "guard-rows", Integers = "guard-integers",
        Populations = "guard-populations",
        Trespass = "guard-trespass";

    [Fact]
    public void Kernels_of_all_small_widths_stay_within_their_spans() => AssertNoFault(Kernels);

    [Fact]
    public void Members_of_generated_networks_stay_within_their_spans() => AssertNoFault(Networks);

    [Fact]
    public void Rows_are_gathered_from_within_their_matrix() => AssertNoFault(Rows);

    [Fact]
    public void Integers_of_all_small_widths_stay_within_their_spans() => AssertNoFault(Integers);

    [Fact]
    public void Populations_stay_within_their_arguments() => AssertNoFault(Populations);

    [Theory]
    [InlineData("start")]
    [InlineData("end")]
    public void Reading_one_element_too_far_ends_the_process(string where)
    {
        if (OperatingSystem.IsLinux())
        {
            (int exitCode, string output) = ChildProcess.Run([Trespass, where]);
            Assert.NotEqual(0, exitCode);
            Assert.DoesNotContain(GuardPageChecks.Survived, output, StringComparison.Ordinal);
        }
    }

    private static void AssertNoFault(string check)
    {
        // Pages without access are asked for by system calls of Linux; the kernels are the same everywhere.
        if (OperatingSystem.IsLinux())
        {
            (int exitCode, string output) = ChildProcess.Run([check]);
            Assert.True(exitCode == 0, output);
        }
    }
}
