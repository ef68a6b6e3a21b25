using System.Buffers.Binary;
using System.Text;
using MlpGen.Onnx;
using MlpGen.Weights;

namespace MlpGen.Tool.Tests;

/// <summary>State dicts of others, whose layers are told by their tensors.</summary>
public sealed class StateDictTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".safetensors");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Layers_are_in_the_order_of_the_numbers_in_their_names()
    {
        Write(("net.10.weight", [1, 4]), ("net.2.bias", [4]), ("net.2.weight", [4, 2]), ("net.0.weight", [2, 3]), ("net.0.bias", [2]));
        DenseNetwork network = NetworkFile.Read(_path);
        Assert.Equal("3-2 True, 2-4 True, 4-1 False", string.Join(", ", network.Layers.ToArray().Select(layer => $"{layer.Inputs}-{layer.Outputs} {layer.HasBias}")));
        Assert.False(network.HasActivations);

        // Outputs × inputs there, inputs × outputs here: the data of net.0.weight begin behind 4 + 4 + 8 numbers.
        Assert.Equal([16, 19, 17, 20, 18, 21, 22, 23], network.Parameters[..8].ToArray());
    }

    [Fact]
    public void Words_for_names_are_in_the_order_of_the_data()
    {
        Write(("encoder.weight", [4, 3]), ("encoder.bias", [4]), ("head.weight", [2, 4]));
        Assert.Equal((3, 2), (NetworkFile.Read(_path).InputSize, NetworkFile.Read(_path).OutputSize));
    }

    [Fact]
    public void Layers_that_do_not_fit_each_other_are_named()
    {
        Write(("0.weight", [4, 3]), ("2.weight", [2, 5]));
        Assert.Contains("tensor '2.weight': expected 4 inputs", Assert.Throws<WeightsException>(() => NetworkFile.Read(_path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_tensors_are_refused()
    {
        Write(("0.weight", [4, 3]), ("conv.weight", [4, 3, 2, 2]));
        Assert.Contains("'conv.weight' [4, 3, 2, 2]", Assert.Throws<WeightsException>(() => NetworkFile.Read(_path)).Message, StringComparison.Ordinal);
    }

    private void Write(params (string Name, long[] Shape)[] tensors)
    {
        var header = new List<string>();
        int begin = 0;
        foreach ((string name, long[] shape) in tensors)
        {
            int end = begin + 4 * (int)shape.Aggregate(1L, (product, size) => product * size);
            header.Add($"\"{name}\":{{\"dtype\":\"F32\",\"shape\":[{string.Join(',', shape)}],\"data_offsets\":[{begin},{end}]}}");
            begin = end;
        }

        byte[] json = Encoding.UTF8.GetBytes("{" + string.Join(',', header) + "}"), file = new byte[8 + json.Length + begin];
        BinaryPrimitives.WriteInt64LittleEndian(file, json.Length);
        json.CopyTo(file, 8);
        for (int k = 0; k < begin / 4; k++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(file.AsSpan(8 + json.Length + 4 * k), k);
        }

        File.WriteAllBytes(_path, file);
    }
}
