using System.Runtime.InteropServices;
using MlpGen.Tests;
using Xunit.Abstractions;

namespace MlpGen.Package.Tests;

/// <summary>Native AOT, which needs more than the SDK: a C compiler and zlib; with each framework whose native compiler there is.</summary>
[Collection(nameof(PackedPackage))]
public class NativeTests(PackedPackage package, ITestOutputHelper output)
{
    [ThoroughTheory("Native AOT needs a C compiler and zlib")]
    [InlineData("net8.0", "x86-x64-v3")]
    [InlineData("net9.0", "x86-x64-v3")]
    [InlineData("net10.0", "x86-64-v3")]
    public void A_native_program_runs_and_is_published_without_a_warning(string framework, string instructionSet)
    {
        string name = $"aot-{framework}";
        StrangersProject project = package.Create(name)
            .Target(framework, """
                <OutputType>Exe</OutputType>
                <UseAppHost>true</UseAppHost>
                <PublishAot>true</PublishAot>
                <InvariantGlobalization>true</InvariantGlobalization>
                <TrimmerSingleWarn>false</TrimmerSingleWarn>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                """)
            .Write("Program.cs", """
                using MlpGen;
                using static MlpGen.Activation;

                var net = new Classifier(seed: 1);
                float[] gradient = new float[Classifier.ParameterCount];
                Console.WriteLine(net.LossAndGradient(new float[32], new int[] { 3 }, gradient) > 0 && gradient.AsSpan().ContainsAnyExcept(0f));

                [Layer(32, 64, Gelu)] [Layer(64, 10)] [Loss(LossFunction.CrossEntropy)]
                public partial class Classifier;
                """);

        // First as people do it, with advice that is no warning; then by what it says.
        string[] advice = NativeAdviceTests.Said(project.DotNet("publish", "--output", "out"));
        bool isX64 = RuntimeInformation.OSArchitecture == Architecture.X64;
        Assert.Equal(isX64 ? 1 : 0, advice.Length);
        if (isX64)
        {
            Assert.Contains($"<IlcInstructionSet>{instructionSet}</IlcInstructionSet>", advice[0], StringComparison.Ordinal);
            Assert.Empty(NativeAdviceTests.Said(project.DotNet("publish", "--output", "out", $"-property:IlcInstructionSet={instructionSet}")));
        }

        string program = Path.Combine(project.Folder, "out", OperatingSystem.IsWindows() ? $"{name}.exe" : name);
        ProgramResult[] runs = [.. Enumerable.Range(0, 5).Select(_ => Processes.Program(program, project.Folder))];
        Assert.All(runs, run => Assert.Equal("True", run.Successful().Trim()));
        output.WriteLine(
            $"{new FileInfo(program).Length / 1024:N0} KiB; start to end {runs.Min(run => run.Duration.TotalMilliseconds):N1} ms, the best of 5");
    }
}
