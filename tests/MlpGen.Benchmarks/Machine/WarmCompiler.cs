using Microsoft.CodeAnalysis;

namespace MlpGen.Benchmarks.Machine;

/// <summary>What the compiler takes for a project, once the JIT has optimized the compiler itself, as in an IDE or in a compiler
/// server that has been up for a while. The package of the compiler has no native code: its first compilations, and the next
/// hundred, measure the JIT and take up to ten times as long.</summary>
internal static class WarmCompiler
{
    private const int Repeats = 5;

    /// <summary>Of the processor, half of them the JIT's: by then a compilation hardly takes less than the one before.</summary>
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(40);

    /// <summary>Compiles a project again and again; milliseconds of the last time.</summary>
    public static double WarmUp(Compilation project)
    {
        double last = 0;
        for (TimeSpan start = Environment.CpuUsage.TotalTime; Environment.CpuUsage.TotalTime - start < s_warmUp;)
        {
            last = Compile(project);
        }

        return last;
    }

    /// <summary>Milliseconds of the processor, the best of a few: others may be at work.</summary>
    public static double Milliseconds(Compilation project) => Enumerable.Range(0, Repeats).Min(_ => Compile(project));

    private static double Compile(Compilation project)
    {
        Compilation fresh = project.WithAssemblyName("Measured"); // nothing of it is bound yet
        using var assembly = new MemoryStream();
        TimeSpan start = Environment.CpuUsage.TotalTime;
        return fresh.Emit(assembly).Success
            ? (Environment.CpuUsage.TotalTime - start).TotalMilliseconds
            : throw new InvalidOperationException("The networks do not compile.");
    }
}
