using System.IO.Compression;
using System.Text;
using MlpGen.Tests.Networks;
using MlpGen.Training;
using MlpGen.Weights;
using static MlpGen.Tests.Networks.WeightsNetworks;

namespace MlpGen.Tests.Weights;

/// <summary>A file of another kind is told what it is, from memory and from a stream that only goes forward.</summary>
public class ForeignFileTests
{
    private const string Script = "in Python, load it and save its state dict as safetensors; docs/weights.md has a script";

    public static TheoryData<string, byte[], string> Files => new()
    {
        { "zip", Zip(), $"a zip archive, as PyTorch's .pt and .pth, NumPy's .npz and Keras' .keras are; {Script}." },
        { "pickle", [0x80, 2, .. "\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.\x80\x02M"u8], $"a Python pickle, as PyTorch's old .pt and .pth are; {Script}." },
        { "pickle", [0x80, 4, 0x95, 0, 0, 0, 0, 0, 0, 0, .. "}\x94."u8], $"a Python pickle, as PyTorch's old .pt and .pth are; {Script}." },
        { "pointer", [.. "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"u8], "a Git LFS pointer, which stands for the file; fetch the file itself by 'git lfs pull'." },
        { "html", [.. "<!DOCTYPE html>\n<html lang=\"en\">"u8], "an HTML page; whoever served it answered with a page in place of the file: sign in, or use the link that downloads." },
        { "html", [.. "\n  <html><head>"u8], "an HTML page; whoever served it answered with a page in place of the file: sign in, or use the link that downloads." },
        { "xml", [.. "<?xml version=\"1.0\"?><Error>"u8], "an XML document." },
        { "gzip", Gzip(), "a gzip file; unpack it first." },
        { "npy", [0x93, .. "NUMPY\x01\0v\0{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }"u8], $"a NumPy array (.npy); {Script}." },
        { "hdf5", [0x89, .. "HDF\r\n"u8, 0x1A, .. "\n\0\0\0\0\0"u8], $"an HDF5 file, as Keras' .h5 is; {Script}." },
        { "json", [.. "{\"0.weight\": [[1, 2, 3], [4, 5, 6]]}"u8], "a JSON text; WeightsJson.Load reads a .weights.json." },
        { "json", [0xEF, 0xBB, 0xBF, .. "\r\n[1, 2]"u8], "a JSON text; WeightsJson.Load reads a .weights.json." },
        { "csv", [.. "x1,x2,y\r\n0.5,1.25,3\r\n"u8], "a table as text, such as a .csv." },
        { "csv", [.. "1.5;2;3\n"u8], "a table as text, such as a .csv." },
        { "text", [.. "Not Found"u8], "a text that begins with 'Not Found'." },
        { "text", [.. "Größe: keine"u8], "a text that begins with 'Größe: keine'." },
        { "tar", [.. "weights/net.bin"u8, .. new byte[242], .. "ustar\0"u8, .. new byte[249]], "a tar archive; unpack it first." },
        { "utf16", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("{\"format\"")], "a text in UTF-16." },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void What_is_no_safetensors_file_is_told_what_it_is(string name, byte[] file, string message)
    {
        _ = name;
        Assert.Equal("contents: expected a safetensors file, found " + message, SafetensorsCorruptionTests.AssertRefused(file));
        Assert.Equal(
            "contents: expected a safetensors file, found " + message,
            Assert.Throws<WeightsException>(() => Safetensors.Load(new Small(), new ForwardOnlyStream(file))).Message);
        Assert.StartsWith("contents: expected a safetensors file", Assert.Throws<WeightsException>(() => Normalization.Load<float>(new MemoryStream(file))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void What_is_no_json_is_told_what_it_is(string name, byte[] file, string message)
    {
        string actual = Assert.Throws<WeightsException>(() => WeightsJson.Load(new Small(), file)).Message;
        if (name is not ("json" or "text"))
        {
            Assert.Equal("contents: expected a .weights.json, found " + message, actual);
        }
    }

    [Fact]
    public void Either_format_is_known_by_the_other()
    {
        Assert.Equal(
            "contents: expected a .weights.json, found a safetensors file; Safetensors.Load reads it.",
            Assert.Throws<WeightsException>(() => WeightsJson.Load(new Small(), SafetensorsBytes.Small)).Message);
        using var stream = new MemoryStream();
        WeightsJson.Save(new Small(), stream);
        Assert.Equal(
            "contents: expected a safetensors file, found a JSON text; WeightsJson.Load reads a .weights.json.",
            SafetensorsCorruptionTests.AssertRefused(stream.ToArray()));
    }

    [Fact]
    public void The_file_is_named()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllBytes(path, Zip());
        try
        {
            WeightsException refused = Assert.Throws<WeightsException>(() => Safetensors.Load(new Small(), path));
            Assert.StartsWith(path + ": contents: expected a safetensors file, found a zip archive", refused.Message, StringComparison.Ordinal);
            refused = Assert.Throws<WeightsException>(() => WeightsJson.Load(new Small(), path));
            Assert.StartsWith(path + ": contents: expected a .weights.json, found a zip archive", refused.Message, StringComparison.Ordinal);
            Assert.Equal(path, refused.File);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static byte[] Zip()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            using Stream entry = archive.CreateEntry("archive/data.pkl").Open();
            entry.Write([0x80, 2, 1, 2, 3]);
        }

        return stream.ToArray();
    }

    private static byte[] Gzip()
    {
        using var stream = new MemoryStream();
        using (var packed = new GZipStream(stream, CompressionLevel.Fastest))
        {
            packed.Write(SafetensorsBytes.Small);
        }

        return stream.ToArray();
    }
}
