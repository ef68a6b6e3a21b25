using Microsoft.CodeAnalysis;

namespace MlpGen.Generator.Tests.Emit;

/// <summary>A project that generates a documentation file, with warnings as errors: a network need not be documented, and may be.</summary>
public class DocumentationTests
{
    [Theory]
    [InlineData("[Layer(2, 3, Relu)] [Layer(3, 1)] [Loss(Huber)] public partial class Net;", "A multi-layer perceptron, 2 → 3 → 1.")]
    [InlineData("[Layer(2, 1)] public static partial class Net;", "A multi-layer perceptron, 2 → 1.")]
    [InlineData("[Layer(2, 40, Tanh)] [Layer(40, 40)] public abstract partial class Net;", "A multi-layer perceptron, 2 → 40 → 40.")]
    [InlineData("[Layer(0, 1)] public partial class Net;", "A network that was not generated: its declaration has an error.")]
    [InlineData("[Loss(Huber)] public partial class Net;", "A network that was not generated: its declaration has an error.")]
    [InlineData("// No documentation.\n//// Nor this.\n/* Nor this. */ /**/ /*** Nor this. */ [Layer(2, 1)] public partial class Net;", "A multi-layer perceptron, 2 → 1.")]
    public void A_network_without_documentation_says_what_it_is(string declaration, string summary)
    {
        GeneratorRun run = GeneratorHarness.Run(Markup.Usings + declaration);

        Assert.Empty(run.CompilerDiagnostics);
        Assert.Equal(summary, Assert.Single(Summaries(run)));
    }

    [Theory]
    [InlineData("/// <summary>Mine.</summary>\n[Layer(2, 1)] public partial class Net;")]
    [InlineData("/** <summary>Mine.</summary> */ [Layer(2, 1)] public partial class Net;")]
    [InlineData("/// <summary>Mine.</summary>\npublic partial class Net; [Layer(2, 1)] partial class Net;")]
    [InlineData("/// <summary>Mine.</summary>\n[Layer(0, 1)] public partial class Net;")]
    [InlineData("/// <summary>Mine.</summary>\n[Frozen(\"none.weights.json\"), Layer(1, 1)] public partial class Net;")]
    public void Documentation_of_the_users_own_stays_alone(string declaration)
    {
        GeneratorRun run = GeneratorHarness.Run(Markup.Usings + declaration);

        Assert.Empty(run.CompilerDiagnostics);
        Assert.Equal("Mine.", Assert.Single(Summaries(run)));
    }

    [Fact]
    public void The_text_does_not_depend_on_whether_the_project_asks_for_documentation()
    {
        const string Source = Markup.Usings
            + "/// <summary>Mine.</summary>\n[Layer(2, 1)] public partial class A;\n/** Mine. */ [Layer(2, 1)] public partial class B;\n//// Not.\n[Layer(2, 1)] public partial class C;";
        HarnessOptions without = new() { Documentation = DocumentationMode.None };
        Assert.Equal(GeneratorHarness.Run(Source).Sources, GeneratorHarness.Run(Source, without).Sources);
    }

    private static IEnumerable<string> Summaries(GeneratorRun run)
    {
        string xml = run.Output.GetTypeByMetadataName("Net")!.GetDocumentationCommentXml()!;
        return xml.Split("<summary>").Skip(1).Select(rest => rest.Split("</summary>")[0].Trim());
    }
}
