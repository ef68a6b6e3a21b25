namespace MlpGen.Onnx.Tests;

/// <summary>Files that PyTorch's exporter wrote (Fixtures/make.py), held against ONNX Runtime.</summary>
public sealed class FixtureTests
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Fixtures");

    public static TheoryData<string> Readable() =>
        [.. Directory.GetFiles(Folder, "*.onnx").Select(path => Path.GetFileName(path)).Where(name => !name.StartsWith("not_", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Readable))]
    public void A_file_of_PyTorch_is_read(string name)
    {
        string path = Path.Combine(Folder, name);
        DenseNetwork network = OnnxFile.Read(path);
        double[][] rows = Reference.Rows(network.InputSize, 8, 3);
        Reference.Compare(network, rows, Reference.RunFile(path, rows), name.Contains("double", StringComparison.Ordinal) ? 1e-12 : 1e-6);
    }

    [Theory]
    [InlineData("gelu", Activation.Gelu)]
    [InlineData("gelutanh", Activation.GeluTanh)]
    [InlineData("silu", Activation.Silu)]
    [InlineData("softplus", Activation.Softplus)]
    [InlineData("hardsigmoid", Activation.HardSigmoid)]
    [InlineData("hardtanh", Activation.HardTanh)]
    [InlineData("relu6", Activation.HardTanh)]
    [InlineData("selu", Activation.Selu)]
    [InlineData("elu", Activation.Elu)]
    [InlineData("leakyrelu", Activation.LeakyRelu)]
    [InlineData("prelu", Activation.LeakyRelu)]
    public void Its_activation_is_known(string name, Activation expected) =>
        Assert.Equal(expected, OnnxFile.Read(Path.Combine(Folder, $"{name}.onnx")).Layers[0].Activation);

    [Theory]
    [InlineData("not_mish", "Mul", "no activation of MlpGen's")]
    [InlineData("not_logsoftmax", "LogSoftmax", "the logits")]
    [InlineData("not_conv", "Conv", "only dense layers")]
    [InlineData("not_layernorm", null, "")]
    [InlineData("not_skip", "Add", "two branches")]
    public void What_is_no_network_of_dense_layers_is_refused_at_its_node(string name, string? operation, string why)
    {
        OnnxException refusal = Assert.Throws<OnnxException>(() => OnnxFile.Read(Path.Combine(Folder, $"{name}.onnx")));
        Assert.NotNull(refusal.Node);
        Assert.Equal(operation ?? refusal.Operation, refusal.Operation);
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
    }
}
