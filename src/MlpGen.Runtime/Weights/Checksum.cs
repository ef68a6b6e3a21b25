using System.Security.Cryptography;
using System.Text;

namespace MlpGen.Weights;

/// <summary>The checksum of a training state: the SHA-256 of the whole file, as it is with 64 zeros in place of these 64 hexadecimal digits.</summary>
/// <remarks>It finds what no check of shapes and ranges can: a number that is another one. Files of weights alone have none, since other
/// programs write them, too.</remarks>
internal static class Checksum
{
    /// <summary>Its name in the metadata.</summary>
    public const string Key = Safetensors.TrainingKey + ".checksum";

    /// <summary>What stands in its place while it is not known.</summary>
    public static string Zeros { get; } = new('0', 2 * SHA256.HashSizeInBytes);

    /// <summary>Writes a file with its checksum.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="header">Length and JSON, with <see cref="Zeros"/> under <see cref="Key"/>; they are overwritten.</param>
    /// <param name="writeData">Writes the data; called twice.</param>
    public static void Write(Stream stream, byte[] header, Action<Stream> writeData)
    {
        using (SHA256 hash = SHA256.Create())
        {
            using (var hashing = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write))
            {
                hashing.Write(header);
                writeData(hashing);
            }

            Encoding.ASCII.GetBytes(Digits(hash.Hash!)).CopyTo(Find(header, Zeros));
        }

        stream.Write(header);
        writeData(stream);
    }

    /// <summary>The stream, or a copy of what is left of it, so that the data can be read twice, if there is a checksum.</summary>
    /// <param name="stream">At the data.</param>
    /// <param name="header">What came before them.</param>
    public static Stream Verifiable(Stream stream, SafetensorsHeader header)
    {
        if (stream.CanSeek || !header.Metadata.ContainsKey(Key))
        {
            return stream;
        }

        Stream copy = SeekableStream.Of(stream);
        SafetensorsHeader.CheckDataLength(header.DataLength, copy.Length);
        return copy;
    }

    /// <summary>Throws if the file has a checksum that is not its own.</summary>
    /// <param name="stream">Behind the data, seekable if there is a checksum; it stays there.</param>
    /// <param name="header">What came before them.</param>
    public static void Verify(Stream stream, SafetensorsHeader header)
    {
        if (!header.Metadata.TryGetValue(Key, out string? expected))
        {
            return;
        }

        byte[] before = SafetensorsHeader.WithLength(header.Json);
        if (expected.Length != Zeros.Length || Find(before, expected) is not { IsEmpty: false } place)
        {
            throw new WeightsException($"metadata '{Key}'", $"{Zeros.Length} hexadecimal digits", $"'{Excerpt.Of(expected)}'");
        }

        place.Fill((byte)'0');
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(before);
        stream.Seek(-header.DataLength, SeekOrigin.Current);
        byte[] chunk = new byte[Math.Min(header.DataLength, 64 * 1024)];
        for (long left = header.DataLength; left > 0;)
        {
            int read = stream.Read(chunk, 0, (int)Math.Min(chunk.Length, left));
            SafetensorsHeader.CheckDataLength(header.DataLength, read > 0 ? header.DataLength : header.DataLength - left);
            hash.AppendData(chunk, 0, read);
            left -= read;
        }

        string found = Digits(hash.GetHashAndReset());
        if (found != expected)
        {
            throw new WeightsException(
                "training state", $"contents of checksum {expected[..8]}…", $"{found[..8]}…", advice: "the file was damaged, or changed by other hands");
        }
    }

    /// <summary>Where the digits stand in a header; empty if they do not.</summary>
    private static Span<byte> Find(byte[] header, string digits)
    {
        byte[] property = Encoding.UTF8.GetBytes($"\"{Key}\":\"{digits}\"");
        int start = header.AsSpan().IndexOf(property);
        return start < 0 ? default : header.AsSpan(start + property.Length - 1 - digits.Length, digits.Length);
    }

    private static string Digits(byte[] hash) => Convert.ToHexString(hash).ToLowerInvariant();
}
