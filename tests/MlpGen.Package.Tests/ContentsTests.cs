using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace MlpGen.Package.Tests;

/// <summary>What is in the package, and what is not.</summary>
[Collection(nameof(PackedPackage))]
public class ContentsTests(PackedPackage package)
{
    private static readonly Guid s_sourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    [Fact]
    public void It_has_these_files_and_no_others()
    {
        string[] files =
        [
            .. Directory.EnumerateFiles(package.Contents, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(package.Contents, file).Replace('\\', '/'))
                .Where(file => !file.StartsWith("_rels/", StringComparison.Ordinal) && !file.StartsWith("package/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
        Assert.Equal(
            [
                "LICENSE",
                "MlpGen.nuspec",
                "README.md",
                "[Content_Types].xml",
                "analyzers/dotnet/cs/MlpGen.Generator.dll",
                "analyzers/dotnet/roslyn4.14/cs/MlpGen.CodeFixes.dll",
                "build/MlpGen.targets",
                "buildTransitive/MlpGen.targets",
                "lib/net10.0/MlpGen.Runtime.dll",
                "lib/net10.0/MlpGen.Runtime.xml",
                "lib/net8.0/MlpGen.Runtime.dll",
                "lib/net8.0/MlpGen.Runtime.xml",
                "tools/net8.0/Google.Protobuf.dll",
                "tools/net8.0/MlpGen.Freeze.deps.json",
                "tools/net8.0/MlpGen.Freeze.dll",
                "tools/net8.0/MlpGen.Freeze.runtimeconfig.json",
                "tools/net8.0/MlpGen.Onnx.dll",
                "tools/net8.0/MlpGen.Runtime.dll",
                "tools/net8.0/NOTICE.txt",
            ],
            files);
    }

    [Fact]
    public void It_depends_on_nothing_and_says_where_it_comes_from()
    {
        XElement metadata = XDocument.Load(package.PathOf("MlpGen.nuspec")).Root!.Elements().Single();
        XElement Element(string name) => metadata.Elements().Single(element => element.Name.LocalName == name);

        Assert.Equal(["net10.0", "net8.0"], Element("dependencies").Elements().Select(group => group.Attribute("targetFramework")!.Value));
        Assert.Empty(Element("dependencies").Elements().SelectMany(group => group.Elements()));
        Assert.Equal("MIT", Element("license").Value);
        Assert.Equal("README.md", Element("readme").Value);
        Assert.NotEmpty(Element("description").Value);
        Assert.StartsWith("https://", Element("repository").Attribute("url")!.Value, StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{40}$", Element("repository").Attribute("commit")!.Value);
    }

    [Fact]
    public void Its_page_has_no_link_that_ends_in_nothing()
    {
        string page = File.ReadAllText(package.PathOf("README.md"));

        string[] links = [.. Regex.Matches(page, @"\]\(([^)]*)\)").Select(match => match.Groups[1].Value)];
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.StartsWith("https://", link, StringComparison.Ordinal));

        // Links into the repository name files that it has.
        foreach (string file in links.Where(link => link.Contains("/blob/main/", StringComparison.Ordinal)).Select(link => link.Split("/blob/main/")[1]))
        {
            Assert.True(File.Exists(Path.Combine(Repository.Root, file)), file);
        }
    }

    [Theory]
    [InlineData("contents/analyzers/dotnet/cs/MlpGen.Generator.dll")]
    [InlineData("contents/analyzers/dotnet/roslyn4.14/cs/MlpGen.CodeFixes.dll")]
    [InlineData("symbols/lib/net8.0/MlpGen.Runtime.pdb")]
    [InlineData("symbols/lib/net10.0/MlpGen.Runtime.pdb")]
    public void Its_symbols_lead_to_the_source_and_name_no_folder_of_this_machine(string file)
    {
        using FileStream stream = File.OpenRead(Path.Combine(package.Root, file));
        using MetadataReaderProvider symbols = OpenSymbols(stream);
        MetadataReader reader = symbols.GetMetadataReader();

        string[] documents = [.. reader.Documents.Select(document => reader.GetString(reader.GetDocument(document).Name))];
        Assert.NotEmpty(documents);
        Assert.All(documents, document => Assert.StartsWith("/_", document, StringComparison.Ordinal));
        string link = reader.CustomDebugInformation
            .Select(reader.GetCustomDebugInformation)
            .Where(information => reader.GetGuid(information.Kind) == s_sourceLink)
            .Select(information => Encoding.UTF8.GetString(reader.GetBlobBytes(information.Value)))
            .Single();
        Assert.Matches("^{\"documents\":{\"/_/\\*\":\"https://raw\\.githubusercontent\\.com/[a-z/]+/[0-9a-f]{40}/\\*\"}}$", link);
    }

    [Fact]
    public void Every_binary_is_deterministic_and_names_no_folder_of_this_machine()
    {
        foreach (string file in Directory.EnumerateFiles(package.Contents, "*.dll", SearchOption.AllDirectories))
        {
            byte[] bytes = File.ReadAllBytes(file);
            using var image = new PEReader(new MemoryStream(bytes));
            Assert.Contains(image.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.Reproducible);
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Repository.Root)));
        }
    }

    private static MetadataReaderProvider OpenSymbols(FileStream stream)
    {
        if (Path.GetExtension(stream.Name) == ".pdb")
        {
            return MetadataReaderProvider.FromPortablePdbStream(stream);
        }

        var image = new PEReader(stream);
        DebugDirectoryEntry embedded = image.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        return image.ReadEmbeddedPortablePdbDebugDirectoryData(embedded);
    }
}
