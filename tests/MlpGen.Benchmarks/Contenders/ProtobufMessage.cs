using System.Text;

namespace MlpGen.Benchmarks.Contenders;

/// <summary>Writes fields in protobuf's wire format: as much of it as a model of ONNX has.</summary>
internal sealed class ProtobufMessage
{
    private const int VaryingLength = 0, LengthBefore = 2;

    private readonly List<byte> _bytes = [];

    public byte[] ToArray() => _bytes.ToArray();

    /// <summary>An integer that is not negative, or the value of an enum.</summary>
    public ProtobufMessage Number(int field, long value)
    {
        Varying(field << 3 | VaryingLength);
        Varying(value);
        return this;
    }

    /// <summary>Repeated calls make repeated fields.</summary>
    public ProtobufMessage Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <inheritdoc cref="Text"/>
    public ProtobufMessage Message(int field, ProtobufMessage value) => Bytes(field, value.ToArray());

    public ProtobufMessage Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varying(field << 3 | LengthBefore);
        Varying(value.Length);
        _bytes.AddRange(value);
        return this;
    }

    /// <summary>Seven bits a byte, the lowest first; the eighth says that more follow.</summary>
    private void Varying(long value)
    {
        for (; value > 127; value >>= 7)
        {
            _bytes.Add((byte)(value & 127 | 128));
        }

        _bytes.Add((byte)value);
    }
}
