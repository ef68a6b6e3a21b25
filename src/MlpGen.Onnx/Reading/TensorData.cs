using System.Buffers.Binary;
using MlpGen.Onnx.Schema;
using MlpGen.Weights;
using DataType = MlpGen.Onnx.Schema.TensorProto.Types.DataType;

namespace MlpGen.Onnx.Reading;

/// <summary>Turns the tensors of a file into numbers.</summary>
/// <param name="external">Data that lie in other files.</param>
/// <param name="work">What may still be made.</param>
internal sealed class TensorData(ExternalData external, Work work)
{
    private const int MostDimensions = 16;

    /// <summary>The numbers of a tensor, all of which must be there.</summary>
    public Constant Read(TensorProto tensor)
    {
        string what = tensor.Name.Length == 0 ? "a tensor" : $"the tensor '{Excerpt.Of(tensor.Name)}'";
        if (tensor.Dims.Count > MostDimensions)
        {
            throw new GraphMistake($"{what} has {tensor.Dims.Count} dimensions");
        }

        long[] shape = [.. tensor.Dims];
        (NumberType type, int size) = (DataType)tensor.DataType switch
        {
            DataType.Float => (NumberType.Single, 4),
            DataType.Double => (NumberType.Double, 8),
            DataType.Float16 or DataType.Bfloat16 => (NumberType.Half, 2),
            DataType.Int64 or DataType.Uint64 => (NumberType.Integer, 8),
            DataType.Int32 or DataType.Uint32 => (NumberType.Integer, 4),
            DataType.Int16 or DataType.Uint16 => (NumberType.Integer, 2),
            DataType.Int8 or DataType.Uint8 => (NumberType.Integer, 1),
            DataType.Bool => (NumberType.Boolean, 1),
            var other => throw new GraphMistake($"{what} is of {TypeName((int)other)}; weights are float, double, float16 or bfloat16"),
        };

        // What a shape claims is taken only when as many numbers have come.
        long wanted = Count(shape, what);
        ReadOnlyMemory<byte> raw = tensor.DataLocation == TensorProto.Types.DataLocation.External
            ? external.Read(tensor, wanted > long.MaxValue / size ? long.MaxValue : wanted * size, what)
            : tensor.RawData.Memory;
        long found = raw.Length > 0 ? raw.Length / size : ListLength(tensor);
        if (found != wanted || raw.Length % size != 0)
        {
            throw new GraphMistake($"{what} has {(raw.Length > 0 ? $"{raw.Length} bytes" : $"{found} numbers")}, but its shape {Excerpt.Of(shape)} takes {wanted} numbers of {size} bytes");
        }

        double[] numbers = new double[work.Take(wanted)];
        if (raw.Length > 0)
        {
            FromBytes(raw.Span, (DataType)tensor.DataType, size, numbers);
        }
        else
        {
            FromList(tensor, numbers);
        }

        return new Constant(type, shape, numbers);
    }

    /// <summary>What messages call a number type.</summary>
    public static string TypeName(int type) => Enum.IsDefined((DataType)type) ? ((DataType)type).ToString().ToLowerInvariant() : $"type {type}";

    private static long Count(long[] shape, string what)
    {
        long count = 1;
        foreach (long dimension in shape)
        {
            if (dimension < 0)
            {
                throw new GraphMistake($"{what} has a dimension of {dimension}");
            }

            count = dimension == 0 ? 0 : count > long.MaxValue / dimension ? long.MaxValue : count * dimension;
        }

        return count;
    }

    private static int ListLength(TensorProto tensor) => (DataType)tensor.DataType switch
    {
        DataType.Float => tensor.FloatData.Count,
        DataType.Double => tensor.DoubleData.Count,
        DataType.Int64 => tensor.Int64Data.Count,
        DataType.Uint64 or DataType.Uint32 => tensor.Uint64Data.Count,
        _ => tensor.Int32Data.Count,
    };

    private static void FromBytes(ReadOnlySpan<byte> raw, DataType type, int size, double[] numbers)
    {
        for (int k = 0; k < numbers.Length; k++)
        {
            ReadOnlySpan<byte> bytes = raw.Slice(k * size, size);
            numbers[k] = type switch
            {
                DataType.Float => BinaryPrimitives.ReadSingleLittleEndian(bytes),
                DataType.Double => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
                DataType.Float16 => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
                DataType.Bfloat16 => NumberCodec.Read<double>(bytes, TensorType.BF16),
                DataType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
                DataType.Uint64 => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
                DataType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
                DataType.Uint32 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
                DataType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
                DataType.Uint16 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
                DataType.Int8 => (sbyte)bytes[0],
                _ => bytes[0],
            };
        }
    }

    private static void FromList(TensorProto tensor, double[] numbers)
    {
        for (int k = 0; k < numbers.Length; k++)
        {
            numbers[k] = (DataType)tensor.DataType switch
            {
                DataType.Float => tensor.FloatData[k],
                DataType.Double => tensor.DoubleData[k],
                DataType.Int64 => tensor.Int64Data[k],
                DataType.Uint64 or DataType.Uint32 => tensor.Uint64Data[k],
                DataType.Float16 => (double)BitConverter.UInt16BitsToHalf((ushort)tensor.Int32Data[k]),
                DataType.Bfloat16 => BitConverter.Int32BitsToSingle(tensor.Int32Data[k] << 16),
                _ => tensor.Int32Data[k],
            };
        }
    }
}
