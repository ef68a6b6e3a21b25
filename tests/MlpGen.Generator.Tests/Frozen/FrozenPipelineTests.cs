using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static MlpGen.Generator.Tests.Frozen.Weights;
using Reason = Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace MlpGen.Generator.Tests.Frozen;

/// <summary>An edited weights file generates its own network again, and nothing else.</summary>
public class FrozenPipelineTests
{
    private const string Source = Markup.Usings + XorLayers + "[Frozen(\"a.weights.json\")] partial class A; "
        + XorLayers + "[Frozen(\"b.weights.json\")] partial class B; [Layer(1, 1)] partial class C;";

    private static readonly HarnessOptions s_options = new()
    {
        AdditionalFiles = [("/project/a.weights.json", Xor), ("/project/b.weights.json", Xor), ("/project/unused.weights.json", "{")],
    };

    [Fact]
    public void An_edited_file_generates_its_network_and_no_other()
    {
        string edited = Xor.Replace("0, -1", "0, -2", StringComparison.Ordinal).Replace("[1, -2]", "[1, -3]", StringComparison.Ordinal)
            .Replace("[1, 1], \"output\": [0]", "[1, 1], \"output\": [2]", StringComparison.Ordinal);
        GeneratorRunResult result = Run((driver, first) => driver.ReplaceAdditionalText(first, new AdditionalFile(first.Path, edited)));

        Assert.Empty(result.Diagnostics);
        Assert.All(Reasons(result, TrackingNames.Spec), reason => Assert.Equal(Reason.Cached, reason));
        Assert.Equal([Reason.Modified, Reason.Unchanged], Reasons(result, TrackingNames.Match).Order());
        Assert.Equal([Reason.Modified, Reason.Cached], Reasons(result, TrackingNames.Freeze).Order());
        Assert.Equal([Reason.Modified, Reason.Cached, Reason.Cached], Reasons(result, TrackingNames.Plan).Order());
        Assert.Contains("-3f", Text(result, "A.g.cs"), StringComparison.Ordinal);
        Assert.DoesNotContain("-3f", Text(result, "B.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_says_the_same_in_other_words_generates_nothing()
    {
        string edited = Xor.Replace("0, -1", "0,   -1.0e0", StringComparison.Ordinal);
        GeneratorRunResult result = Run((driver, first) => driver.ReplaceAdditionalText(first, new AdditionalFile(first.Path, edited)));

        Assert.Equal([Reason.Unchanged, Reason.Cached], Reasons(result, TrackingNames.Freeze).Order());
        Assert.All(Reasons(result, TrackingNames.Plan), reason => Assert.Equal(Reason.Cached, reason));
    }

    [Fact]
    public void An_edit_of_code_reads_no_file_again()
    {
        GeneratorDriver driver = GeneratorHarness.CreateDriver(s_options);
        CSharpCompilation compilation = GeneratorHarness.Compile([Source]);
        SyntaxTree edited = GeneratorHarness.ParseFile("// moved\n" + Source, compilation.SyntaxTrees[0].FilePath);
        GeneratorRunResult result = driver.RunGenerators(compilation)
            .RunGenerators(compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], edited)).GetRunResult().Results.Single();

        foreach (string step in (string[])[TrackingNames.Match, TrackingNames.Freeze, TrackingNames.Plan])
        {
            Assert.All(Reasons(result, step), reason => Assert.Equal(Reason.Cached, reason));
        }
    }

    [Fact]
    public void A_file_that_goes_and_comes_back_takes_its_network_along()
    {
        GeneratorRunResult gone = Run((driver, first) => driver.RemoveAdditionalTexts([first]));
        Assert.Equal("MLP013", Assert.Single(gone.Diagnostics).Id);
        Assert.Contains("signatures only", Text(gone, "A.g.cs"), StringComparison.Ordinal);
        Assert.DoesNotContain("signatures only", Text(gone, "B.g.cs"), StringComparison.Ordinal);

        GeneratorRunResult back = Run((driver, first) => driver.RemoveAdditionalTexts([first]).AddAdditionalTexts([first]));
        Assert.Empty(back.Diagnostics);
        Assert.All((string[])["A.g.cs", "B.g.cs", "C.g.cs"], name => Assert.True(GeneratorRun.IsNetwork(Text(back, name))));
    }

    private static GeneratorRunResult Run(Func<GeneratorDriver, AdditionalText, GeneratorDriver> edit)
    {
        AdditionalText[] files = [.. s_options.AdditionalFiles.Select(file => new AdditionalFile(file.Path, file.Text))];
        GeneratorDriver driver = GeneratorHarness.CreateDriver().AddAdditionalTexts([.. files]);
        CSharpCompilation compilation = GeneratorHarness.Compile([Source]);
        return edit(driver.RunGenerators(compilation), files[0]).RunGenerators(compilation).GetRunResult().Results.Single();
    }

    private static Reason[] Reasons(GeneratorRunResult result, string step) =>
        [.. result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason)];

    private static string Text(GeneratorRunResult result, string hintName) =>
        result.GeneratedSources.Single(source => source.HintName == hintName).SourceText.ToString();
}
