using System.Text.Json;
using MlpGen.Onnx;

namespace MlpGen.Tool.Tests;

/// <summary>The commands, as their help shows them.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly ToolRun _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Show_tells_layers_ranges_costs_and_the_class()
    {
        string shown = _tool.Successful("show", _tool.Fixture("softmax_opset13.onnx"));
        Assert.Contains("3 inputs, 2 outputs, 2 layers of float", shown, StringComparison.Ordinal);
        Assert.Contains("26 parameters (104 bytes), 20 multiply-adds for each sample", shown, StringComparison.Ordinal);
        Assert.Contains("[Layer(3, 4, Relu)]\n[Layer(4, 2, Softmax)]\npublic partial class Net;", shown, StringComparison.Ordinal);

        JsonElement json = _tool.Json("show", "@softmax_opset13.onnx");
        Assert.Equal(26, json.GetProperty("parameters").GetInt32());
        Assert.Equal("Softmax", json.GetProperty("layers")[1].GetProperty("activation").GetString());
        DenseNetwork network = OnnxFile.Read(_tool["softmax_opset13.onnx"]);
        Assert.Equal(network.Parameters[..12].ToArray().Min(), json.GetProperty("layers")[0].GetProperty("weightMinimum").GetDouble());
    }

    [Fact]
    public void Import_writes_weights_for_Frozen_and_the_class()
    {
        string imported = _tool.Successful("import", _tool.Fixture("leakyrelu.onnx"), "-o", "@door-policy.weights.json", "--namespace", "Game", "--golden", "3");
        Assert.Contains(
            """
            using MlpGen;
            using static MlpGen.Activation;

            namespace Game;

            [Layer(3, 4, LeakyRelu, Alpha = 0.2)]
            [Layer(4, 2)]
            [Frozen("door-policy.weights.json")]
            public static partial class DoorPolicy;
            """.ReplaceLineEndings("\n"), imported, StringComparison.Ordinal);
        Assert.Contains("<AdditionalFiles Include=\"door-policy.weights.json\" />", imported, StringComparison.Ordinal);
        Same(OnnxFile.Read(_tool["leakyrelu.onnx"]), NetworkFile.Read(_tool["door-policy.weights.json"]));
        Assert.Contains("\"golden\"", File.ReadAllText(_tool["door-policy.weights.json"]), StringComparison.Ordinal);

        _tool.Successful("import", "@leakyrelu.onnx", "--class", "Policy", "--declaration", "@Policy.cs");
        Assert.Contains("public static partial class Policy;", File.ReadAllText(_tool["Policy.cs"]), StringComparison.Ordinal);
        Assert.Contains("leakyrelu.weights.json", _tool.Files);
    }

    [Fact]
    public void Every_format_becomes_every_other_without_losing_a_bit()
    {
        int round = 0;
        foreach (Precision precision in Enum.GetValues<Precision>())
        {
            foreach (Activation activation in RandomNetwork.Activations)
            {
                DenseNetwork network = RandomNetwork.Of(activation, precision, ++round);
                NetworkFile.Write(network, _tool["a.onnx"]);
                _tool.Successful("convert", "@a.onnx", "@b.safetensors");
                _tool.Successful("export", "@b.safetensors", "-o", "@c.weights.json");
                _tool.Successful("convert", "@c.weights.json", "@d.onnx");
                Same(network, NetworkFile.Read(_tool["b.safetensors"]));
                Same(network, NetworkFile.Read(_tool["c.weights.json"]));
                Assert.Equal(File.ReadAllBytes(_tool["a.onnx"]), File.ReadAllBytes(_tool["d.onnx"]));
            }
        }
    }

    [Fact]
    public void A_state_dict_needs_to_be_told_its_activations()
    {
        DenseNetwork network = RandomNetwork.Of(Activation.Relu, Precision.Single, 2);
        var bare = new DenseNetwork(network.Layers.ToArray(), network.Parameters.ToArray(), Precision.Single, hasActivations: false);
        NetworkFile.Write(bare, _tool["model.safetensors"]);
        Assert.Contains("not in the file", _tool.Successful("show", "@model.safetensors"), StringComparison.Ordinal);
        Assert.Contains("--activations Relu,Relu,Identity", _tool.Refused("export", "@model.safetensors", "-o", "@model.onnx"), StringComparison.Ordinal);
        Assert.Contains("has 3 layers, but there are 2", _tool.Refused("show", "@model.safetensors", "--activations", "Relu,Relu"), StringComparison.Ordinal);
        Assert.Contains("'Rellu'", _tool.Refused("show", "@model.safetensors", "--activations", "Rellu,Relu,Relu"), StringComparison.Ordinal);
        Assert.Equal(["model.safetensors"], _tool.Files);

        _tool.Successful("export", "@model.safetensors", "-o", "@model.onnx", "--activations", "relu,LeakyRelu(0.3),Identity");
        Assert.Equal(0.3, OnnxFile.Read(_tool["model.onnx"]).Layers[1].Alpha);
    }

    [Fact]
    public void Compare_puts_outputs_beside_each_other()
    {
        _tool.Successful("convert", _tool.Fixture("gelu.onnx"), "@same.weights.json");
        Assert.Contains("They compute the same.", _tool.Successful("compare", "@gelu.onnx", "@same.weights.json"), StringComparison.Ordinal);

        (int code, string output, _) = _tool.Run("compare", "@gelu.onnx", _tool.Fixture("gelutanh.onnx"), "--random", "20");
        Assert.Equal(1, code);
        Assert.Contains("outputs differ", output, StringComparison.Ordinal);

        File.WriteAllText(_tool["in.csv"], "a,b,c\n0.5,1,2\n\n-1;0;0.25\n");
        JsonElement json = _tool.Json("compare", "@gelu.onnx", "@same.weights.json", "--inputs", _tool["in.csv"]);
        Assert.Equal((2, 0), (json.GetProperty("samples").GetInt32(), json.GetProperty("differing").GetInt32()));

        File.WriteAllText(_tool["in.csv"], "0.5,1\n");
        Assert.Contains("in.csv(1): expected 3 numbers", _tool.Refused("compare", "@gelu.onnx", "@same.weights.json", "--inputs", "@in.csv"), StringComparison.Ordinal);
        File.WriteAllText(_tool["in.csv"], "1,2,3\n1,x,2\n");
        Assert.Contains("in.csv(2): expected a number, found 'x'", _tool.Refused("compare", "@gelu.onnx", "@same.weights.json", "--inputs", "@in.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_shows_help_pages_without_a_network()
    {
        Assert.StartsWith("# MLP004: A layer does not fit", _tool.Successful("explain", "mlp004"), StringComparison.Ordinal);
        Assert.Contains("MLP013:", _tool.Successful("explain"), StringComparison.Ordinal);
        Assert.Contains("there is no diagnostic 'MLP999'; there are MLP001", _tool.Refused("explain", "MLP999"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("show")]
    [InlineData("import")]
    [InlineData("export")]
    [InlineData("convert")]
    [InlineData("emit")]
    [InlineData("compare")]
    [InlineData("explain")]
    public void Help_teaches_by_examples(string command)
    {
        string help = _tool.Successful(command.Length == 0 ? ["--help"] : [command, "--help"]);
        Assert.Contains("Usage:", help, StringComparison.Ordinal);
        Assert.Contains("Examples:", help, StringComparison.Ordinal);
        Assert.Contains($"  mlpgen {command}", help, StringComparison.Ordinal);
        Assert.Contains("Exit codes:", help, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'sho'", "sho", "x.onnx")]
    [InlineData("'--ou'", "export", "x.onnx", "--ou", "y.onnx")]
    [InlineData("missing", "show")]
    [InlineData("ends in .onnx, .safetensors or .weights.json", "show", "x.pt")]
    [InlineData("no.onnx", "show", "no.onnx")]
    [InlineData("a class", "emit", "x.onnx", "--class", "2nd")]
    [InlineData("a class", "emit", "x.onnx", "--class", "class")]
    [InlineData("a namespace", "emit", "x.onnx", "--class", "A", "--namespace", "B..C")]
    [InlineData("csharp9", "emit", "x.onnx", "--class", "A", "--target", "java")]
    public void A_wrong_command_line_has_exit_code_2_and_says_what_is_wrong(string what, params string[] words)
    {
        (int code, string output, string error) = _tool.Run(words);
        Assert.Equal((2, ""), (code, output));
        Assert.True(error.Contains(what, StringComparison.OrdinalIgnoreCase), error);
    }

    [Fact]
    public void A_bad_file_writes_nothing()
    {
        File.WriteAllText(_tool["bad.weights.json"], "{ \"format\": \"mlpgen.weights/1\", \"layers\": [ { \"weight\": [[1, 2], [3]] } ] }");
        File.WriteAllBytes(_tool["bad.safetensors"], [8, 0, 0, 0, 0, 0, 0, 0, .. "{\"a\":1} "u8]);
        File.WriteAllText(_tool["kept.onnx"], "as it was");
        foreach (string bad in new[] { _tool.Fixture("not_conv.onnx"), "@bad.weights.json", "@bad.safetensors" })
        {
            string error = _tool.Refused("convert", bad, "@kept.onnx");
            Assert.Contains(bad[1..], error, StringComparison.Ordinal);
        }

        Assert.Contains("node '/0/Conv' (Conv)", _tool.Refused("convert", "@not_conv.onnx", "@kept.onnx"), StringComparison.Ordinal);
        Assert.Equal("as it was", File.ReadAllText(_tool["kept.onnx"]));
        Assert.Equal(["bad.safetensors", "bad.weights.json", "kept.onnx", "not_conv.onnx"], _tool.Files);
        (int code, string output, _) = _tool.Run("show", "@not_conv.onnx", "--json");
        Assert.Equal(2, code);
        Assert.Contains("Conv", JsonDocument.Parse(output).RootElement.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_no_crash() =>
        Assert.Contains("nowhere", _tool.Refused("convert", _tool.Fixture("gelu.onnx"), "@nowhere/b.onnx"), StringComparison.Ordinal);

    internal static void Same(DenseNetwork expected, DenseNetwork actual)
    {
        Assert.Equal(expected.Precision, actual.Precision);
        Assert.Equal(expected.Layers.ToArray(), actual.Layers.ToArray());
        Assert.Equal(expected.Parameters.ToArray(), actual.Parameters.ToArray());
    }
}
