using System.Text.RegularExpressions;

namespace MlpGen.Package.Tests;

/// <summary>Projects of strangers that are built together, since most of what a build takes it takes once: those that are legal, and those of
/// which the compiler has something to say.</summary>
public sealed class StrangersSolution
{
    private readonly StrangersProject[] _projects;
    private readonly ProgramResult _build;

    /// <summary>Writes all projects, restores and builds them.</summary>
    /// <param name="package">The package that they reference.</param>
    public StrangersSolution(PackedPackage package)
    {
        _projects = [.. StrangersTests.Projects(package), .. FreezingTests.Projects(package), .. CompilerVersionTests.Projects(package)];
        File.WriteAllText(
            Path.Combine(package.Root, "strangers.slnx"),
            $"<Solution>{string.Concat(_projects.Select(project => $"<Project Path=\"{project.Name}/{project.Name}.csproj\" />"))}</Solution>");
        _build = Processes.Sdk(package.Root, package.Cache, "build", "strangers.slnx", "-consoleloggerparameters:NoSummary");
    }

    /// <summary>All that the build printed.</summary>
    public string Output => _build.Output;

    /// <summary>One of the projects.</summary>
    public StrangersProject this[string name] => _projects.Single(project => project.Name == name);

    /// <summary>What a program prints that was built without an error.</summary>
    public string Run(string name, params string[] arguments)
    {
        string bin = Path.Combine(this[name].Folder, "bin");
        string? program = Directory.Exists(bin) ? Directory.GetFiles(bin, $"{name}.dll", SearchOption.AllDirectories).SingleOrDefault() : null;
        Assert.True(program is not null, $"{name} was not built:\n{Output}");
        return this[name].DotNet([program, .. arguments]).Successful().ReplaceLineEndings("\n").Trim();
    }

    /// <summary>The errors and warnings of a project, each once: file, place, severity, id and sentence.</summary>
    public string[] Said(string name) => Said(_build, name);

    /// <summary>The same of another build.</summary>
    internal static string[] Said(ProgramResult build, string name) =>
    [
        .. Regex.Matches(build.Output, $@"([^\s/\\]+ ?: (?:error|warning) .*?)\s*\[[^\[\]]*[/\\]{Regex.Escape(name)}\.csproj[^\[\]]*\]")
            .Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal),
    ];
}
