using Microsoft.CodeAnalysis.CodeFixes;

namespace MlpGen.CodeFixes.Tests;

/// <summary>The layers of a frozen file, written where there are none or others.</summary>
public class WriteLayersTests
{
    private const string Title = "Write the layers of policy.onnx";

    private static readonly (string, string) s_policy = ("/project/obj/mlpgen/models/policy.onnx.weights.json", """
        {
          "format": "mlpgen.weights/1",
          "layers": [
            { "name": "Gemm_0", "activation": "LeakyRelu", "alpha": 0.2, "weight": [[1, 2, 3], [4, 5, 6]], "bias": [0, 0] },
            { "name": "Gemm_2", "activation": "Tanh", "weight": [[1, 2]] },
            { "name": "Gemm_4", "activation": "Identity", "weight": [[1]], "bias": [0] }
          ],
          "calibration": { "minimum": 0, "maximum": [1, 1, 1] },
          "tolerance": 0.5
        }
        """);

    private static readonly (string, string) s_stateDict = ("/project/obj/mlpgen/net.safetensors.weights.json", """
        { "format": "mlpgen.weights/1", "layers": [{ "weight": [[1, 2], [3, 4]], "bias": [0, 0] }, { "weight": [[1, 2]] }] }
        """);

    [Fact]
    public Task MLP011_a_class_without_layers_gets_them() => Becomes(
        """
        namespace Demo
        {
            /// <summary>The policy.</summary>
            [Frozen("models/policy.onnx")]   // by the build
            static partial class Policy;
        }
        """,
        """
        namespace Demo
        {
            /// <summary>The policy.</summary>
            [Layer(3, 2, LeakyRelu, Alpha = 0.2)]
            [Layer(2, 1, Tanh, Bias = false)]
            [Layer(1, 1)]
            [Frozen("models/policy.onnx")]   // by the build
            static partial class Policy;
        }
        """);

    [Fact]
    public Task MLP011_on_one_line() => Becomes(
        "class Other; [Network(Unroll = Unroll.None), Frozen(\"policy.onnx\")] static partial class Policy;",
        "class Other; [Layer(3, 2, LeakyRelu, Alpha = 0.2)] [Layer(2, 1, Tanh, Bias = false)] [Layer(1, 1)] "
        + "[Network(Unroll = Unroll.None), Frozen(\"policy.onnx\")] static partial class Policy;");

    [Fact]
    public Task MLP013_layers_that_differ_become_those_of_the_file_and_others_stay() => Becomes(
        """
        [Layer(3, /* a pair */ 2, LeakyRelu, Alpha = 0.2)]
        [Layer(2, 4, Relu, Dropout = 0.5)]   // hidden
        [Layer(4, 1)]
        [Frozen("policy.onnx")]
        static partial class Policy;
        """,
        """
        [Layer(3, /* a pair */ 2, LeakyRelu, Alpha = 0.2)]
        [Layer(2, 1, Tanh, Bias = false, Dropout = 0.5)]   // hidden
        [Layer(1, 1)]
        [Frozen("policy.onnx")]
        static partial class Policy;
        """);

    [Theory]
    [InlineData("[Layer(3, 2, Relu)]\n")]
    [InlineData("[Layer(3, 2)]\n[Layer(2, 3)]\n[Layer(3, 1)]\n[Layer(1, 4, Tanh)]\n[Layer(4, 4)]\n")]
    public Task MLP013_missing_layers_come_behind_and_superfluous_ones_go(string layers) => Becomes(
        layers + "[Frozen(\"policy.onnx\")]\nstatic partial class Policy;",
        "[Layer(3, 2, LeakyRelu, Alpha = 0.2)]\n[Layer(2, 1, Tanh, Bias = false)]\n[Layer(1, 1)]\n[Frozen(\"policy.onnx\")]\nstatic partial class Policy;");

