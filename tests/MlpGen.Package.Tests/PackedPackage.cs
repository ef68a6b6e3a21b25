using System.IO.Compression;
using System.Text.RegularExpressions;

namespace MlpGen.Package.Tests;

/// <summary>The package, packed once for all tests, in a fresh folder outside the repository.</summary>
public sealed partial class PackedPackage : IDisposable
{
    public PackedPackage()
    {
        Root = Directory.CreateTempSubdirectory("mlpgen-package-").FullName;
        string feed = Path.Combine(Root, "packages");
        string project = Path.Combine(Repository.Root, "src", "MlpGen.Runtime");
        Processes.Sdk(Repository.Root, null, "pack", project, "--configuration", "Release", "--output", feed, "-maxcpucount:1").Successful();
        File = Directory.GetFiles(feed, "*.nupkg").Single();
        Symbols = Directory.GetFiles(feed, "*.snupkg").Single();
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

    /// <summary>The folder with what is in the package.</summary>
    public string Contents { get; }

    /// <summary>The version in its name.</summary>
    public string Version { get; }

    /// <summary>A package cache that was empty when the tests began.</summary>
    public string Cache => Path.Combine(Root, "cache");

    /// <summary>A file of the package.</summary>
    public string PathOf(string entry) => Path.Combine(Contents, entry);

    /// <summary>A new project beside the package.</summary>
    public StrangersProject Create(string name) => new(this, name);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Root, recursive: true);

    [GeneratedRegex("<!-- nuget.config -->\r?\n```xml\r?\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Configuration();
}

/// <summary>Tests that share the package.</summary>
[CollectionDefinition(nameof(PackedPackage))]
public sealed class PackedPackageTests : ICollectionFixture<PackedPackage>;
