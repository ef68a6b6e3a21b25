using System.Buffers;
using System.Numerics;

namespace MlpGen.Weights;

/// <summary>Writes tensors out of memory.</summary>
internal static class TensorWriter
{
    private const int ChunkBytes = 64 * 1024;

    /// <summary>Throws if a number cannot be written: it is not finite and must be, or the type cannot hold it.</summary>
    public static void Check<T>(ReadOnlySpan<T> numbers, StoredTensor[] tensors, TensorType type, bool allowNonFinite)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        foreach (StoredTensor tensor in tensors)
        {
            for (int k = 0; k < tensor.Count; k++)
            {
                T value = numbers[tensor.Place(k)];
                if (!T.IsFinite(value) && !allowNonFinite)
                {
                    throw new WeightsException(
                        tensor.Where(tensor.Name), "finite numbers", FormattableString.Invariant($"{value}"), tensor.Name, "AllowNonFinite writes it");
                }

                if (!NumberCodec.Write(bytes, type, value))
                {
                    throw new WeightsException(tensor.Where(tensor.Name), $"numbers that {type} can hold", FormattableString.Invariant($"{value}"), tensor.Name);
                }
            }
        }
    }

    /// <summary>The entries of the header, the data one after the other.</summary>
    /// <param name="tensors">The tensors.</param>
    /// <param name="type">The number type of them all.</param>
    /// <param name="begin">Where the data of the first begin.</param>
    public static IEnumerable<TensorEntry> Entries(StoredTensor[] tensors, TensorType type, long begin = 0)
    {
        foreach (StoredTensor tensor in tensors)
        {
            long end = begin + (long)tensor.Count * NumberCodec.SizeOf(type);
            yield return new TensorEntry(tensor.Name, type.ToString(), tensor.Shape, begin, end);
            begin = end;
        }
    }

    /// <summary>Writes the data.</summary>
    public static void Write<T>(Stream stream, ReadOnlySpan<T> numbers, StoredTensor[] tensors, TensorType type)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int size = NumberCodec.SizeOf(type);
        byte[] chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            foreach (StoredTensor tensor in tensors)
            {
                for (int first = 0; first < tensor.Count;)
                {
                    int count = Math.Min(ChunkBytes / size, tensor.Count - first);
                    for (int k = 0; k < count; k++)
                    {
                        NumberCodec.Write(chunk.AsSpan(k * size, size), type, numbers[tensor.Place(first + k)]);
                    }

                    stream.Write(chunk, 0, count * size);
                    first += count;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}
