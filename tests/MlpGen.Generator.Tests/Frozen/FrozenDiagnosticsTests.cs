using System.Globalization;
using Microsoft.CodeAnalysis;
using static MlpGen.Generator.Tests.Frozen.Weights;

namespace MlpGen.Generator.Tests.Frozen;

/// <summary>MLP013, at the attribute for a file that is not there, and in the file for one that does not fit.</summary>
public class FrozenDiagnosticsTests
{
    private const string Class = XorLayers + "[Frozen(\"xor.weights.json\")] partial class Net;";

    [Theory]
    [InlineData("/project/xor.weights.json", "xor.weights.json")]
    [InlineData("C:\\project\\nets\\xor.weights.json", "nets/xor.weights.json")]
    [InlineData("xor.weights.json", "xor.weights.json")]
    public void A_file_is_found_by_the_end_of_its_path(string path, string name) =>
        Markup.Verify($"{XorLayers} [Frozen(@\"{name}\")] partial class Net;", File(Xor, path)).AssertCompilesSilently();

    [Theory]
    [InlineData("/project/other.weights.json",
        "'xor.weights.json' is no AdditionalFiles item of the project (other.weights.json); write <AdditionalFiles Include=\"xor.weights.json\" /> in the project file, or here the name of one of these: that of the file itself, where the item has a Link")]
    [InlineData("/project/zxor.weights.json",
        "'xor.weights.json' is no AdditionalFiles item of the project (zxor.weights.json); write <AdditionalFiles Include=\"xor.weights.json\" /> in the project file, or here the name of one of these: that of the file itself, where the item has a Link")]
    [InlineData("/project/readme.txt",
        "'xor.weights.json' is no AdditionalFiles item of the project (no .weights.json is); write <AdditionalFiles Include=\"xor.weights.json\" /> in the project file")]
    public void A_missing_file_is_reported_at_the_attribute(string path, string message) =>
        Markup.Verify(XorLayers + "[Frozen({|MLP013:\"xor.weights.json\"|})] partial class Net;", File(Xor, path), message);

    [Fact]
    public void Two_files_of_one_name_are_reported_at_the_attribute()
    {
        var options = new HarnessOptions { AdditionalFiles = [("/project/a/xor.weights.json", Xor), ("/project/b/xor.weights.json", Xor)] };
        Markup.Verify(
            XorLayers + "[Frozen({|MLP013:\"xor.weights.json\"|})] partial class Net;",
            options,
            "2 AdditionalFiles items are named 'xor.weights.json'; write the folder too, such as 'weights/xor.weights.json'");
        Markup.Verify(XorLayers + "[Frozen(\"b/xor.weights.json\")] partial class Net;", options);
    }

    [Theory]
    [InlineData("\"xor.json\"", "[Frozen] takes the name of an AdditionalFiles item that ends with .weights.json, or of an MlpGenWeights item that ends with .onnx or .safetensors, and 'xor.json' does not")]
    [InlineData("null", "[Frozen] takes the name of an AdditionalFiles item that ends with .weights.json, or of an MlpGenWeights item that ends with .onnx or .safetensors, and '' does not")]
    public void A_name_that_is_none_is_reported(string name, string message) =>
        Markup.Verify($"{XorLayers}[Frozen({{|MLP013:{name}|}})] partial class Net;", File(Xor), message);

    [Fact]
    public void A_loss_on_a_frozen_network_means_nothing() => Markup.Verify(
        XorLayers + "[Frozen(\"xor.weights.json\")] [{|MLP010:Loss(Huber)|}] partial class Net;",
        File(Xor),
        "[Loss] means nothing on a frozen network, which is not trained; remove it, or train a class of its own and freeze its weights here");

