using Xunit.Abstractions;

namespace MlpGen.Package.Tests;

/// <summary>Native AOT, which needs more than the SDK: a C compiler and zlib.</summary>
[Collection(nameof(PackedPackage))]
public class NativeTests(PackedPackage package, ITestOutputHelper output)
{
    [FactWhereNative]
    public void A_native_program_runs_and_is_published_without_a_warning()
    {
        StrangersProject project = package.Create("aot")
            .Target("net9.0", """
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
                Console.WriteLine(net.LossAndGradient(new float[32], [3], gradient) > 0 && gradient.AsSpan().ContainsAnyExcept(0f));

                [Layer(32, 64, Gelu)] [Layer(64, 10)] [Loss(LossFunction.CrossEntropy)]
                public partial class Classifier;
                """);

        Assert.DoesNotContain("warning", project.DotNet("publish", "--output", "out").Successful(), StringComparison.Ordinal);
        string program = Path.Combine(project.Folder, "out", OperatingSystem.IsWindows() ? "aot.exe" : "aot");
        ProgramResult[] runs = [.. Enumerable.Range(0, 5).Select(_ => Processes.Program(program, project.Folder))];
        Assert.All(runs, run => Assert.Equal("True", run.Successful().Trim()));
        output.WriteLine(
            $"{new FileInfo(program).Length / 1024:N0} KiB; start to end {runs.Min(run => run.Duration.TotalMilliseconds):N1} ms, the best of 5");
    }
}

/// <summary>A test that <c>.ci/run</c> runs, which installs what it needs; elsewhere it is skipped, and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactWhereNativeAttribute : FactAttribute
{
    public FactWhereNativeAttribute()
    {
        if (Environment.GetEnvironmentVariable("MLPGEN_NATIVE") != "1")
        {
            Skip = "Native AOT needs a C compiler and zlib: set MLPGEN_NATIVE=1 where they are installed, as .ci/run does.";
        }
    }
}
