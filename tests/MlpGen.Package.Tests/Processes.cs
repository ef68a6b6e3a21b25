using System.Diagnostics;

namespace MlpGen.Package.Tests;

/// <summary>What a program printed, and how it ended.</summary>
/// <param name="ExitCode">0 if it succeeded.</param>
/// <param name="Output">Both of its streams.</param>
/// <param name="Duration">From start to end.</param>
public sealed record ProgramResult(int ExitCode, string Output, TimeSpan Duration)
{
    /// <summary>What it printed, or a failed test that quotes it.</summary>
    public string Successful()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}:\n{Output}");
        return Output;
    }
}

/// <summary>Runs <c>dotnet</c> and other programs as from a shell of their own.</summary>
internal static class Processes
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    /// <summary>Runs the SDK.</summary>
    /// <param name="folder">The working directory.</param>
    /// <param name="packages">The package cache to use; null for the user's own.</param>
    /// <param name="arguments">The command line.</param>
    public static ProgramResult Sdk(string folder, string? packages, params string[] arguments) => Start("dotnet", folder, packages, arguments);

    /// <summary>Runs a program without arguments.</summary>
    public static ProgramResult Program(string path, string folder) => Start(path, folder, packages: null);

    /// <summary>Runs to the end; kills the program, with all that it started, if that does not come.</summary>
    private static ProgramResult Start(string program, string folder, string? packages, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        LeaveTestRun(start.Environment);
        if (packages is not null)
        {
            start.Environment["NUGET_PACKAGES"] = packages;
        }

        var watch = Stopwatch.StartNew();
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(s_patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end in {s_patience}.");
        }

        TimeSpan duration = watch.Elapsed;
        return new ProgramResult(process.ExitCode, output.Result + errors.Result, duration);
    }

    /// <summary>The test run is a child of MSBuild, whose variables would lead another MSBuild astray.</summary>
    private static void LeaveTestRun(IDictionary<string, string?> environment)
    {
        foreach (string name in environment.Keys.Where(IsOfTheTestRun).ToArray())
        {
            environment.Remove(name);
        }

        environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        environment["DOTNET_NOLOGO"] = "1";
        environment["MSBUILDDISABLENODEREUSE"] = "1";
        environment["UseSharedCompilation"] = "false";
    }

    private static bool IsOfTheTestRun(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase)
        || name is "DOTNET_HOST_PATH" or "Configuration" or "Platform";
}
