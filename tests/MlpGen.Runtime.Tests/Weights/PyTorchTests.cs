using System.Numerics;
using System.Text.Json;
using MlpGen.Tests.Networks;
using MlpGen.Weights;

namespace MlpGen.Tests.Weights;

/// <summary>State dicts that PyTorch exported give the outputs that PyTorch computes.</summary>
public class PyTorchTests
{
    private static readonly Dictionary<string, Export> s_exports = JsonSerializer
        .Deserialize<Export[]>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data/pytorch-weights.json")), JsonSerializerOptions.Web)!
        .ToDictionary(export => export.Name);

    [Fact]
    public void Deep() => AssertSame<PyTorchNetworks.Deep, float>(new(), 1e-6);

    [Fact]
    public void Without_biases() => AssertSame<PyTorchNetworks.NoBias, float>(new(), 1e-6);

    [Fact]
    public void In_half_precision() => AssertSame<PyTorchNetworks.Half, float>(new(), 1e-6);

    [Fact]
    public void In_bfloat16() => AssertSame<PyTorchNetworks.Brain, float>(new(), 1e-6);

    [Fact]
    public void In_double_precision() => AssertSame<PyTorchNetworks.Wide, double>(new(), 1e-14);

    [Fact]
    public void A_module_with_names_in_another_order_than_its_layers() => AssertSame<PyTorchNetworks.Named, float>(new(), 1e-6);

    [Fact]
    public void A_sequential_inside_a_module_with_dropout() => AssertSame<PyTorchNetworks.Wrapped, float>(new(), 1e-6);

    [Fact]
    public void A_single_line() => AssertSame<PyTorchNetworks.Line, float>(new(), 1e-6);

    private static void AssertSame<TSelf, T>(TSelf net, double tolerance)
        where TSelf : INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Export export = s_exports[typeof(TSelf).Name];
        Safetensors.Load(net, export.File);
        var outputs = new T[export.Outputs.Length];
        TSelf.ForwardBatch(net.Parameters, [.. export.Inputs.Select(T.CreateTruncating)], outputs);
        Close.Assert(export.Outputs, [.. outputs.Select(double.CreateTruncating)], tolerance);
    }

    /// <summary>One network of Data/pytorch-weights.json.</summary>
    private sealed record Export(string Name, byte[] File, double[] Inputs, double[] Outputs);
}
