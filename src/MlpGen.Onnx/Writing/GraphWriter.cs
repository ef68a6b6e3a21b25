using System.Buffers.Binary;
using System.Globalization;
using Google.Protobuf;
using MlpGen.Onnx.Schema;
using DataType = MlpGen.Onnx.Schema.TensorProto.Types.DataType;

namespace MlpGen.Onnx.Writing;

/// <summary>Writes a network as a graph: a Gemm for each layer, and its activation in operators of opset 17.</summary>
internal sealed class GraphWriter
{
    /// <summary>The version of the operators: the oldest with all that is used here, which every runtime in use knows.</summary>
    public const int Opset = 17;

    private const int IrVersion = 8;

    private readonly GraphProto _graph = new() { Name = "mlp" };
    private readonly HashSet<string> _constants = new(StringComparer.Ordinal);

    private GraphWriter(bool isDouble) => IsDouble = isDouble;

    /// <summary>Whether numbers are doubles.</summary>
    public bool IsDouble { get; }

    /// <summary>The model of a network. The same network gives the same bytes.</summary>
    public static ModelProto Write(DenseNetwork network)
    {
        if (!network.HasActivations)
        {
            throw new InvalidOperationException("The activations of this network are not known.");
        }

        var writer = new GraphWriter(network.Precision == Precision.Double);
        string value = "input";
        writer._graph.Input.Add(writer.Rows(value, network.InputSize));
        for (int l = 0; l < network.Layers.Length; l++)
        {
            LayerInfo layer = network.Layers[l];
            string number = (l + 1).ToString(CultureInfo.InvariantCulture);
            string output = l + 1 == network.Layers.Length ? "output" : $"a{number}", z = layer.Activation == Activation.Identity ? output : $"z{number}";
            var gemm = new NodeProto { OpType = "Gemm", Name = $"dense{number}", Input = { value, $"W{number}" }, Output = { z } };
            writer._graph.Initializer.Add(writer.Tensor($"W{number}", network.Parameters.Slice(layer.WeightOffset, layer.WeightCount), layer.Inputs, layer.Outputs));
            if (layer.HasBias)
            {
                writer._graph.Initializer.Add(writer.Tensor($"b{number}", network.Parameters.Slice(layer.BiasOffset, layer.Outputs), layer.Outputs));
                gemm.Input.Add($"b{number}");
            }

            writer._graph.Node.Add(gemm);
            new ActivationNodes(writer, z, output, number).Write(layer);
            value = output;
        }

        writer._graph.Output.Add(writer.Rows(value, network.OutputSize));
        return new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "MlpGen",
            ProducerVersion = MlpGen.Weights.LibraryVersion.Text,
            Graph = writer._graph,
            OpsetImport = { new OperatorSetIdProto { Version = Opset } },
        };
    }

    /// <summary>Adds a node.</summary>
    public void Node(string operation, string name, string output, ReadOnlySpan<string> inputs, params AttributeProto[] attributes)
    {
        var node = new NodeProto { OpType = operation, Name = name, Output = { output }, Attribute = { attributes } };
        foreach (string input in inputs)
        {
            node.Input.Add(input);
        }

        _graph.Node.Add(node);
    }

    /// <summary>The name of a single number, which is added once.</summary>
    public string Constant(string name, double number)
    {
        if (_constants.Add(name))
        {
            _graph.Initializer.Add(Tensor(name, [number]));
        }

        return name;
    }

    private TensorProto Tensor(string name, ReadOnlySpan<double> numbers, params long[] shape)
    {
        int size = IsDouble ? sizeof(double) : sizeof(float);
        byte[] bytes = new byte[numbers.Length * size];
        for (int k = 0; k < numbers.Length; k++)
        {
            if (IsDouble)
            {
                BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(k * size), numbers[k]);
            }
            else
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(k * size), (float)numbers[k]);
            }
        }

        return new TensorProto { Name = name, DataType = (int)Type, Dims = { shape }, RawData = UnsafeByteOperations.UnsafeWrap(bytes) };
    }

    private DataType Type => IsDouble ? DataType.Double : DataType.Float;

    private ValueInfoProto Rows(string name, int width) => new()
    {
        Name = name,
        Type = new TypeProto
        {
            TensorType = new TypeProto.Types.Tensor
            {
                ElemType = (int)Type,
                Shape = new TensorShapeProto
                {
                    Dim = { new TensorShapeProto.Types.Dimension { DimParam = "N" }, new TensorShapeProto.Types.Dimension { DimValue = width } },
                },
            },
        },
    };
}