    [Theory]
    [InlineData(
        "[Layer(3, 2), Layer(2, 3), Layer(3, 1), Layer(1, 4), Frozen(\"policy.onnx\")] static partial class Policy;",
        "[Layer(3, 2, LeakyRelu, Alpha = 0.2), Layer(2, 1, Tanh, Bias = false), Layer(1, 1), Frozen(\"policy.onnx\")] static partial class Policy;")]
    [InlineData(
        "[Layer(3, 2)] [Layer(2, 3)] [Layer(3, 1)] [Layer(1, 4)] [Frozen(\"policy.onnx\")] static partial class Policy;",
        "[Layer(3, 2, LeakyRelu, Alpha = 0.2)] [Layer(2, 1, Tanh, Bias = false)] [Layer(1, 1)] [Frozen(\"policy.onnx\")] static partial class Policy;")]
    public Task MLP013_on_one_line(string before, string after) => Becomes(before, after);

    [Fact]
    public async Task A_state_dict_leaves_the_activations_as_they_are() => Assert.Equal(
        "[Layer(2, 2, Relu)] [Layer(2, 1, Sigmoid, Bias = false)] [Frozen(\"net.safetensors\")] static partial class Net;",
        await CodeFixHarness.FixAsync(
            new WriteLayers(), "Write the layers of net.safetensors, whose activations it does not name",
            "[Layer(2, 3, Relu)] [Layer(3, 1, Sigmoid)] [Frozen(\"net.safetensors\")] static partial class Net;", null, s_stateDict));

    [Fact]
    public async Task All_at_once() => Assert.Equal(
        "[Layer(2, 2)]\n[Layer(2, 1, Bias = false)]\n[Frozen(\"net.safetensors\")] static partial class A; "
        + "[Layer(2, 2, Tanh)] [Layer(2, 1, Bias = false)] [Frozen(\"net.safetensors\")] static partial class B;",
        await CodeFixHarness.FixAsync(
            new WriteLayers(), "Write the layers of net.safetensors, whose activations it does not name",
            "[Frozen(\"net.safetensors\")] static partial class A; "
            + "[Layer(2, 2, Tanh)] [Layer(2, 1)] [Frozen(\"net.safetensors\")] static partial class B;", FixAllScope.Document, s_stateDict));

    [Theory]
    [InlineData("using MlpGen;\n[Frozen(\"policy.onnx\")] static partial class Policy;", "Layer", "Activation.Tanh")]
    [InlineData("using G = MlpGen;\n[G.FrozenAttribute(\"policy.onnx\")] static partial class Policy;", "G.Layer", "MlpGen.Activation.Tanh")]
    [InlineData("using MlpGen;\nnamespace Demo { class LayerAttribute : System.Attribute; [Frozen(\"policy.onnx\")] static partial class Policy; }", "MlpGen.Layer", "Activation.Tanh")]
    public async Task Names_are_written_as_the_file_needs_them(string source, string layer, string tanh) => Assert.Contains(
        $"[{layer}(2, 1, {tanh}, Bias = false)]", await CodeFixHarness.FixAsync(new WriteLayers(), Title, source, null, s_policy), StringComparison.Ordinal);

    [Theory]
    [InlineData("[Frozen(\"other.onnx\")] partial class Policy;")]
    [InlineData("[Loss(Huber)] partial class Policy;")]
    public async Task Without_the_file_nothing_is_offered(string source) =>
        Assert.Empty(await CodeFixHarness.TitlesAsync(new WriteLayers(), source, s_policy));

    [Fact]
    public async Task Nor_is_anything_for_a_file_that_tells_no_layers() => Assert.Empty(await CodeFixHarness.TitlesAsync(
        new WriteLayers(), "[Layer(1, 1)] [Frozen(\"policy.onnx\")] partial class Policy;", ("/project/policy.onnx.weights.json", "{")));

    private static async Task Becomes(string before, string after) =>
        Assert.Equal(after.ReplaceLineEndings("\n"), await CodeFixHarness.FixAsync(new WriteLayers(), Title, before.ReplaceLineEndings("\n"), null, s_policy));
}
