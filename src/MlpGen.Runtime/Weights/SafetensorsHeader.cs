using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MlpGen.Weights;

/// <summary>The header of a safetensors file: eight bytes of length, then JSON with a name, type, shape and place for each tensor.</summary>
/// <param name="Tensors">The tensors, in the order of their data, which they cover without gap or overlap.</param>
/// <param name="Metadata">The texts of <c>__metadata__</c>.</param>
/// <param name="DataLength">The bytes of data behind the header.</param>
internal sealed record SafetensorsHeader(IReadOnlyList<TensorEntry> Tensors, IReadOnlyDictionary<string, string> Metadata, long DataLength)
{
    /// <summary>The JSON as it was read, without the length before it.</summary>
    public byte[] Json { get; private init; } = [];

    /// <summary>The bytes that tell the length of the header.</summary>
    public const int PrefixLength = 8;

    /// <summary>The largest header, as the format's own reader has it.</summary>
    private const int MostBytes = 100_000_000;

    private const int MostDimensions = 64;
    private const string MetadataKey = "__metadata__";

    /// <summary>Reads a header and checks all that can be said without looking at the data; the stream is then at the data.</summary>
    public static SafetensorsHeader Read(Stream stream)
    {
        Span<byte> prefix = stackalloc byte[PrefixLength];
        int read = stream.ReadAtLeast(prefix, PrefixLength, throwOnEndOfStream: false);
        if (read < PrefixLength)
        {
            throw Foreign(prefix[..read]) ?? new WeightsException("safetensors file", "at least 8 bytes", $"{read}");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > MostBytes)
        {
            throw Foreign([.. prefix, .. ReadSome(stream)]) ?? new WeightsException(
                "safetensors header", string.Create(CultureInfo.InvariantCulture, $"at most {MostBytes} bytes"), $"a length of {length}");
        }

        if (stream.CanSeek && (long)length > stream.Length - stream.Position)
        {
            long found = stream.Length - stream.Position;
            throw Foreign([.. prefix, .. ReadSome(stream)]) ?? Truncated((int)length, found);
        }

        byte[] json = ReadBytes(stream, (int)length, out int bytes);
        if (bytes < json.Length || json is not [(byte)'{', ..])
        {
            ReadOnlySpan<byte> some = json.AsSpan(0, Math.Min(bytes, ForeignFile.LongestBeginning));
            throw Foreign([.. prefix, .. some]) ?? (bytes < json.Length ? Truncated((int)length, bytes) : NoJson(json));
        }

        SafetensorsHeader header = Parse(json);
        if (stream.CanSeek)
        {
            CheckDataLength(header.DataLength, stream.Length - stream.Position);
        }

        return header;
    }

    /// <summary>Throws unless the data are as long as the header says.</summary>
    public static void CheckDataLength(long expected, long found)
    {
        if (expected != found)
        {
            throw new WeightsException("safetensors data", $"{expected} bytes behind the header", $"{found}");
        }
    }

    /// <summary>Writes length and JSON.</summary>
    public static void Write(Stream stream, IEnumerable<TensorEntry> tensors, IReadOnlyDictionary<string, string> metadata) =>
        stream.Write(Bytes(tensors, metadata));

    /// <summary>Length and JSON, padded so that the data begin at a multiple of eight bytes.</summary>
    public static byte[] Bytes(IEnumerable<TensorEntry> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteStartObject(MetadataKey);
            foreach ((string key, string value) in metadata)
            {
                writer.WriteString(key, value);
            }

            writer.WriteEndObject();
            foreach (TensorEntry tensor in tensors)
            {
                writer.WriteStartObject(tensor.Name);
                writer.WriteString("dtype", tensor.Type);
                WriteNumbers(writer, "shape", tensor.Shape);
                WriteNumbers(writer, "data_offsets", [tensor.Begin, tensor.End]);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        while (json.Length % PrefixLength != 0)
        {
            json.WriteByte((byte)' ');
        }

        return WithLength(json.GetBuffer().AsSpan(0, (int)json.Length));
    }

    /// <summary>The JSON with its length before it.</summary>
    public static byte[] WithLength(ReadOnlySpan<byte> json)
    {
        byte[] header = new byte[PrefixLength + json.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)json.Length);
        json.CopyTo(header.AsSpan(PrefixLength));
        return header;
    }

    private static void WriteNumbers(Utf8JsonWriter writer, string name, long[] numbers)
    {
        writer.WriteStartArray(name);
        foreach (long number in numbers)
        {
            writer.WriteNumberValue(number);
        }

        writer.WriteEndArray();
    }

    /// <summary>As much as tells what kind of file it is.</summary>
    private static byte[] ReadSome(Stream stream)
    {
        byte[] bytes = new byte[ForeignFile.LongestBeginning - PrefixLength];
        return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }

    private static WeightsException? Foreign(ReadOnlySpan<byte> beginning) =>
        ForeignFile.OtherThanSafetensors(beginning)?.Refused("a safetensors file");

    private static WeightsException NoJson(byte[] json) =>
        new("safetensors header", "JSON that begins with '{'", json.Length == 0 ? "nothing" : $"the byte {json[0]}");

    /// <summary>Reads so many bytes, taking memory only as they come: a length is a claim until then.</summary>
    /// <param name="stream">Where from.</param>
    /// <param name="length">How many.</param>
    /// <param name="read">How many came: fewer than the array holds if the stream ended.</param>
    private static byte[] ReadBytes(Stream stream, int length, out int read)
    {
        byte[] bytes = new byte[Math.Min(length, 64 * 1024)];
        read = 0;
        while (true)
        {
            read += stream.ReadAtLeast(bytes.AsSpan(read), bytes.Length - read, throwOnEndOfStream: false);
            if (read < bytes.Length || read == length)
            {
                return bytes;
            }

            Array.Resize(ref bytes, (int)Math.Min(length, 2L * bytes.Length));
        }
    }

