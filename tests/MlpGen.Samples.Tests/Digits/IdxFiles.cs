using System.Buffers.Binary;
using System.IO.Compression;

namespace MlpGen.Samples.Tests.Digits;

/// <summary>A folder of IDX files, right and wrong ones, which goes with the test.</summary>
public sealed class IdxFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("digits");

    /// <summary>Writes a header of big-endian numbers and what follows it.</summary>
    /// <returns>The path.</returns>
    public string Write(string name, uint[] header, byte[] content)
    {
        byte[] bytes = [.. header.SelectMany(number =>
        {
            byte[] big = new byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(big, number);
            return big;
        }), .. content];
        return Write(name, bytes);
    }

    /// <summary>Writes bytes as they are.</summary>
    public string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>Images of 28 × 28 pixels, the shade of each being its place, modulo 251.</summary>
    public string Images(int count) =>
        Write("images", [0x0803, (uint)count, 28, 28], [.. Enumerable.Range(0, count * 784).Select(i => (byte)(i % 251))]);

    /// <summary>Labels.</summary>
    public string Labels(params byte[] labels) => Write("labels", [0x0801, (uint)labels.Length], labels);

    /// <summary>The same file, gzipped, under a name that does not say so.</summary>
    public string Gzip(string path)
    {
        using var content = new MemoryStream();
        using (var gzip = new GZipStream(content, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(File.ReadAllBytes(path));
        }

        return Write(Path.GetFileName(path) + "-packed", content.ToArray());
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);
}
