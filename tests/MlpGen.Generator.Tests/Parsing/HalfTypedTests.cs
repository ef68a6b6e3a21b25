using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MlpGen.Generator.Tests.Parsing;

/// <summary>While somebody types, the compiler speaks and the generator waits: no diagnostic of its own, no exception.</summary>
public class HalfTypedTests
{
    private const string Complete = """
        using MlpGen;
        using static MlpGen.Activation;
        namespace Demo
        {
            public partial class Outer
            {
                [Layer(2, 3, Relu, Bias = false)]
                [Layer(inputs: 3, outputs: 4, LeakyRelu, Alpha = 0.2, Initializer = Initializer.HeUniform)]
                [Layer(4, 2, activation: Softmax)]
                [Loss(LossFunction.CrossEntropy)]
                [Network(Precision = Precision.Double, Unroll = Unroll.None, Backward = true)]
                public sealed partial class TinyNet : Base
                {
                    public int Seven => 7;
                }
            }

            public class Base { public int W1; }
        }
        """;

    [Theory]
    [InlineData("[Layer]")]
    [InlineData("[Layer()]")]
    [InlineData("[Layer(3)]")]
    [InlineData("[Layer(4, )]")]
    [InlineData("[Layer(, 4)]")]
    [InlineData("[Layer(4, 2, )]")]
    [InlineData("[Layer(4, 2, Re)]")]
    [InlineData("[Layer(4, 2, Activation.)]")]
    [InlineData("[Layer(4, 2, Activation.Rel)]")]
    [InlineData("[Layer(4, 2, Relu, )]")]
    [InlineData("[Layer(4, 2, Relu, Al)]")]
    [InlineData("[Layer(4, 2, Relu, Al = 1)]")]
    [InlineData("[Layer(4, 2, Relu, Alpha = )]")]
    [InlineData("[Layer(4, 2, Relu, Alpha = \"x\")]")]
    [InlineData("[Layer(4, 2, Relu, Alpha = 1, Alpha = 2)]")]
    [InlineData("[Layer(4, 2, 7)]")]
    [InlineData("[Layer(4, \"2\")]")]
    [InlineData("[Layer(4, 2.5)]")]
    [InlineData("[Layer(4, 2, Relu, 3)]")]
    [InlineData("[Layer(4, unknown)]")]
    [InlineData("[Layer(4, Outputs)]")]
    [InlineData("[Layer(4, nameless: 2)]")]
    [InlineData("[Layer(4, DateTime.Now.Year)]")]
    [InlineData("[Layer(inputs: 4)]")]
    [InlineData("[Layer(4, 2")]
    [InlineData("[Layer(4, 2]")]
    [InlineData("[Layer(4, 2)")]
    [InlineData("[Layer(4 2)]")]
    [InlineData("[Layer(4, 2, Relu]")]
    [InlineData("[Layer(4, 3000000000)]")]
    [InlineData("[Layer(4, null)]")]
    [InlineData("[Layer(")]
    public void A_half_typed_layer_and_its_neighbours_are_left_to_the_compiler(string layer)
    {
        string source = $"[Layer(2, 3, Relu)]\n{layer}\n[Layer(3, 2)] [Loss(BinaryCrossEntropy)]\npartial class Net {{ }}";
        GeneratorRun run = GeneratorHarness.Run(Markup.Usings + source);

        Assert.Contains(run.CompilerDiagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.Sources);
    }

