using System.Diagnostics;

namespace MlpGen.Tests.Processes;

/// <summary>
/// Runs a check in a process of its own: for what would take the tests down with it, and for what the runtime decides once, at
/// its start.
/// </summary>
internal static class ChildProcess
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    /// <summary>Runs <see cref="Program.Main"/> with <paramref name="arguments"/>; gives its exit code and all that it printed.</summary>
    /// <param name="arguments">The name of the check and what it takes.</param>
    /// <param name="environment">Variables to set for it.</param>
    public static (int ExitCode, string Output) Run(string[] arguments, params (string Name, string Value)[] environment)
    {
        using Process process = Start(arguments, environment);
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(s_patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{string.Join(' ', arguments)} took longer than {s_patience.TotalMinutes} minutes.");
        }

        return (process.ExitCode, output.Result + error.Result);
    }

    /// <summary>Runs <see cref="Program.Main"/> and kills it, whatever it is about, once it has printed a line.</summary>
    /// <param name="arguments">The name of the check and what it takes.</param>
    /// <param name="atLine">The line.</param>
    public static void RunAndKill(string[] arguments, string atLine)
    {
        using Process process = Start(arguments, []);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string? line;
        do
        {
            Task<string?> next = process.StandardOutput.ReadLineAsync();
            line = next.Wait(s_patience) ? next.Result : null;
        }
        while (line is not null && line != atLine);

        process.Kill();
        process.WaitForExit();
        Assert.True(line is not null, $"It never printed '{atLine}'. {error.Result}");
    }

    private static Process Start(string[] arguments, (string Name, string Value)[] environment)
    {
        string[] command = Command();
        var start = new ProcessStartInfo(command[0], [.. command[1..], .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };

        // A fault is what some checks are for: no dump of it, please.
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>What starts this assembly as a program: <c>dotnet</c>, or the program that it was published as; under emulation, which no child
    /// inherits by itself, the emulator.</summary>
    private static string[] Command()
    {
        string assembly = typeof(ChildProcess).Assembly.Location, host = Environment.ProcessPath ?? "";
        string[] command = Path.GetFileName(host) is { } name && name == Path.GetFileNameWithoutExtension(assembly) ? [host]
            : [Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", "exec", assembly];
        return Environment.GetEnvironmentVariable("MLPGEN_EMULATOR") is { Length: > 0 } emulator ? [emulator, .. command] : command;
    }
}
