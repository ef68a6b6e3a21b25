using System.Buffers;
using System.Numerics;

namespace MlpGen.Weights;

/// <summary>Reads the data of tensors, from the first to the last, passing over those that nobody wants.</summary>
/// <param name="stream">At the beginning of the data.</param>
/// <param name="dataLength">The bytes that the header promises.</param>
internal sealed class TensorReader(Stream stream, long dataLength) : IDisposable
{
    private const int ChunkBytes = 64 * 1024;

    private readonly byte[] _chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
    private long _position;

    /// <summary>Reads a tensor whose data lie behind those read before.</summary>
    /// <param name="entry">The tensor in the file; its shape is that of <paramref name="tensor"/>.</param>
    /// <param name="type">Its number type.</param>
    /// <param name="tensor">Where its numbers belong.</param>
    /// <param name="numbers">Overwritten in these places.</param>
    /// <param name="allowNonFinite">Whether NaN and infinity are let in.</param>
    public void Read<T>(TensorEntry entry, TensorType type, StoredTensor tensor, Span<T> numbers, bool allowNonFinite)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        SkipTo(entry.Begin);
        int size = NumberCodec.SizeOf(type);
        for (int first = 0; first < tensor.Count;)
        {
            int count = Math.Min(ChunkBytes / size, tensor.Count - first);
            Fill(_chunk.AsSpan(0, count * size));
            for (int k = 0; k < count; k++)
            {
                ReadOnlySpan<byte> bytes = _chunk.AsSpan(k * size, size);
                T value = NumberCodec.Read<T>(bytes, type);
                if (!allowNonFinite && !T.IsFinite(value))
                {
                    throw NonFinite(entry.Name, tensor, first + k, NumberCodec.Read<double>(bytes, type));
                }

                numbers[tensor.Place(first + k)] = value;
            }

            first += count;
        }
    }

    /// <summary>Passes over the rest, and sees to it that the stream ends with the data.</summary>
    public void Finish()
    {
        SkipTo(dataLength);
        if (!stream.CanSeek && stream.Read(_chunk, 0, 1) > 0)
        {
            throw new WeightsException("safetensors data", $"{dataLength} bytes behind the header", "more");
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_chunk);

    private void SkipTo(long place)
    {
        if (stream.CanSeek)
        {
            stream.Seek(place - _position, SeekOrigin.Current);
            _position = place;
        }

        while (_position < place)
        {
            Fill(_chunk.AsSpan(0, (int)Math.Min(ChunkBytes, place - _position)));
        }
    }

    private void Fill(Span<byte> bytes)
    {
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        _position += read;
        if (read < bytes.Length)
        {
            SafetensorsHeader.CheckDataLength(dataLength, _position);
        }
    }

    private static WeightsException NonFinite(string name, StoredTensor tensor, int k, double value)
    {
        string where = tensor.Where(Excerpt.Of(name)), found = FormattableString.Invariant($"{value} at {Excerpt.Of(tensor.Indices(k))}");
        return double.IsFinite(value)
            ? new WeightsException(where, "numbers that a float can hold", found, name)
            : new WeightsException(where, "finite numbers", found, name, tensor is NetworkTensor ? "AllowNonFinite lets it in" : null);
    }
}