    private static WeightsException Truncated(int length, long found) => new("safetensors header", $"{length} bytes", $"{found}");

    private static SafetensorsHeader Parse(byte[] json)
    {
        try
        {
            var tensors = new Dictionary<string, TensorEntry>(StringComparer.Ordinal);
            Dictionary<string, string>? metadata = null;
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 3 });
            reader.Read();
            while (NextProperty(ref reader) is { } name)
            {
                if (name == MetadataKey && metadata is null)
                {
                    metadata = ParseMetadata(ref reader);
                }
                else if (name == MetadataKey || !tensors.TryAdd(name, ParseTensor(ref reader, name)))
                {
                    throw new WeightsException("safetensors header", "each name once", $"'{Excerpt.Of(name)}' twice", name);
                }
            }

            reader.Read(); // nothing but white space may follow
            return Ordered([.. tensors.Values], metadata ?? []) with { Json = json };
        }
        catch (JsonException malformed)
        {
            throw new WeightsException($"safetensors header: malformed JSON at byte {malformed.BytePositionInLine}: {malformed.Message}", malformed);
        }
        catch (InvalidOperationException malformed)
        {
            // A name or text that is not UTF-8.
            throw new WeightsException($"safetensors header: {malformed.Message}", malformed);
        }
    }

    /// <summary>Sorts the tensors by their data, and checks that these cover everything once.</summary>
    private static SafetensorsHeader Ordered(TensorEntry[] tensors, Dictionary<string, string> metadata)
    {
        Array.Sort(tensors, static (left, right) => (left.Begin, left.End, left.Name).CompareTo((right.Begin, right.End, right.Name)));
        long end = 0;
        foreach (TensorEntry tensor in tensors)
        {
            if (tensor.Begin != end)
            {
                throw new WeightsException(
                    $"tensor '{Excerpt.Of(tensor.Name)}'",
                    $"data that begin at {end}, where those before end",
                    $"{tensor.Begin}: the data {(tensor.Begin < end ? "overlap" : "leave a gap")}",
                    tensor.Name);
            }

            tensor.CheckLength();
            end = tensor.End;
        }

        return new SafetensorsHeader(tensors, metadata, end);
    }

    private static Dictionary<string, string> ParseMetadata(ref Utf8JsonReader reader)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return metadata; // as good as none, and some writers say so
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Malformed(MetadataKey, $"{JsonTokenType.StartObject}", Found(ref reader));
        }

        while (NextProperty(ref reader) is { } key)
        {
            Expect(ref reader, JsonTokenType.String, MetadataKey);
            if (!metadata.TryAdd(key, reader.GetString()!))
            {
                throw new WeightsException($"safetensors {MetadataKey}", "each key once", $"'{Excerpt.Of(key)}' twice");
            }
        }

        return metadata;
    }

    private static TensorEntry ParseTensor(ref Utf8JsonReader reader, string name)
    {
        string? type = null;
        long[]? shape = null, offsets = null;
        Expect(ref reader, JsonTokenType.StartObject, name);
        while (NextProperty(ref reader) is { } key)
        {
            switch (key)
            {
                case "dtype" when type is null:
                    Expect(ref reader, JsonTokenType.String, name);
                    type = reader.GetString();
                    break;
                case "shape" when shape is null:
                    shape = ParseNumbers(ref reader, name);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ParseNumbers(ref reader, name);
                    break;
                default:
                    throw Malformed(name, "dtype, shape and data_offsets, each once", $"'{Excerpt.Of(key)}'");
            }
        }

        if (type is null || shape is null || offsets is null)
        {
            throw Malformed(name, "dtype, shape and data_offsets", $"no {(type is null ? "dtype" : shape is null ? "shape" : "data_offsets")}");
        }

        return offsets is [long begin, long end] && begin <= end
            ? new TensorEntry(name, type, shape, begin, end)
            : throw Malformed(name, "data_offsets [begin, end] with begin ≤ end", Excerpt.Of([.. offsets.Take(3)]));
    }

    private static long[] ParseNumbers(ref Utf8JsonReader reader, string name)
    {
        var numbers = new List<long>(2);
        Expect(ref reader, JsonTokenType.StartArray, name);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out long number) || number < 0)
            {
                throw Malformed(name, "whole numbers of 0 or more", Found(ref reader));
            }

            numbers.Add(number);
            if (numbers.Count > MostDimensions)
            {
                throw Malformed(name, $"at most {MostDimensions} dimensions", "more");
            }
        }

        return [.. numbers];
    }

    /// <summary>The name of the object's next property; null at its end.</summary>
    private static string? NextProperty(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.PropertyName ? reader.GetString() : null;
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type, string name)
    {
        reader.Read();
        if (reader.TokenType != type)
        {
            throw Malformed(name, $"{type}", Found(ref reader));
        }
    }

    private static string Found(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartArray or JsonTokenType.StartObject => $"{reader.TokenType}",
        _ => $"'{Excerpt.Of(Encoding.UTF8.GetString(reader.ValueSpan[..Math.Min(reader.ValueSpan.Length, 100)]))}'",
    };

    private static WeightsException Malformed(string name, string expected, string found) =>
        new(name == MetadataKey ? $"safetensors {MetadataKey}" : $"header of tensor '{Excerpt.Of(name)}'", expected, found, name);
}
