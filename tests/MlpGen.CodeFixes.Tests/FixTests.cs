using Microsoft.CodeAnalysis.CodeFixes;

namespace MlpGen.CodeFixes.Tests;

/// <summary>Each code fix, on text with comments and unusual layout, which must stay as they are.</summary>
public class FixTests
{
    [Fact]
    public async Task MLP001_the_class_and_every_type_around_it_become_partial() => Assert.Equal(
        """
        namespace Demo
        {
            // Outermost.
            public static partial class Outer
            {
                internal readonly partial record struct Middle   // not partial yet
                {
                    partial interface IDone
                    {
                        /// <summary>The network.</summary>
                        [Layer(2, 1)] /* here */ sealed partial class   Net { }
                    }
                }
            }
        }
        """,
        await CodeFixHarness.FixAsync(
            new MakePartial(),
            "Make 'Middle', 'Outer' partial",
            """
            namespace Demo
            {
                // Outermost.
                public static class Outer
                {
                    internal readonly record struct Middle   // not partial yet
                    {
                        partial interface IDone
                        {
                            /// <summary>The network.</summary>
                            [Layer(2, 1)] /* here */ sealed partial class   Net { }
                        }
                    }
                }
            }
            """));

    [Fact]
    public async Task MLP001_a_class_without_modifiers() => Assert.Equal(
        "[Layer(2, 1)]\n// two inputs\npartial class Net;",
        await CodeFixHarness.FixAsync(new MakePartial(), "Make 'Net' partial", "[Layer(2, 1)]\n// two inputs\nclass Net;"));

    [Theory]
    [InlineData(FixAllScope.Document, 1)]
    [InlineData(FixAllScope.Project, 2)]
    [InlineData(FixAllScope.Solution, 2)]
    public async Task MLP001_all_at_once_where_types_share_what_is_around_them(FixAllScope scope, int changedFiles)
    {
        const string Before = "class Outer0 { [Layer(2, 1)] class A; [Layer(2, 1)] class B; } [Layer(2, 1)] public class C0;";
        const string After =
            "partial class Outer0 { [Layer(2, 1)] partial class A; [Layer(2, 1)] partial class B; } [Layer(2, 1)] public partial class C0;";
        if (scope == FixAllScope.Document)
        {
            Assert.Equal(After, await CodeFixHarness.FixAsync(new MakePartial(), "Make 'Outer0' partial", Before, scope));
            return;
        }

        string[] changed = await CodeFixHarness.FixAsync(
            new MakePartial(), "Make 'Outer0' partial", [Before, Before.Replace('0', '1')], scope);
        Assert.Equal([After, After.Replace('0', '1')], changed);
        Assert.Equal(changedFiles, changed.Length);
    }

    [Fact]
    public async Task MLP004_this_layer_takes_what_the_one_before_gives() => Assert.Equal(
        "[Layer(2, 3, Relu)]\n[Layer( /* from above */ 3 , 2, Tanh, Bias = false)] // last\npartial class Net;",
        await CodeFixHarness.FixAsync(
            new FitSizes(),
            "Give layer 2 the 3 inputs that layer 1 has as outputs",
            "[Layer(2, 3, Relu)]\n[Layer( /* from above */ 4 , 2, Tanh, Bias = false)] // last\npartial class Net;"));

    [Fact]
    public async Task MLP004_the_layer_before_gives_what_this_one_takes() => Assert.Equal(
        "[Layer(outputs: Sizes.Hidden, inputs: 2, activation: Relu), Layer(inputs: Sizes.Hidden, outputs: 1)] partial class Net;",
        (await CodeFixHarness.FixAsync(
            new FitSizes(),
            "Give layer 1 the Sizes.Hidden outputs that layer 2 has as inputs",
            [
                "[Layer(outputs: 3, inputs: 2, activation: Relu), Layer(inputs: Sizes.Hidden, outputs: 1)] partial class Net;",
                "static class Sizes { public const int Hidden = 4; }",
            ],
            null))[0]);

    [Theory]
    [InlineData("Give layer 2 the 3 inputs that layer 1 has as outputs", "[Layer(2, 3, Relu)] [Layer(3, 5, Relu)] [Layer(5, 1)] partial class Net;")]
    [InlineData("Give layer 1 the 4 outputs that layer 2 has as inputs", "[Layer(2, 4, Relu)] [Layer(4, 6, Relu)] [Layer(6, 1)] partial class Net;")]
    public async Task MLP004_all_at_once_in_one_direction(string title, string after) => Assert.Equal(after, await CodeFixHarness.FixAsync(
        new FitSizes(), title, "[Layer(2, 3, Relu)] [Layer(4, 5, Relu)] [Layer(6, 1)] partial class Net;", FixAllScope.Document));

    [Theory]
    [InlineData("[Layer(2, 3, Softmax)] [Layer(3, 2)]", "Relu", "[Layer(2, 3, Relu)] [Layer(3, 2, Softmax)]")]
    [InlineData("[Layer(2, 3, Softmax)] [Layer(3, 2, Tanh, Bias = false)]", "Tanh", "[Layer(2, 3, Tanh)] [Layer(3, 2, Softmax, Bias = false)]")]
    [InlineData("[Layer(2, 3, Softmax)] [Layer(3, 2, Softmax)]", "Relu", "[Layer(2, 3, Relu)] [Layer(3, 2, Softmax)]")]
    [InlineData("[Layer(2, 3, Activation.Softmax)] [Layer(inputs: 3, outputs: 2, Bias = true)]", "Relu",
        "[Layer(2, 3, Relu)] [Layer(inputs: 3, outputs: 2, activation: Softmax, Bias = true)]")]
    [InlineData("[Layer(2, 3, activation: Softmax)] [Layer(3, 2, Elu, Alpha = 2 /* steep */)]", "Elu",
        "[Layer(2, 3, activation: Elu)] [Layer(3, 2, Softmax /* steep */)]")]
    public async Task MLP006_Softmax_moves_to_the_last_layer(string before, string hidden, string after) => Assert.Equal(
        after + " partial class Net;",
        await CodeFixHarness.FixAsync(
            new MoveSoftmax(), $"Move Softmax to the last layer, and give layer 1 {hidden}", before + " partial class Net;"));

