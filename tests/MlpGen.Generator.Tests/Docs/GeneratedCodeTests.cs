using Shouldly;

namespace MlpGen.Generator.Tests.Docs;

/// <summary>What the pages show of the generated file of TinyNet is what the generator writes.</summary>
/// <remarks>After a change of the generator, <c>UPDATE_DOCS=1 dotnet test tests/MlpGen.Generator.Tests</c> writes the blocks anew;
/// then read what stands around them.</remarks>
public class GeneratedCodeTests
{
    private const string Networks = "samples/QuickStart/Networks.cs";
    private const string HintName = "QuickStart.TinyNet.g.cs";
    private const string Tour = "docs/generated-code.md";

    private static readonly string s_tinyNet = GeneratorHarness.Run(Repository.Read(Networks)).Sources[HintName];

    [Theory]
    [InlineData("README.md")]
    [InlineData(Tour)]
    public void The_blocks_of_a_page_are_what_the_generator_writes(string page)
    {
        string committed = Repository.Read(page);
        string actual = GeneratedBlocks.Fill(committed, s_tinyNet);
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            Repository.Write(page, actual);
            committed = actual;
        }

        GeneratedBlocks.Lines(committed).ShouldNotBeEmpty();
        FirstDifference(committed.Split('\n'), actual.Split('\n')).ShouldBeNull(
            $"{page} shows other code than is generated; UPDATE_DOCS=1 dotnet test tests/MlpGen.Generator.Tests mends it");
    }

    [Fact]
    public void The_tour_leaves_out_no_line() =>
        FirstDifference([.. GeneratedBlocks.Lines(Repository.Read(Tour))], [.. GeneratedBlocks.NonBlank(s_tinyNet)]).ShouldBeNull();

    /// <summary>The first line that differs, in words, since two whole files help nobody; null if there is none.</summary>
    private static string? FirstDifference(string[] committed, string[] actual)
    {
        int same = committed.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count();
        return same == committed.Length && same == actual.Length
            ? null
            : $"line {same + 1} reads '{committed.ElementAtOrDefault(same)}' and should read '{actual.ElementAtOrDefault(same)}'";
    }
}
