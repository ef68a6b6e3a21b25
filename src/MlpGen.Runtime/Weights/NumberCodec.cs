using System.Buffers.Binary;
using System.Numerics;

namespace MlpGen.Weights;

/// <summary>Turns the numbers of a file into those of a network and back, least significant byte first on every machine.</summary>
internal static class NumberCodec
{
    /// <summary>The type of a name such as <c>BF16</c>; null if it is none of those that a network can have.</summary>
    public static TensorType? TypeOf(string name) => name switch
    {
        "F16" => TensorType.F16,
        "BF16" => TensorType.BF16,
        "F32" => TensorType.F32,
        "F64" => TensorType.F64,
        _ => null,
    };

    /// <summary>The type that keeps every bit of <typeparamref name="T"/>.</summary>
    public static TensorType TypeOf<T>() => typeof(T) == typeof(double) ? TensorType.F64 : TensorType.F32;

    /// <summary>The bytes of one number.</summary>
    public static int SizeOf(TensorType type) => type switch
    {
        TensorType.F16 or TensorType.BF16 => 2,
        TensorType.F64 => 8,
        _ => 4,
    };

    /// <summary>Reads one number; a wider one is rounded to the nearest.</summary>
    public static T Read<T>(ReadOnlySpan<byte> bytes, TensorType type)
        where T : unmanaged, IFloatingPointIeee754<T> => type switch
        {
            TensorType.F16 => T.CreateTruncating(BinaryPrimitives.ReadHalfLittleEndian(bytes)),
            TensorType.BF16 => T.CreateTruncating(BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16)),
            TensorType.F32 => T.CreateTruncating(BinaryPrimitives.ReadSingleLittleEndian(bytes)),
            _ => T.CreateTruncating(BinaryPrimitives.ReadDoubleLittleEndian(bytes)),
        };

    /// <summary>Writes one number, rounded to the nearest if the type is narrower.</summary>
    /// <returns>Whether it is as finite as it was: false if it is beyond the type's range.</returns>
    public static bool Write<T>(Span<byte> bytes, TensorType type, T value)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        switch (type)
        {
            case TensorType.F16:
                Half half = Half.CreateTruncating(value);
                BinaryPrimitives.WriteHalfLittleEndian(bytes, half);
                return Half.IsFinite(half) == T.IsFinite(value);
            case TensorType.BF16:
                ushort upper = UpperHalf(float.CreateTruncating(value));
                BinaryPrimitives.WriteUInt16LittleEndian(bytes, upper);
                return (upper & 0x7F80) != 0x7F80 == T.IsFinite(value);
            case TensorType.F32:
                float single = float.CreateTruncating(value);
                BinaryPrimitives.WriteSingleLittleEndian(bytes, single);
                return float.IsFinite(single) == T.IsFinite(value);
            default:
                BinaryPrimitives.WriteDoubleLittleEndian(bytes, double.CreateTruncating(value));
                return true;
        }
    }

    /// <summary>The upper 16 bits of a float, the rest rounded to the nearest, ties to even; NaN stays NaN.</summary>
    private static ushort UpperHalf(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value) ? (ushort)(bits >> 16 | 0x40) : (ushort)(bits + 0x7FFF + (bits >> 16 & 1) >> 16);
    }
}
