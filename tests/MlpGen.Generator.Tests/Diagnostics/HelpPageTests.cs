using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace MlpGen.Generator.Tests.Diagnostics;

/// <summary>Every diagnostic has a help page and a line in the release notes, and the pages tell the truth.</summary>
public partial class HelpPageTests
{
    public static TheoryData<string> Ids() => [.. Descriptors().Select(descriptor => descriptor.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_diagnostic_has_a_page_and_a_release_note(string id)
    {
        DiagnosticDescriptor descriptor = Descriptors().Single(descriptor => descriptor.Id == id);
        string title = descriptor.Title.ToString(CultureInfo.InvariantCulture);
        string notes = File.ReadAllText(Path.Combine(Root(), "src/MlpGen.Generator/AnalyzerReleases.Unshipped.md"));

        Assert.StartsWith($"# {id}: {title}\n", Page(id), StringComparison.Ordinal);
        Assert.EndsWith($"/docs/diagnostics/{id}.md", descriptor.HelpLinkUri, StringComparison.Ordinal);
        Assert.Contains($"{id} | {descriptor.Category} | {descriptor.DefaultSeverity} | {title}", notes, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_diagnostic_carries_the_text_of_its_page(string id)
    {
        DiagnosticDescriptor descriptor = Descriptors().Single(descriptor => descriptor.Id == id);

        Assert.Equal(Page(id).ReplaceLineEndings("\n").Trim(), descriptor.Description.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void All_links_to_the_repository_begin_with_its_one_address()
    {
        string address = Address().Match(File.ReadAllText(Path.Combine(Root(), "Directory.Build.props"))).Groups[1].Value;
        string page = File.ReadAllText(Path.Combine(Root(), "src/MlpGen.Runtime/PACKAGE.md"));

        Assert.All(Descriptors(), descriptor => Assert.StartsWith($"{address}/blob/main/docs/diagnostics/", descriptor.HelpLinkUri, StringComparison.Ordinal));
        Assert.All(Links().Matches(page), link => Assert.StartsWith(address, link.Groups[1].Value, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_examples_of_a_page_are_what_they_say(string id)
    {
        string[] examples = [.. Example().Matches(Page(id)).Select(match => match.Groups[1].Value)];
        if (id == "MLP012")
        {
            Assert.Empty(examples);
            return;
        }

        Assert.Equal(2, examples.Length);
        Assert.Equal([id], Report(examples[0]));
        Assert.Equal([], Report(examples[1]));
    }

    /// <summary>What is reported of an example, in a project with the weights file of the page about them.</summary>
    private static IEnumerable<string> Report(string example) =>
        GeneratorHarness.Run(Markup.Usings + example, Frozen.Weights.File(Json().Match(Page("MLP013")).Groups[1].Value)).Diagnostics.Select(diagnostic => diagnostic.Id).Distinct();

    private static string Page(string id) => File.ReadAllText(Path.Combine(Root(), "docs/diagnostics", id + ".md"));

    private static IEnumerable<DiagnosticDescriptor> Descriptors() =>
        typeof(MlpGen.Generator.Diagnostics.Descriptors).GetFields().Select(field => field.GetValue(null)).OfType<DiagnosticDescriptor>();

    private static string Root()
    {
        string directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "MlpGen.sln")))
        {
            directory = Path.GetDirectoryName(directory)!;
        }

        return directory;
    }

    [GeneratedRegex("<RepositoryUrl>(.+?)</RepositoryUrl>")]
    private static partial Regex Address();

    [GeneratedRegex(@"\]\((https://github\.com/[^)]*mlpgen[^)]*)\)")]
    private static partial Regex Links();

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Json();

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
