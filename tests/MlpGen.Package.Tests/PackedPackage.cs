using System.IO.Compression;
using System.Text.RegularExpressions;

namespace MlpGen.Package.Tests;

/// <summary>The packages, packed once for all tests, in a fresh folder outside the repository.</summary>
public sealed partial class PackedPackage : IDisposable
{
    private StrangersSolution? _strangers;

    public PackedPackage()
    {
        Root = Directory.CreateTempSubdirectory("mlpgen-package-").FullName;
        File = Pack("MlpGen.Runtime", "packages");
        Symbols = Path.ChangeExtension(File, ".snupkg");
        Orleans = Pack("MlpGen.Orleans", "orleans");
        Contents = Path.Combine(Root, "contents");
        ZipFile.ExtractToDirectory(File, Contents);
        ZipFile.ExtractToDirectory(Symbols, Path.Combine(Root, "symbols"));
        Version = Path.GetFileNameWithoutExtension(File)["MlpGen.".Length..];

        // MlpGen from here, as the front page says, and only it; all else from wherever the user's own configuration says.
        string page = System.IO.File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        System.IO.File.WriteAllText(Path.Combine(Root, "nuget.config"), Configuration().Match(page).Groups[1].Value);

        // Nothing above the folder has a say in how the projects are built.
        foreach (string name in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
        {
            System.IO.File.WriteAllText(Path.Combine(Root, name), "<Project />");
        }
    }

    /// <summary>The folder of everything, deleted in the end.</summary>
    public string Root { get; }

    /// <summary>The .nupkg.</summary>
    public string File { get; }

    /// <summary>The .snupkg.</summary>
    public string Symbols { get; }

    /// <summary>The .nupkg of the cluster, in a folder that is no feed.</summary>
    public string Orleans { get; }

    /// <summary>The folder with what is in the package.</summary>
    public string Contents { get; }

    /// <summary>The version in its name.</summary>
    public string Version { get; }

    /// <summary>A package cache that was empty when the tests began.</summary>
    public string Cache => Path.Combine(Root, "cache");

    /// <summary>The projects that are built together, for the first test that asks.</summary>
    public StrangersSolution Strangers => _strangers ??= new StrangersSolution(this);

    /// <summary>A file of the package.</summary>
    public string PathOf(string entry) => Path.Combine(Contents, entry);

    /// <summary>A new project beside the package.</summary>
    public StrangersProject Create(string name) => new(this, name);

    /// <summary>Packs a project: without analyzers, which the build of the solution has heard.</summary>
    private string Pack(string project, string folder)
    {
        string output = Path.Combine(Root, folder);
        Processes.Sdk(
            Repository.Root, null, "pack", Path.Combine("src", project), "--configuration", "Release", "--output", output, "-maxcpucount:1",
            "-property:RunAnalyzers=false").Successful();
        return Directory.GetFiles(output, "*.nupkg").Single();
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Root, recursive: true);

    [GeneratedRegex("<!-- nuget.config -->\r?\n```xml\r?\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Configuration();
}

/// <summary>Tests that share the package.</summary>
[CollectionDefinition(nameof(PackedPackage))]
public sealed class PackedPackageTests : ICollectionFixture<PackedPackage>;
