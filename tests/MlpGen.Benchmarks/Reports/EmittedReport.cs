using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlpGen.Benchmarks.Contenders;
using MlpGen.Benchmarks.Machine;
using MlpGen.Benchmarks.Networks;
using MlpGen.Onnx;
using MlpGen.Tool.Emit;

namespace MlpGen.Benchmarks.Reports;

/// <summary>Source files of <c>mlpgen emit</c> beside the loops that one would write, one sample at a time: the least time of each, since on a busy machine the
/// median is one of code that the JIT has not come to.</summary>
internal static class EmittedReport
{
    private const double RaceMilliseconds = 600;

    private static readonly string[] s_targets = ["csharp9", "netstandard2.1", "net8"];

    private delegate void Forward(ReadOnlySpan<float> x, Span<float> y);

    public static void Run()
    {
        var rows = Candidate.All.Select(static network =>
        {
            var plain = new PlainLoops(network, 1);
            Contender generated = network.Generated(network, 1);
            Action<int>[] emitted = [.. s_targets.Select(target => Compiled(network, target, isReproducible: false)), Compiled(network, "net8", isReproducible: true)];
            return (Network: network, Race: new Race(1, [times => plain.Run(Work.Forward, times), .. emitted, times => generated.Run(Work.Forward, times)]));
        }).ToList();
        WarmUp.All(rows.Select(static row => row.Race));

        Out.Heading("Emitted source files: nanoseconds of plain loops, and how many times as long the others take");
        Out.Header(["network", "plain loops, ns", .. s_targets, "net8, reproducible", "the package's generated code"]);
        foreach ((Candidate network, Race race) in rows)
        {
            race.Run(RaceMilliseconds);
            Out.Row([$"{network.Name} {network.Shape}", Out.Short(race.LeastNanoseconds(0)), .. Enumerable.Range(1, s_targets.Length + 2).Select(k => Out.Short(race.LeastNanoseconds(k) / race.LeastNanoseconds(0)))]);
        }
    }

    /// <summary>A file for a target, compiled and called so many times.</summary>
    private static Action<int> Compiled(Candidate network, string target, bool isReproducible)
    {
        double[] parameters = Array.ConvertAll(Samples.Parameters(network), static number => (double)number);
        var options = new EmitOptions("Policy", null, EmitTarget.All.Single(known => known.Name == target)) { IsReproducible = isReproducible };
        MethodInfo forward = Compile(new CSharpFile(new DenseNetwork(network.Layers, parameters, Precision.Single), options).Write()).GetMethod("Forward")!;
        float[] x = Samples.Inputs(network, 1), y = new float[network.OutputSize];
        if (forward.IsStatic)
        {
            Forward call = forward.CreateDelegate<Forward>();
            return times =>
            {
                for (int k = 0; k < times; k++)
                {
                    call(x, y);
                }
            };
        }

        Action<float[], float[]> byArrays = forward.CreateDelegate<Action<float[], float[]>>(Activator.CreateInstance(forward.DeclaringType!));
        return times =>
        {
            for (int k = 0; k < times; k++)
            {
                byArrays(x, y);
            }
        };
    }

    private static Type Compile(string text)
    {
        var compilation = CSharpCompilation.Create(
            $"emitted_{Guid.NewGuid():N}",
            [CSharpSyntaxTree.ParseText(text)],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(static path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)).Select(static path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        using var image = new MemoryStream();
        return compilation.Emit(image).Success
            ? new AssemblyLoadContext(null).LoadFromStream(new MemoryStream(image.ToArray())).GetType("Policy")!
            : throw new InvalidOperationException("An emitted file does not compile.");
    }
}
