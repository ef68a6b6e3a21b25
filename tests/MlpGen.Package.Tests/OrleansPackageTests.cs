using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace MlpGen.Package.Tests;

/// <summary>The package of the cluster: what is in it, what it wants, what it offers.</summary>
[Collection(nameof(PackedPackage))]
public sealed class OrleansPackageTests(PackedPackage package)
{
    [Fact]
    public void It_wants_the_very_version_of_MlpGen_that_it_was_built_with_and_offers_what_was_approved()
    {
        ZipFile.ExtractToDirectory(package.Orleans, PathOf(""));

        Assert.Equal(
            ["LICENSE", "README.md", "lib/net10.0/MlpGen.Orleans.dll", "lib/net10.0/MlpGen.Orleans.xml"],
            Directory.EnumerateFiles(PathOf(""), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(PathOf(""), file).Replace('\\', '/'))
                .Where(file => file.StartsWith("lib", StringComparison.Ordinal) || file is "LICENSE" or "README.md").Order(StringComparer.Ordinal));
        XElement[] dependencies = [.. XDocument.Load(PathOf("MlpGen.Orleans.nuspec")).Descendants().Where(element => element.Name.LocalName == "dependency")];
        string version = XDocument.Load(PathOf("MlpGen.Orleans.nuspec")).Descendants().Single(element => element.Name.LocalName == "version").Value;
        Assert.Equal(["Microsoft.Orleans.Server", "MlpGen", "Polly.Core", "Sep"], dependencies.Select(element => element.Attribute("id")!.Value).Order(StringComparer.Ordinal));
        Assert.Equal($"[{version}]", dependencies.Single(element => element.Attribute("id")!.Value == "MlpGen").Attribute("version")!.Value);

        string page = File.ReadAllText(PathOf("README.md"));
        Assert.All(
            Regex.Matches(page, @"/blob/main/([^)]*)\)").Select(match => match.Groups[1].Value),
            file => Assert.True(File.Exists(Path.Combine(Repository.Root, file)), file));

        string surface = string.Concat(PublicApiTests.Surface(PathOf("lib/net10.0/MlpGen.Orleans.dll")).Select(line => line + "\n"));
        PublicApiTests.Approve(surface, Path.Combine(Repository.Root, "tests", "MlpGen.Package.Tests", "PublicApi.Orleans.txt"));
    }

    private string PathOf(string entry) => Path.Combine(package.Root, "orleans", "contents", entry);
}
