using System.Globalization;
using System.Runtime.Loader;
using MlpGen.Tests;
using Xunit.Abstractions;

namespace MlpGen.Generator.Tests.Properties;

/// <summary>
/// Whatever the architecture: every public member of what is generated computes what the plain reference implementation computes, to
/// within the rounding that its precision allows, for any number of samples, and touches nothing but its spans.
/// </summary>
/// <remarks><c>MLPGEN_PROPERTY_SEEDS=100-199</c> tries a hundred more batches.</remarks>
public class RandomArchitectureTests(ITestOutputHelper output)
{
    public static TheoryData<int> Seeds => new(PropertySeeds.Requested ?? (Thorough.IsOn ? [1, 2] : [1]));

    public static TheoryData<int> SeedsOfShapes => new(PropertySeeds.Requested ?? [1]);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Random_networks_agree_with_the_reference(int seed) => Check(ArchitectureBatch.Random(seed), seed);

    [Theory]
    [MemberData(nameof(SeedsOfShapes))]
    public void Networks_of_every_layout_agree_with_the_reference(int seed) => Check(Shapes.Of(seed), seed);

    [ThoroughFact("Networks of millions of parameters take a while")]
    public void Networks_whose_trace_does_not_fit_on_the_stack_agree_with_the_reference() => Check(Shapes.Huge(seed: 1), seed: 1);

    private void Check(IEnumerable<Architecture> architectures, int seed)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        byte[] compiled = ArchitectureBatch.Compile(architectures, seed);
        TimeSpan compilation = Environment.CpuUsage.TotalTime - start;
        var context = new AssemblyLoadContext("Drawn", isCollectible: true);
        (int count, double worst) = ArchitectureBatch.Check(context.LoadFromStream(new MemoryStream(compiled)), seed);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{count} networks, {compiled.Length / 1024} KiB; "
            + $"compiled in {compilation.TotalSeconds:N1} s of all processors, checked in {(Environment.CpuUsage.TotalTime - start - compilation).TotalSeconds:N1}; worst {worst:P0} of what is allowed."));
        context.Unload();
    }
}
