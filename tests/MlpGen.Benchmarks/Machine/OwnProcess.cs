using System.Diagnostics;

namespace MlpGen.Benchmarks.Machine;

/// <summary>Starts programs of this kind anew, by default the one that runs: a process that has called nothing yet.</summary>
internal static class OwnProcess
{
    /// <summary>Starts a program, whose input and output are the caller's.</summary>
    /// <param name="arguments">Its command line.</param>
    /// <param name="program">Another build of this program; null for this one.</param>
    /// <param name="onOneCore">Whether it may use one core alone, so that the JIT has none of its own.</param>
    public static Process Start(string[] arguments, string? program = null, bool onOneCore = false)
    {
        program ??= Environment.ProcessPath!;
        string[] assembly = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];
        var start = new ProcessStartInfo(program, [.. assembly, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (!onOneCore || !(OperatingSystem.IsLinux() || OperatingSystem.IsWindows()))
        {
            return Process.Start(start)!;
        }

        // A process begins on the cores of the one that starts it.
        using var self = Process.GetCurrentProcess();
        nint all = self.ProcessorAffinity;
        self.ProcessorAffinity = all & -all;
        try
        {
            return Process.Start(start)!;
        }
        finally
        {
            self.ProcessorAffinity = all;
        }
    }
}
