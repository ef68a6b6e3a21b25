using System.Runtime.InteropServices;
using MlpGen.Benchmarks.Networks;

namespace MlpGen.Benchmarks.Contenders;

/// <summary>A network as a model of ONNX: for each layer a Gemm, and its activation behind it. Field numbers are those of onnx.proto.</summary>
internal static class OnnxModel
{
    /// <summary>The names of its input and output.</summary>
    public const string Input = "x", Output = "y";

    private const int Float32 = 1; // TensorProto.DataType
    private const int IrVersion = 8, OperatorSet = 17; // of 2022, and understood by every later runtime

    /// <summary>The bytes of the model file, for batches of exactly so many samples.</summary>
    public static byte[] Write(Candidate network, ReadOnlySpan<float> parameters, int samples)
    {
        ProtobufMessage graph = new ProtobufMessage()
            .Text(2, network.Name)
            .Message(11, Value(Input, samples, network.InputSize))
            .Message(12, Value(Output, samples, network.OutputSize));
        string before = Input;
        for (int l = 1; l <= network.Layers.Length; l++)
        {
            LayerInfo layer = network.Layers[l - 1];
            graph.Message(5, Tensor($"W{l}", parameters.Slice(layer.WeightOffset, layer.WeightCount), layer.Inputs, layer.Outputs));
            graph.Message(5, Tensor($"b{l}", parameters.Slice(layer.BiasOffset, layer.Outputs), layer.Outputs));

            string a = l == network.Layers.Length ? Output : $"a{l}";
            string z = layer.Activation == Activation.Identity ? a : $"z{l}";
            graph.Message(1, Node("Gemm", z, before, $"W{l}", $"b{l}"));
            if (z != a)
            {
                graph.Message(1, Node($"{layer.Activation}", a, z));
            }

            before = a;
        }

        return new ProtobufMessage()
            .Number(1, IrVersion)
            .Message(7, graph)
            .Message(8, new ProtobufMessage().Text(1, "").Number(2, OperatorSet))
            .ToArray();
    }

    /// <summary>The activations measured have the same names in ONNX, and its softmax is over the last axis unless told otherwise.</summary>
    private static ProtobufMessage Node(string operation, string output, params ReadOnlySpan<string> inputs)
    {
        var node = new ProtobufMessage();
        foreach (string input in inputs)
        {
            node.Text(1, input);
        }

        return node.Text(2, output).Text(4, operation);
    }

    private static ProtobufMessage Tensor(string name, ReadOnlySpan<float> values, params ReadOnlySpan<int> dimensions)
    {
        var tensor = new ProtobufMessage();
        foreach (int dimension in dimensions)
        {
            tensor.Number(1, dimension);
        }

        return tensor.Number(2, Float32).Text(8, name).Bytes(9, MemoryMarshal.AsBytes(values));
    }

    private static ProtobufMessage Value(string name, int rows, int columns)
    {
        var shape = new ProtobufMessage().Message(1, new ProtobufMessage().Number(1, rows)).Message(1, new ProtobufMessage().Number(1, columns));
        return new ProtobufMessage().Text(1, name)
            .Message(2, new ProtobufMessage().Message(1, new ProtobufMessage().Number(1, Float32).Message(2, shape)));
    }
}