    [Theory]
    [InlineData("\"Relu\"", "\"Tanh\"", 4, 21, "Layer 1: file has Tanh, network has Relu")]
    [InlineData("[1, 1]]", "[1]]", 4, 48, "Layer 1: expected 2 rows of 2 numbers, outputs × inputs, found 1")]
    [InlineData("[0, -1]", "[0, -1e40]", 4, 69, "Expected a number that a float can hold, found '-1e40'")]
    [InlineData("[1, -2]]", "[1, -2]", 5, 53, "Expected '[' of a list of numbers, found '\"'")]
    [InlineData("\"format\"", "\"fromat\"", 2, 3, "Expected format, library, description, layers, normalization, columns, target, golden, calibration or tolerance, found 'fromat'")]
    [InlineData("{ \"input\": [1, 0], \"output\": [1] }", "{ \"input\": [1, 0], \"output\": [1.0001] }", 10, 35,
        "Golden example 3, output 1: the file says 1.0001, but its weights and the declared layers give 1; at most 1e-5 of difference is allowed")]
    public void A_file_that_does_not_fit_is_reported_at_line_and_column(string before, string after, int line, int column, string message)
    {
        string text = Xor.ReplaceLineEndings("\n").Replace(before, after, StringComparison.Ordinal);
        GeneratorRun run = GeneratorHarness.Run(Markup.Usings + Class, File(text));

        Diagnostic problem = Assert.Single(run.Diagnostics);
        FileLinePositionSpan place = problem.Location.GetLineSpan();
        Assert.Equal("MLP013", problem.Id);
        Assert.Equal(message, problem.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal("/project/xor.weights.json", place.Path);
        Assert.Equal((line, column), (place.StartLinePosition.Line + 1, place.StartLinePosition.Character + 1));
        Assert.Equal(line, place.EndLinePosition.Line + 1);
        string marked = text.Split('\n')[line - 1][(column - 1)..place.EndLinePosition.Character];
        Assert.True(marked is [_] or ['[', .., ']'] || message.Contains(marked.Trim('"'), StringComparison.Ordinal), marked);
        Assert.Empty(run.Sources);
    }

    [Theory]
    [InlineData("[Layer(3, 16, Elu, Alpha = 0.5)] [Layer(16, 4)]", "Layer 2 of policy.onnx, node 'Gemm_3': 16 → 8, but the declaration says 16 → 4")]
    [InlineData("[Layer(3, 16, Relu)] [Layer(16, 8)]", "Layer 1 of policy.onnx, node 'Gemm_1': Elu, but the declaration says Relu")]
    [InlineData("[Layer(3, 16, Elu)] [Layer(16, 8)]", "Layer 1 of policy.onnx, node 'Gemm_1': Alpha = 0.5, but the declaration says 1")]
    [InlineData("[Layer(3, 16, Elu, Alpha = 0.5)] [Layer(16, 8)]", "Layer 2 of policy.onnx, node 'Gemm_3': no bias, but the declaration has one; write Bias = false")]
    [InlineData("[Layer(3, 16, Elu, Alpha = 0.5, Bias = false)] [Layer(16, 8)]", "Layer 1 of policy.onnx, node 'Gemm_1': a bias, but the declaration says Bias = false")]
    [InlineData("[Layer(3, 8)]", "policy.onnx has 2 layers (3 → 16 → 8), but the declaration has 1 layer (3 → 8)")]
    [InlineData("[Layer(3, 16, Elu, Alpha = 0.5)] [Layer(16, 8, Bias = false)]", null)]
    public void What_does_not_fit_in_a_file_of_others_is_reported_at_the_attribute(string layers, string? message)
    {
        string mark = message is null ? "\"models/policy.onnx\"" : "{|MLP013:\"models/policy.onnx\"|}";
        Markup.Verify(
            $"#pragma warning disable MLP101\n{layers} [Frozen({mark})] static partial class Policy;",
            File(Converted(16, 8), "/project/obj/mlpgen/models/policy.onnx.weights.json"),
            message is null ? [] : [message]);
    }

    [Theory]
    [InlineData("{", "policy.onnx: Expected a name in quotes, found the end of the file")]
    [InlineData("""{"format":"mlpgen.weights/1","layers":[{"weight":[[1e300]],"bias":[1]}]}""", "policy.onnx: Expected a number that a float can hold, found '1e300'")]
    public void So_is_what_else_is_wrong_with_it(string text, string message) => Markup.Verify(
        "[Layer(1, 1)] [Frozen({|MLP013:\"policy.onnx\"|})] static partial class Policy;", File(text, "/project/obj/policy.onnx.weights.json"), message);

    [Fact]
    public void Each_of_two_networks_hears_of_its_own_file() => Markup.Verify(
        """
        [Layer(3, 16, Elu, Alpha = 0.5)] [Layer(16, 7, Bias = false)] [Frozen({|MLP013:"a.onnx"|})] static partial class A;
        [Layer(3, 16, Elu, Alpha = 0.5)] [Layer(16, 9, Bias = false)] [Frozen({|MLP013:"b.safetensors"|})] static partial class B;
        """,
        new HarnessOptions { AdditionalFiles = [("/o/a.onnx.weights.json", Converted(16, 8)), ("/o/b.safetensors.weights.json", Converted(16, 8))] },
        "Layer 2 of a.onnx, node 'Gemm_3': 16 → 8, but the declaration says 16 → 7",
        "Layer 2 of b.safetensors, tensor 'Gemm_3': 16 → 8, but the declaration says 16 → 9");

    /// <summary>3-hidden-outputs, as the build writes it.</summary>
    private static string Converted(int hidden, int outputs) => $$"""
        {
          "format": "mlpgen.weights/1",
          "layers": [
            { "name": "Gemm_1", "activation": "Elu", "alpha": 0.5, "weight": [{{Rows(hidden, 3)}}], "bias": {{Row(hidden)}} },
            { "name": "Gemm_3", "activation": "Identity", "weight": [{{Rows(outputs, hidden)}}] }
          ]
        }
        """;

    private static string Rows(int count, int length) => string.Join(", ", Enumerable.Repeat(Row(length), count));

    private static string Row(int length) => $"[{string.Join(", ", Enumerable.Repeat("1", length))}]";

    [Fact]
    public void Code_that_uses_the_network_has_no_errors_of_its_own()
    {
        const string User = "class User { float[] Run() { var y = new float[Net.OutputSize]; Net.Forward([0, 1], y); return y; } }";
        foreach (HarnessOptions options in (HarnessOptions[])[File("{"), new HarnessOptions()])
        {
            GeneratorRun run = GeneratorHarness.Run(Markup.Usings + Class + User, options);
            Assert.Equal("MLP013", Assert.Single(run.Diagnostics).Id);
            run.AssertCompilesSilently();
        }

        GeneratorRun wrong = GeneratorHarness.Run(Markup.Usings + Class.Replace("Layer(2, 1)", "Layer(3, 1)", StringComparison.Ordinal) + User, File(Xor));
        Assert.Equal("MLP004", Assert.Single(wrong.Diagnostics).Id);
        wrong.AssertCompilesSilently();
    }

    [Theory]
    [InlineData("0.999991", true)]
    [InlineData("0.99998", false)]
    public void A_golden_output_may_be_off_by_a_rounding_error(string output, bool isNear)
    {
        string text = Xor.Replace("[0, 1], \"output\": [1]", $"[0, 1], \"output\": [{output}]", StringComparison.Ordinal);
        Assert.Equal(isNear, GeneratorHarness.Run(Markup.Usings + Class, File(text)).Diagnostics.IsEmpty);
    }

    [Theory]
    [InlineData(1000.005, true)]
    [InlineData(1000.02, false)]
    [InlineData(0.00000999, true, 0)] // of a small output, as of 1
    [InlineData(0.000011, false, 0)]
    public void A_large_golden_output_may_be_off_in_proportion(double output, bool isNear, double bias = 1000)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $$"""
            { "format": "mlpgen.weights/1", "layers": [{ "activation": "Identity", "weight": [[0]], "bias": [{{bias}}] }],
              "golden": [{ "input": [1], "output": [{{output:F8}}] }] }
            """);
        GeneratorRun run = GeneratorHarness.Run(Markup.Usings + "[Layer(1, 1)] [Frozen(\"xor.weights.json\")] partial class Net;", File(text));
        Assert.Equal(isNear, run.Diagnostics.IsEmpty);
    }

    [Fact]
    public void A_network_whose_file_is_wrong_has_its_sizes()
    {
        GeneratorRun run = GeneratorHarness.Run(Markup.Usings + Class, File("{"));
        foreach (string constant in (string[])["InputSize = 2;", "OutputSize = 1;", "ParameterCount = 9;", "TraceSize = 6;"])
        {
            Assert.Contains($"const int {constant}", run.Outlines["Net.g.cs"], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0.25, true)]
    [InlineData(0.5, false)]
    public void The_alpha_of_a_layer_must_be_that_of_the_file(double alpha, bool fits)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $$"""
            { "format": "mlpgen.weights/1", "layers": [{ "activation": "LeakyRelu", "alpha": {{alpha}}, "weight": [[1]], "bias": [0] }] }
            """);
        GeneratorRun run = GeneratorHarness.Run(
            Markup.Usings + "[Layer(1, 1, LeakyRelu, Alpha = 0.25)] [Frozen(\"xor.weights.json\")] partial class Net;", File(text));
        Assert.Equal(fits, run.Diagnostics.IsEmpty);
    }

    [Fact]
    public void Double_precision_is_held_to_more_digits()
    {
        string text = Xor.Replace("[0, 1], \"output\": [1]", "[0, 1], \"output\": [1.00000001]", StringComparison.Ordinal);
        GeneratorRun run = GeneratorHarness.Run(Markup.Usings + "[Network(Precision = Precision.Double)] " + Class, File(text));
        Assert.Contains("at most 1e-9 of difference", Assert.Single(run.Diagnostics).GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_reported_and_never_throws()
    {
        string text = Xor.ReplaceLineEndings("\n");
        for (int length = 0; length < text.Length - 1; length += 7)
        {
            Assert.Equal(["MLP013"], GeneratorHarness.Run(Markup.Usings + Class, File(text[..length])).Diagnostics.Select(problem => problem.Id));
        }
    }

    [Fact]
    public void A_half_typed_attribute_is_left_to_the_compiler()
    {
        Assert.Empty(GeneratorHarness.Run(Markup.Usings + XorLayers + "[Frozen(] partial class Net;", File(Xor)).Diagnostics);
        Assert.Empty(GeneratorHarness.Run(Markup.Usings + XorLayers + "[Frozen()] partial class Net;", File(Xor)).Diagnostics);
    }
}
