using System.Text.RegularExpressions;
using Shouldly;

namespace MlpGen.Generator.Tests.Docs;

/// <summary>What the pages show of generated files is what the generator writes.</summary>
/// <remarks>After a change of the generator, <c>UPDATE_DOCS=1 dotnet test tests/MlpGen.Generator.Tests</c> writes the blocks anew;
/// then read what stands around them.</remarks>
public partial class GeneratedCodeTests
{
    private const string Networks = "samples/QuickStart/Networks.cs";
    private const string Tour = "docs/generated-code.md";
    private const string Architecture = "docs/architecture.md";

    /// <summary>The longest tour that somebody still takes.</summary>
    private const int TourLines = 350;

    private static readonly IReadOnlyDictionary<string, string> s_files = Generate();

    [Theory]
    [InlineData("README.md")]
    [InlineData(Tour)]
    [InlineData(Architecture)]
    public void The_blocks_of_a_page_are_what_the_generator_writes(string page)
    {
        string committed = Repository.Read(page);
        string actual = GeneratedBlocks.Fill(committed, s_files);
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            Repository.Write(page, actual);
            committed = actual;
        }

        GeneratedBlocks.Count(committed).ShouldBe(Mark().Count(committed), "a mark is not written as GeneratedBlocks reads it");
        GeneratedBlocks.Count(committed).ShouldBePositive();
        FirstDifference(committed.Split('\n'), actual.Split('\n')).ShouldBeNull(
            $"{page} shows other code than is generated; UPDATE_DOCS=1 dotnet test tests/MlpGen.Generator.Tests mends it");
    }

    [Fact]
    public void The_tour_is_short_and_goes_through_all_three_files_of_both_networks()
    {
        string tour = Repository.Read(Tour);

        tour.Split('\n').Length.ShouldBeLessThanOrEqualTo(TourLines);
        string[] networks = ["QuickStart.TinyNet", "Iris"];
        networks.SelectMany(name => new[] { $"{name}.g.cs", $"{name}.Members.g.cs", $"{name}.Vectors.g.cs" })
            .Where(file => !tour.Contains($"<!-- generated: {file} ", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    /// <summary>The files of the quick start's networks, and of those that the tour declares.</summary>
    private static IReadOnlyDictionary<string, string> Generate()
    {
        string declared = string.Concat(Declaration().Matches(Repository.Read(Tour)).Select(match => match.Groups[1].Value));
        return GeneratorHarness.Run([Repository.Read(Networks), $"using MlpGen;\nusing static MlpGen.Activation;\n{declared}"]).Sources;
    }

    /// <summary>The first line that differs, in words, since two whole files help nobody; null if there is none.</summary>
    private static string? FirstDifference(string[] committed, string[] actual)
    {
        int same = committed.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count();
        return same == committed.Length && same == actual.Length
            ? null
            : $"line {same + 1} reads '{committed.ElementAtOrDefault(same)}' and should read '{actual.ElementAtOrDefault(same)}'";
    }

    [GeneratedRegex("<!-- generated")]
    private static partial Regex Mark();

    [GeneratedRegex("<!-- declares -->\n```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Declaration();
}
