using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using Xunit.Abstractions;

namespace MlpGen.Generator.Tests.Properties;

/// <summary>
/// Whatever the architecture: every public member of what is generated computes what the plain reference implementation computes, to
/// within the rounding that its precision allows, for any number of samples, and touches nothing but its spans.
/// </summary>
/// <remarks><c>MLPGEN_PROPERTY_SEEDS=100-199</c> tries a hundred more batches.</remarks>
public class RandomArchitectureTests(ITestOutputHelper output)
{
    public static TheoryData<int> Seeds => new(Requested() ?? [1, 2, 3]);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Random_networks_agree_with_the_reference(int seed) => Check(ArchitectureBatch.Random(seed), seed);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Networks_of_every_layout_agree_with_the_reference(int seed) => Check(Shapes.Of(seed), seed);

    [Fact]
    public void Networks_whose_trace_does_not_fit_on_the_stack_agree_with_the_reference() => Check(Shapes.Huge(seed: 1), seed: 1);

    private void Check(IEnumerable<Architecture> architectures, int seed)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        byte[] compiled = ArchitectureBatch.Compile(architectures, seed);
        double compilation = watch.Elapsed.TotalSeconds;
        var context = new AssemblyLoadContext("Drawn", isCollectible: true);
        (int count, double worst) = ArchitectureBatch.Check(context.LoadFromStream(new MemoryStream(compiled)), seed);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count} networks, {compiled.Length / 1024} KiB; compiled in {compilation:N1} s, checked in {watch.Elapsed.TotalSeconds - compilation:N1} s; worst {worst:P0} of what is allowed"));
        context.Unload();
    }

    private static IEnumerable<int>? Requested() =>
        Environment.GetEnvironmentVariable("MLPGEN_PROPERTY_SEEDS")?.Split('-') is [string from, string to]
            ? Enumerable.Range(int.Parse(from, CultureInfo.InvariantCulture), int.Parse(to, CultureInfo.InvariantCulture) - int.Parse(from, CultureInfo.InvariantCulture) + 1)
            : null;
}
