using System.Runtime.Intrinsics;
using MlpGen.Tests;
using MlpGen.Tests.Processes;

namespace MlpGen.Generator.Tests.Properties;

/// <summary>
/// The networks of every layout once more as narrower hardware runs them: what the runtime is told to leave out it leaves out from its
/// start, so that each path is a process of its own.
/// </summary>
public class HardwarePathTests(HardwarePathTests.CompiledNetworks networks) : IClassFixture<HardwarePathTests.CompiledNetworks>
{
    /// <summary>What the command line of the child process begins with.</summary>
    internal const string Check = "networks";

    /// <summary>Bits of the widest vector that the hardware supports, 0 without any.</summary>
    internal static int Widest =>
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;

    [Theory]
    [InlineData(256, "DOTNET_EnableAVX512")]
    [InlineData(128, "DOTNET_EnableAVX512", "DOTNET_EnableAVX2")]
    [ThoroughData(0, "DOTNET_EnableHWIntrinsic")]
    public void Networks_of_every_layout_agree_with_the_reference_on_hardware_with_vectors_of_at_most(int bits, params string[] disabled)
    {
        foreach ((int seed, string file) in networks.Files)
        {
            (int exitCode, string output) = ChildProcess.Run(
                [Check, $"{Math.Min(bits, Widest)}", file, $"{seed}"], [.. disabled.Select(name => (name, "0"))]);
            Assert.True(exitCode == 0, output);
        }
    }

    /// <summary>Compiled once for all paths.</summary>
    public sealed class CompiledNetworks : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("mlpgen-drawn-").FullName;

        public CompiledNetworks() => Files = [.. (PropertySeeds.Requested ?? [4]).Select(seed =>
        {
            string file = Path.Combine(_folder, $"Drawn{seed}.dll");
            IEnumerable<Architecture> few = Shapes.Few(seed), all = Shapes.Of(seed).Concat(ArchitectureBatch.Random(seed));
            File.WriteAllBytes(file, ArchitectureBatch.Compile(PropertySeeds.Requested is null ? few : all, seed));
            return (seed, file);
        })];

        internal (int Seed, string File)[] Files { get; }

        public void Dispose() => Directory.Delete(_folder, recursive: true);
    }
}