    [Fact]
    public async Task MLP006_all_at_once() => Assert.Equal(
        "[Layer(2, 3, Relu)] [Layer(3, 3, Relu)] [Layer(3, 2, Softmax)] partial class Net;",
        await CodeFixHarness.FixAsync(
            new MoveSoftmax(),
            "Move Softmax to the last layer, and give layer 1 Relu",
            "[Layer(2, 3, Softmax)] [Layer(3, 3, Softmax)] [Layer(3, 2)] partial class Net;",
            FixAllScope.Document));

    [Theory]
    [InlineData("Sigmoid", "CrossEntropy", "Use BinaryCrossEntropy, which fits Sigmoid", "[Layer(2, 1, Sigmoid)] [Loss(BinaryCrossEntropy)]")]
    [InlineData("Softmax", "BinaryCrossEntropy", "Use CrossEntropy, which fits Softmax", "[Layer(2, 1, Softmax)] [Loss(CrossEntropy)]")]
    [InlineData("Relu", "CrossEntropy", "Use MeanSquaredError, which fits Relu", "[Layer(2, 1, Relu)] [Loss(MeanSquaredError)]")]
    [InlineData("Relu", "CrossEntropy", "Give layer 1 Softmax, which CrossEntropy takes", "[Layer(2, 1, Softmax)] [Loss(CrossEntropy)]")]
    [InlineData("Relu", "BinaryCrossEntropy", "Give layer 1 Sigmoid, which BinaryCrossEntropy takes", "[Layer(2, 1, Sigmoid)] [Loss(BinaryCrossEntropy)]")]
    public async Task MLP007_loss_or_activation_is_replaced(string activation, string loss, string title, string after) => Assert.Equal(
        after + " partial class Net;",
        await CodeFixHarness.FixAsync(new FitLoss(), title, $"[Layer(2, 1, {activation})] [Loss({loss})] partial class Net;"));

    [Fact]
    public async Task MLP007_all_at_once() => Assert.Equal(
        "[Layer(2, 1, Sigmoid), Loss(BinaryCrossEntropy)] partial class A; [Layer(2, 1, Tanh), Loss(MeanSquaredError)] partial class B;",
        await CodeFixHarness.FixAsync(
            new FitLoss(),
            "Use BinaryCrossEntropy, which fits Sigmoid",
            "[Layer(2, 1, Sigmoid), Loss(CrossEntropy)] partial class A; [Layer(2, 1, Tanh), Loss(CrossEntropy)] partial class B;",
            FixAllScope.Document));

    [Theory]
    [InlineData("[Layer(2, 3)]", "Relu", "[Layer(2, 3, Relu)]")]
    [InlineData("[Layer(2, 3, Identity)]", "Tanh", "[Layer(2, 3, Tanh)]")]
    [InlineData("[Layer(2,\n    3, // wide\n    Bias = false)]", "Relu", "[Layer(2,\n    3, Relu, // wide\n    Bias = false)]")]
    public async Task MLP101_a_hidden_layer_gets_an_activation(string before, string activation, string after) => Assert.Equal(
        after + "\n[Layer(3, 1)] partial class Net;",
        await CodeFixHarness.FixAsync(new AddActivation(), $"Give layer 1 {activation}", before + "\n[Layer(3, 1)] partial class Net;"));

    [Fact]
    public async Task MLP101_all_at_once() => Assert.Equal(
        "[Layer(2, 3, Relu)] [Layer(3, 3, Relu)] [Layer(3, 1)] partial class Net;",
        await CodeFixHarness.FixAsync(
            new AddActivation(), "Give layer 1 Relu", "[Layer(2, 3)] [Layer(3, 3)] [Layer(3, 1)] partial class Net;", FixAllScope.Project));

    [Theory]
    [InlineData("using MlpGen;\n[Layer(2, 3)] [Layer(3, 1)] partial class Net;", "Activation.Relu")]
    [InlineData("using G = MlpGen;\n[G.Layer(2, 3)] [G.Layer(3, 1)] partial class Net;", "MlpGen.Activation.Relu")]
    [InlineData("using MlpGen;\nnamespace Demo { class Activation; [Layer(2, 3)] [Layer(3, 1)] partial class Net; }", "MlpGen.Activation.Relu")]
    [InlineData("using G = MlpGen;\nnamespace Demo.MlpGen { [G.Layer(2, 3)] [G.Layer(3, 1)] partial class Net; }", "global::MlpGen.Activation.Relu")]
    public async Task A_name_is_written_as_the_file_needs_it(string source, string expected) => Assert.Equal(
        source.Replace("(2, 3)", $"(2, 3, {expected})", StringComparison.Ordinal),
        await CodeFixHarness.FixAsync(new AddActivation(), "Give layer 1 Relu", source));

    [Fact]
    public async Task Each_mistake_has_its_ways_out() => Assert.Equal(
        ["Give layer 2 the 3 inputs that layer 1 has as outputs", "Give layer 1 the 4 outputs that layer 2 has as inputs"],
        await CodeFixHarness.TitlesAsync(new FitSizes(), "[Layer(2, 3, Relu)] [Layer(4, 1)] partial class Net;"));
}
