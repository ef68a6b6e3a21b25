using System.Buffers;
using System.Numerics;

namespace MlpGen.Weights;

/// <summary>Writes tensors out of a flat buffer.</summary>
/// <typeparam name="T">The network's number type.</typeparam>
internal static class TensorWriter<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int ChunkBytes = 64 * 1024;

    /// <summary>Throws if a parameter cannot be written: it is not finite and must be, or the type cannot hold it.</summary>
    public static void Check(ReadOnlySpan<T> parameters, NetworkTensor[] tensors, TensorType type, bool allowNonFinite)
    {
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        foreach (NetworkTensor tensor in tensors)
        {
            for (int k = 0; k < tensor.Count; k++)
            {
                T value = parameters[tensor.Place(k)];
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
    public static IEnumerable<TensorEntry> Entries(NetworkTensor[] tensors, TensorType type)
    {
        long begin = 0;
        foreach (NetworkTensor tensor in tensors)
        {
            long end = begin + (long)tensor.Count * NumberCodec.SizeOf(type);
            yield return new TensorEntry(tensor.Name, type.ToString(), tensor.Shape, begin, end);
            begin = end;
        }
    }

    /// <summary>Writes the data.</summary>
    public static void Write(Stream stream, ReadOnlySpan<T> parameters, NetworkTensor[] tensors, TensorType type)
    {
        int size = NumberCodec.SizeOf(type);
        byte[] chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            foreach (NetworkTensor tensor in tensors)
            {
                for (int first = 0; first < tensor.Count;)
                {
                    int count = Math.Min(ChunkBytes / size, tensor.Count - first);
                    for (int k = 0; k < count; k++)
                    {
                        NumberCodec.Write(chunk.AsSpan(k * size, size), type, parameters[tensor.Place(first + k)]);
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
