using System.Buffers.Binary;
using System.Text;

namespace MlpGen.Weights;

/// <summary>A file of another kind than the one that was asked for, known by how it begins.</summary>
/// <param name="What">What it is.</param>
/// <param name="Advice">What to do about it, a clause; null where nobody can know.</param>
internal sealed record ForeignFile(string What, string? Advice = null)
{
    /// <summary>As much of a file as is looked at.</summary>
    public const int LongestBeginning = 512;

    private const string SaveAgain = "in Python, load it and save its state dict as safetensors; docs/weights.md has a script";
    private const string Unpack = "unpack it first";

    /// <summary>The bytes that files of a kind begin with, Latin-1.</summary>
    private static readonly (string Beginning, ForeignFile File)[] s_kinds =
    [
        ("PK\x03\x04", new("a zip archive, as PyTorch's .pt and .pth, NumPy's .npz and Keras' .keras are", SaveAgain)),
        ("\x93NUMPY", new("a NumPy array (.npy)", SaveAgain)),
        ("\x89HDF\r\n\x1a\n", new("an HDF5 file, as Keras' .h5 is", SaveAgain)),
        ("GGUF", new("a GGUF file", SaveAgain)),
        ("version https://git-lfs", new("a Git LFS pointer, which stands for the file", "fetch the file itself by 'git lfs pull'")),
        ("version https://hawser", new("a Git LFS pointer, which stands for the file", "fetch the file itself by 'git lfs pull'")),
        ("\x1f\x8b", new("a gzip file", Unpack)),
        ("BZh", new("a bzip2 file", Unpack)),
        ("\xfd" + "7zXZ\0", new("an xz file", Unpack)),
        ("\x28\xb5\x2f\xfd", new("a zstd file", Unpack)),
        ("\x04\x22\x4d\x18", new("an lz4 file", Unpack)),
        ("7z\xbc\xaf\x27\x1c", new("a 7z archive", Unpack)),
        ("Rar!\x1a\x07", new("a RAR archive", Unpack)),
        ("PAR1", new("a Parquet file")),
        ("%PDF-", new("a PDF document")),
        ("\x89PNG\r\n\x1a\n", new("a PNG image")),
        ("\xff\xd8\xff", new("a JPEG image")),
        ("GIF8", new("a GIF image")),
        ("\x7f" + "ELF", new("a program or library (ELF)")),
        ("MZ", new("a program or library (.exe, .dll)")),
        ("SQLite format 3\0", new("an SQLite database")),
        ("\xff\xfe", new("a text in UTF-16")),
        ("\xfe\xff", new("a text in UTF-16")),
    ];

    /// <summary>What a file is that is no safetensors file; null if nothing but a damaged one comes to mind.</summary>
    /// <param name="beginning">Its first bytes, up to <see cref="LongestBeginning"/>.</param>
    public static ForeignFile? OtherThanSafetensors(ReadOnlySpan<byte> beginning)
    {
        // Whatever the bytes of the length are: unless all of them are letters, a header behind them says what it is.
        bool hasHeader = beginning.Length > SafetensorsHeader.PrefixLength && beginning[SafetensorsHeader.PrefixLength] == '{';
        return hasHeader && !IsText(beginning[..SafetensorsHeader.PrefixLength])
            ? null
            : Binary(beginning) ?? Text(beginning);
    }

    /// <summary>What a file is that is no JSON; null if it may be.</summary>
    /// <param name="file">The whole of it, or its beginning.</param>
    public static ForeignFile? OtherThanJson(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> beginning = file[..Math.Min(file.Length, LongestBeginning)];
        if (beginning.Length > SafetensorsHeader.PrefixLength && beginning[SafetensorsHeader.PrefixLength] == '{'
            && BinaryPrimitives.ReadUInt64LittleEndian(beginning) <= (ulong)file.Length)
        {
            return new ForeignFile("a safetensors file", "Safetensors.Load reads it");
        }

        ForeignFile? kind = Binary(beginning) ?? Text(beginning);
        return kind is { IsJson: true } or { IsUnknown: true } ? null : kind;
    }

    /// <summary>Whether it is a JSON text.</summary>
    private bool IsJson { get; init; }

    /// <summary>Whether it is a text of no kind that is known.</summary>
    private bool IsUnknown { get; init; }

    /// <summary>The refusal.</summary>
    /// <param name="expected">What it should have been.</param>
    /// <param name="path">The file, if there is one.</param>
    public WeightsException Refused(string expected, string? path = null)
    {
        var refused = new WeightsException("contents", expected, What, advice: Advice);
        return path is null ? refused : refused.In(path);
    }

    private static ForeignFile? Binary(ReadOnlySpan<byte> beginning)
    {
        foreach ((string start, ForeignFile file) in s_kinds)
        {
            if (StartsWith(beginning, start))
            {
                return file;
            }
        }

        return beginning switch
        {
            // Protocol 2 to 5, then the opcodes that a saved object can begin with.
            [0x80, >= 2 and <= 5, ..] => new ForeignFile("a Python pickle, as PyTorch's old .pt and .pth are", SaveAgain),
            [_, _, _, _, (byte)'T', (byte)'F', (byte)'L', (byte)'3', ..] => new ForeignFile("a TensorFlow Lite model", SaveAgain),
            [0x08, < 0x20, 0x12, < 0x80, ..] => new ForeignFile("an ONNX model", SaveAgain),
            _ when beginning.Length > 262 && StartsWith(beginning[257..], "ustar") => new ForeignFile("a tar archive", Unpack),
            _ => null,
        };
    }

    /// <summary>What a text is; null if it is no text.</summary>
    private static ForeignFile? Text(ReadOnlySpan<byte> beginning)
    {
        if (beginning.StartsWith("\uFEFF"u8))
        {
            beginning = beginning[3..];
        }

        if (beginning.IsEmpty || !IsText(beginning))
        {
            return null;
        }

        string text = Encoding.UTF8.GetString(beginning).TrimStart(), line = text.Split('\n', '\r')[0];
        return text switch
        {
            "" => new ForeignFile("white space"),
            ['{' or '[', ..] => new ForeignFile("a JSON text", "WeightsJson.Load reads a .weights.json") { IsJson = true },
            ['<', '?', 'x' or 'X', ..] => new ForeignFile("an XML document"),
            ['<', ..] => new ForeignFile("an HTML page", "whoever served it answered with a page in place of the file: sign in, or use the link that downloads"),
            _ when line.AsSpan().IndexOfAny(",;\t") > 0 && text.Any(char.IsAsciiDigit) => new ForeignFile("a table as text, such as a .csv"),
            _ => new ForeignFile($"a text that begins with '{Excerpt.Of(line.Length <= 40 ? line : line[..40])}'") { IsUnknown = true },
        };
    }

    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            if (value is < 0x20 and not ((byte)'\t' or (byte)'\n' or (byte)'\r' or 0x0C) or 0x7F)
            {
                return false;
            }
        }

        // A character at the end may be cut.
        string text = Encoding.UTF8.GetString(bytes);
        int broken = text.IndexOf('�');
        return broken < 0 || broken >= text.Length - 3;
    }

    private static bool StartsWith(ReadOnlySpan<byte> bytes, string start)
    {
        if (bytes.Length < start.Length)
        {
            return false;
        }

        for (int k = 0; k < start.Length; k++)
        {
            if (bytes[k] != start[k])
            {
                return false;
            }
        }

        return true;
    }
}
