using System.Buffers.Binary;
using System.Text;

namespace MlpGen.Tests.Weights;

/// <summary>Writes safetensors files by the format's rules, byte by byte, sharing nothing with the library.</summary>
internal static class SafetensorsBytes
{
    /// <summary>A file of the small network: W1 of 2 × 3 in PyTorch's layout is 1 … 6, b1 is 7 and 8, W2 of 1 × 2 is 9 and 10.</summary>
    public const string SmallHeader =
        """{"0.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"0.bias":{"dtype":"F32","shape":[2],"data_offsets":[24,32]},"2.weight":{"dtype":"F32","shape":[1,2],"data_offsets":[32,40]}}""";

    /// <summary>The numbers 1 … 10.</summary>
    public static byte[] SmallData { get; } = Singles([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);

    /// <summary>The flat buffer that they become: W1 transposed to 3 × 2, b1, W2.</summary>
    public static float[] SmallParameters { get; } = [1, 4, 2, 5, 3, 6, 7, 8, 9, 10];

    /// <summary>The whole file.</summary>
    public static byte[] Small { get; } = File(SmallHeader, SmallData);

    /// <summary>A file: eight bytes of length, the header, the data.</summary>
    public static byte[] File(string header, byte[] data)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        byte[] length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)json.Length);
        return [.. length, .. json, .. data];
    }

    public static byte[] Singles(float[] numbers) => [.. numbers.SelectMany(number => Bytes(BitConverter.SingleToUInt32Bits(number), 4))];

    public static byte[] Doubles(double[] numbers) => [.. numbers.SelectMany(number => Bytes(BitConverter.DoubleToUInt64Bits(number), 8))];

    public static byte[] Words(ushort[] numbers) => [.. numbers.SelectMany(number => Bytes(number, 2))];

    private static IEnumerable<byte> Bytes(ulong bits, int count) => Enumerable.Range(0, count).Select(k => (byte)(bits >> 8 * k));
}
