using System.Runtime.Intrinsics;

namespace MlpGen.Tests.Processes;

/// <summary>
/// The code for narrower vectors than this machine's, which hardware with fewer instructions runs: the runtime is told to leave
/// some out, and the tests of the numbers run there once more.
/// </summary>
public class VectorPathTests
{
    /// <summary>The check's name on the command line of the child process.</summary>
    internal const string Check = "vector-path";

    /// <summary>Bits of the widest vector that the hardware supports, 0 without any.</summary>
    internal static int Widest =>
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;

    [Theory]
    [ThoroughData(512)]
    [ThoroughData(256, "DOTNET_EnableAVX512", "DOTNET_EnableAVX512F")]
    [InlineData(128, "DOTNET_EnableAVX512", "DOTNET_EnableAVX512F", "DOTNET_EnableAVX2")]
    [ThoroughData(0, "DOTNET_EnableHWIntrinsic")]
    public void The_numbers_are_right_on_hardware_with_vectors_of_at_most(int bits, params string[] disabled)
    {
        int expected = Math.Min(bits, Widest);
        (int exitCode, string output) = ChildProcess.Run([Check, $"{expected}"], [.. disabled.Select(name => (name, "0"))]);
        Assert.True(exitCode == 0, output);
    }
}
