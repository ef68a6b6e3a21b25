using System.Buffers.Binary;
using Google.Protobuf;
using MlpGen.Onnx.Schema;
using DataType = MlpGen.Onnx.Schema.TensorProto.Types.DataType;

namespace MlpGen.Onnx.Tests;

/// <summary>A model made by hand, node by node.</summary>
internal sealed class GraphBuilder
{
    private readonly GraphProto _graph = new() { Name = "graph" };
    private readonly Random _random = new(5);

    /// <summary>A model whose input has these dimensions; null for an open one.</summary>
    public GraphBuilder(DataType type = DataType.Float, long opset = 17, params long?[] input)
    {
        Model = new ModelProto { IrVersion = 8, Graph = _graph, OpsetImport = { new OperatorSetIdProto { Version = opset } } };
        Type = type;
        _graph.Input.Add(Info("x", type, input.Length == 0 ? [null, 3] : input));
    }

    public ModelProto Model { get; }

    public GraphProto Graph => _graph;

    public DataType Type { get; }

    /// <summary>Adds a node with one output.</summary>
    public GraphBuilder Node(string operation, string inputs, string output, params (string Name, object Value)[] attributes)
    {
        var node = new NodeProto { OpType = operation, Name = $"{operation}_{_graph.Node.Count + 1}", Output = { output.Split(' ') } };
        node.Input.Add(inputs.Length == 0 ? [] : inputs.Split(' ').Select(name => name == "-" ? "" : name));
        node.Attribute.Add(attributes.Select(attribute => Attribute(attribute.Name, attribute.Value)));
        _graph.Node.Add(node);
        return this;
    }

    /// <summary>Adds random weights of the model's type.</summary>
    public GraphBuilder Weights(string name, params long[] shape)
    {
        double[] numbers = [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (p, d) => p * d)).Select(_ => (double)(float)(_random.NextDouble() * 2 - 1))];
        _graph.Initializer.Add(Tensor(name, numbers, Type, shape));
        return this;
    }

    /// <summary>Adds numbers of the model's type.</summary>
    public GraphBuilder Constant(string name, long[] shape, params double[] numbers)
    {
        _graph.Initializer.Add(Tensor(name, numbers, Type, shape));
        return this;
    }

    /// <summary>Adds integers, as shapes and axes are.</summary>
    public GraphBuilder Integers(string name, params double[] numbers)
    {
        _graph.Initializer.Add(Tensor(name, numbers, DataType.Int64, numbers.Length));
        return this;
    }

    /// <summary>Adds one integer without a dimension.</summary>
    public GraphBuilder Integer(string name, double number)
    {
        _graph.Initializer.Add(Tensor(name, [number], DataType.Int64));
        return this;
    }

    /// <summary>Adds an input.</summary>
    public GraphBuilder Input(string name, params long?[] shape)
    {
        _graph.Input.Add(Info(name, Type, shape));
        return this;
    }

    /// <summary>Names an output.</summary>
    public GraphBuilder Output(string name, params long?[] shape)
    {
        _graph.Output.Add(Info(name, Type, shape.Length == 0 ? [null, null] : shape));
        return this;
    }

    /// <summary>Names the operators of scikit-learn as known.</summary>
    public GraphBuilder Import(string domain, long version)
    {
        Model.OpsetImport.Add(new OperatorSetIdProto { Domain = domain, Version = version });
        return this;
    }

    public byte[] ToBytes() => Model.ToByteArray();

    public DenseNetwork Read(string? output = null)
    {
        using var stream = new MemoryStream(ToBytes());
        return OnnxFile.Read(stream, new OnnxReadOptions { Output = output });
    }

    /// <summary>What is said when the model is read.</summary>
    public OnnxException Refusal(string? output = null) => Assert.Throws<OnnxException>(() => Read(output));

    /// <summary>Reads the model, and holds it against ONNX Runtime.</summary>
    public DenseNetwork Check(string? output = null, double tolerance = 1e-6)
    {
        DenseNetwork network = Read(output);
        Reference.Compare(network, ToBytes(), output, tolerance: tolerance);
        return network;
    }

    public static TensorProto Tensor(string name, double[] numbers, DataType type, params long[] shape) =>
        new() { Name = name, DataType = (int)type, Dims = { shape }, RawData = ByteString.CopyFrom(Bytes(numbers, type)) };

    public static byte[] Bytes(double[] numbers, DataType type)
    {
        using var bytes = new MemoryStream();
        Span<byte> one = stackalloc byte[8];
        foreach (double number in numbers)
        {
            int size = 8;
            switch (type)
            {
                case DataType.Float:
                    BinaryPrimitives.WriteSingleLittleEndian(one, (float)number);
                    size = 4;
                    break;
                case DataType.Float16:
                    BinaryPrimitives.WriteHalfLittleEndian(one, (Half)number);
                    size = 2;
                    break;
                case DataType.Bfloat16:
                    BinaryPrimitives.WriteUInt16LittleEndian(one, (ushort)(BitConverter.SingleToUInt32Bits((float)number) >> 16));
                    size = 2;
                    break;
                case DataType.Int64:
                    BinaryPrimitives.WriteInt64LittleEndian(one, (long)number);
                    break;
                case DataType.Bool:
                    one[0] = number == 0 ? (byte)0 : (byte)1;
                    size = 1;
                    break;
                default:
                    BinaryPrimitives.WriteDoubleLittleEndian(one, number);
                    break;
            }

            bytes.Write(one[..size]);
        }

        return bytes.ToArray();
    }

    private static AttributeProto Attribute(string name, object value) => value switch
    {
        int integer => new() { Name = name, I = integer, Type = AttributeProto.Types.AttributeType.Int },
        double number => new() { Name = name, F = (float)number, Type = AttributeProto.Types.AttributeType.Float },
        string text => new() { Name = name, S = ByteString.CopyFromUtf8(text), Type = AttributeProto.Types.AttributeType.String },
        long[] integers => new() { Name = name, Ints = { integers }, Type = AttributeProto.Types.AttributeType.Ints },
        float[] numbers => new() { Name = name, Floats = { numbers }, Type = AttributeProto.Types.AttributeType.Floats },
        TensorProto tensor => new() { Name = name, T = tensor, Type = AttributeProto.Types.AttributeType.Tensor },
        _ => throw new ArgumentException($"{value}", nameof(value)),
    };

    private static ValueInfoProto Info(string name, DataType type, long?[] shape)
    {
        var dimensions = new TensorShapeProto();
        foreach (long? size in shape)
        {
            dimensions.Dim.Add(size is { } known ? new TensorShapeProto.Types.Dimension { DimValue = known } : new TensorShapeProto.Types.Dimension { DimParam = $"{name}_{dimensions.Dim.Count}" });
        }

        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = dimensions } } };
    }
}
