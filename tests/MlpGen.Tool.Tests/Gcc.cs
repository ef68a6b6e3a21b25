using System.Diagnostics;

namespace MlpGen.Tool.Tests;

/// <summary>The C compiler of this machine, if there is one.</summary>
internal static class Gcc
{
    /// <summary>Its path; null if there is none.</summary>
    public static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(static folder => Path.Combine(folder, "gcc")).FirstOrDefault(File.Exists);

    /// <summary>Runs a program, which must succeed; what it says.</summary>
    public static string Run(string folder, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.Result);
        return output + error.Result;
    }
}