    [Theory]
    [InlineData("[Loss]")]
    [InlineData("[Loss()]")]
    [InlineData("[Loss(Hub)]")]
    [InlineData("[Loss(LossFunction.)]")]
    [InlineData("[Loss(CrossEntropy, Delta = )]")]
    [InlineData("[Loss(CrossEntropy, Del = 1)]")]
    [InlineData("[Network(Precision = )]")]
    [InlineData("[Network(Precision = Precision.Dou)]")]
    [InlineData("[Network(Unrol = Unroll.Full)]")]
    [InlineData("[Network(Backward = 1)]")]
    [InlineData("[Loss(MeanSquaredError)] [Loss(Huber)]", false)]
    public void A_half_typed_option_is_left_to_the_compiler(string option, bool stopsOutput = true)
    {
        GeneratorRun run = GeneratorHarness.Run(Markup.Usings + option + " [Layer(2, 3, Tanh)] partial class Net { }");

        Assert.Contains(run.CompilerDiagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.DoesNotContain(run.Diagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Equal(stopsOutput ? 0 : 1, run.Networks.Count);
    }

    [Fact]
    public void A_layer_whose_name_is_half_typed_is_missed_by_nobody()
    {
        GeneratorRun run = GeneratorHarness.Run(Markup.Usings + "[Layer(2, 3, Relu)] [Laye(3, 4)] [Layer(4, 2)] partial class Net { }");

        Assert.Empty(run.Diagnostics);
        Assert.All(run.CompilerDiagnostics, diagnostic => Assert.Equal("CS0246", diagnostic.Id));
    }

    [Fact]
    public void An_unknown_attribute_elsewhere_hides_no_mistake() =>
        Assert.Equal("MLP004", GeneratorHarness.Run(Markup.Usings + "[Layer(2, 3, Relu)] [Unknown] [Layer(4, 2)] partial class Net { }").Diagnostics.Single().Id);

    [Theory]
    [InlineData("partial class ;")]
    [InlineData("partial class { }")]
    [InlineData("partial class Outer { [Layer(2, 1)] partial class { } }")]
    public void A_class_without_a_name_is_left_to_the_compiler(string declaration)
    {
        GeneratorRun run = GeneratorHarness.Run(Markup.Usings + (declaration.Contains("Layer", StringComparison.Ordinal) ? "" : "[Layer(2, 1)] ") + declaration);

        Assert.Empty(run.Sources);
        Assert.Empty(run.Diagnostics);
    }

    [Fact]
    public void A_Softmax_before_a_half_typed_layer_may_still_be_the_last()
    {
        GeneratorRun run = GeneratorHarness.Run(Markup.Usings + "[Layer(2, 3, Softmax)] [Layer(3, )] [Loss(CrossEntropy)] partial class Net { }");

        Assert.Empty(run.Diagnostics);
    }

    [Theory]
    [InlineData("[Laye(7, 2)] [Layer(2, 3, Relu)] [Layer(4, 1)]", "MLP004")]
    [InlineData("[Layer(2, 3, Relu)] [Layer(4, 1)] [Laye(7, 2)]", "MLP004")]
    [InlineData("[Layer(2, 3, Relu)] [Laye(3, 4)] [Layer(4, 1)]", null)]
    public void A_half_typed_layer_may_join_its_neighbours_and_no_others(string layers, string? expected)
    {
        GeneratorRun run = GeneratorHarness.Run(Markup.Usings + layers + " partial class Net { }");

        Assert.Equal(expected, run.Diagnostics.SingleOrDefault()?.Id);
    }

    [Fact]
    public void The_complete_file_is_legal()
    {
        GeneratorRun run = GeneratorHarness.Run("#pragma warning disable CS1591\n" + Complete);

        run.AssertCompilesSilently();
        Assert.Empty(run.Diagnostics);
        Assert.Single(run.Networks);
    }

    [Fact]
    public void A_file_cut_off_anywhere_never_throws_and_never_adds_a_mistake_to_the_cut()
    {
        Edited(Enumerable.Range(0, Complete.Length).Select(length => Complete[..length]));
    }

    [Fact]
    public void A_file_with_any_one_character_missing_never_throws()
    {
        Edited(Enumerable.Range(0, Complete.Length).Select(index => Complete.Remove(index, 1)), mayReport: true);
    }

    [Fact]
    public void A_file_with_any_one_token_missing_never_throws()
    {
        SyntaxToken[] tokens = [.. CSharpSyntaxTree.ParseText(Complete).GetRoot().DescendantTokens()];
        Edited(tokens.Where(token => token.Span.Length > 0).Select(token => Complete.Remove(token.SpanStart, token.Span.Length)), mayReport: true);
    }

    /// <summary>Runs the generator over each version of the file, as an editor would: with one driver.</summary>
    private static void Edited(IEnumerable<string> versions, bool mayReport = false)
    {
        CSharpCompilation compilation = GeneratorHarness.Compile([Complete]);
        GeneratorDriver driver = GeneratorHarness.CreateDriver();
        foreach (string version in versions)
        {
            SyntaxTree old = compilation.SyntaxTrees[0];
            compilation = compilation.ReplaceSyntaxTree(old, GeneratorHarness.ParseFile(version, "File1.cs"));
            driver = driver.RunGenerators(compilation);
            GeneratorRunResult result = driver.GetRunResult().Results.Single();

            Assert.True(result.Exception is null, $"{result.Exception}\n{version}");
            ImmutableArray<Diagnostic> errors = [.. result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
            Assert.True(mayReport || errors.IsEmpty, $"{string.Join("\n", errors)}\n{version}");
        }
    }
}
