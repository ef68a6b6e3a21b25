using System.Buffers;
using System.Numerics;

namespace MlpGen.Weights;

/// <summary>Reads the data of tensors into a flat buffer.</summary>
/// <typeparam name="T">The network's number type.</typeparam>
internal static class TensorReader<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int ChunkBytes = 64 * 1024;

    /// <summary>Reads the matched tensors in the order of their data, passing over all others, to the end of the stream.</summary>
    /// <param name="stream">At the beginning of the data.</param>
    /// <param name="header">All tensors.</param>
    /// <param name="matched">Those to read.</param>
    /// <param name="types">Their number types.</param>
    /// <param name="expected">Their places.</param>
    /// <param name="parameters">Overwritten: the flat buffer W1, b1, ….</param>
    /// <param name="allowNonFinite">Whether NaN and infinity are let in.</param>
    public static void Read(
        Stream stream,
        SafetensorsHeader header,
        TensorEntry[] matched,
        TensorType[] types,
        NetworkTensor[] expected,
        Span<T> parameters,
        bool allowNonFinite)
    {
        byte[] chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            int[] order = [.. Enumerable.Range(0, matched.Length)];
            Array.Sort(order, (left, right) => matched[left].Begin.CompareTo(matched[right].Begin));
            long position = 0;
            foreach (int k in order)
            {
                Skip(stream, ref position, matched[k].Begin, chunk, header.DataLength);
                ReadTensor(stream, ref position, matched[k].Name, types[k], expected[k], parameters, allowNonFinite, chunk, header.DataLength);
            }

            Skip(stream, ref position, header.DataLength, chunk, header.DataLength);
            if (!stream.CanSeek && stream.Read(chunk, 0, 1) > 0)
            {
                throw new WeightsException("safetensors data", $"{header.DataLength} bytes behind the header", "more");
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    private static void ReadTensor(
        Stream stream,
        ref long position,
        string name,
        TensorType type,
        NetworkTensor tensor,
        Span<T> parameters,
        bool allowNonFinite,
        byte[] chunk,
        long dataLength)
    {
        int size = NumberCodec.SizeOf(type);
        for (int first = 0; first < tensor.Count;)
        {
            int count = Math.Min(ChunkBytes / size, tensor.Count - first);
            Fill(stream, ref position, chunk.AsSpan(0, count * size), dataLength);
            for (int k = 0; k < count; k++)
            {
                ReadOnlySpan<byte> bytes = chunk.AsSpan(k * size, size);
                T value = NumberCodec.Read<T>(bytes, type);
                if (!allowNonFinite && !T.IsFinite(value))
                {
                    throw NonFinite(name, tensor, first + k, NumberCodec.Read<double>(bytes, type));
                }

                parameters[tensor.Place(first + k)] = value;
            }

            first += count;
        }
    }

    private static void Skip(Stream stream, ref long position, long to, byte[] chunk, long dataLength)
    {
        if (stream.CanSeek)
        {
            stream.Seek(to - position, SeekOrigin.Current);
            position = to;
        }

        while (position < to)
        {
            Fill(stream, ref position, chunk.AsSpan(0, (int)Math.Min(ChunkBytes, to - position)), dataLength);
        }
    }

    private static void Fill(Stream stream, ref long position, Span<byte> bytes, long dataLength)
    {
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        position += read;
        if (read < bytes.Length)
        {
            SafetensorsHeader.CheckDataLength(dataLength, position);
        }
    }

    private static WeightsException NonFinite(string name, NetworkTensor tensor, int k, double value)
    {
        long[] place = tensor.IsWeight ? [k / tensor.Inputs, k % tensor.Inputs] : [k];
        string where = tensor.Where(Excerpt.Of(name));
        return double.IsFinite(value)
            ? new WeightsException(where, "numbers that a float can hold", FormattableString.Invariant($"{value} at {Excerpt.Of(place)}"), name)
            : new WeightsException(
                where, "finite numbers", FormattableString.Invariant($"{value} at {Excerpt.Of(place)}"), name, "AllowNonFinite lets it in");
    }
}
