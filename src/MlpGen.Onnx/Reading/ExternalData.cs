using System.Globalization;
using MlpGen.Onnx.Schema;
using MlpGen.Weights;

namespace MlpGen.Onnx.Reading;

/// <summary>Tensors whose data lie in files beside the model, and nowhere else.</summary>
/// <param name="folder">The model's folder; null if the model is no file.</param>
internal sealed class ExternalData(string? folder)
{
    private const int MostLinks = 16;

    /// <summary>The bytes of a tensor.</summary>
    /// <param name="tensor">Whose place is named in <c>external_data</c>.</param>
    /// <param name="wanted">How many bytes its shape takes.</param>
    /// <param name="what">What messages call it.</param>
    public ReadOnlyMemory<byte> Read(TensorProto tensor, long wanted, string what)
    {
        string location = Entry(tensor, "location") ?? throw new GraphMistake($"{what} lies in another file, but which one is not said");
        if (folder is null)
        {
            throw new GraphMistake($"{what} lies in the file '{Excerpt.Of(location)}' beside the model: read the model by its path");
        }

        long offset = Number(tensor, "offset", what) ?? 0, length = Number(tensor, "length", what) ?? wanted;
        if (length != wanted)
        {
            throw new GraphMistake($"{what} has {length} bytes in '{Excerpt.Of(location)}', but its shape takes {wanted}");
        }

        string path = Inside(location, what);
        try
        {
            using FileStream file = File.OpenRead(path);
            if (offset > file.Length || wanted > file.Length - offset || wanted > int.MaxValue)
            {
                throw new GraphMistake($"{what} should lie at byte {offset} of '{Excerpt.Of(location)}', {wanted} bytes long, but that file has {file.Length} bytes");
            }

            byte[] bytes = new byte[wanted];
            file.Seek(offset, SeekOrigin.Begin);
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new GraphMistake($"{what} lies in '{Excerpt.Of(location)}' beside the model, which cannot be read: {unreadable.Message}");
        }
    }

    /// <summary>The path of a file in the model's folder, or below it, links followed.</summary>
    private string Inside(string location, string what)
    {
        string root = Path.GetFullPath(folder!);
        try
        {
            string path = Path.GetFullPath(location, root);
            if (!Path.IsPathRooted(location) && IsBelow(path, root) && IsBelow(Resolved(path), Resolved(root)))
            {
                return path;
            }
        }
        catch (Exception malformed) when (malformed is ArgumentException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
        }

        throw new GraphMistake($"{what} names '{Excerpt.Of(location)}' for its data: only files in the model's own folder are read");
    }

    private static bool IsBelow(string path, string root) =>
        path.StartsWith(Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>The path with every link on the way followed, those within the targets of links too.</summary>
    private static string Resolved(string path)
    {
        for (int links = 0; links < MostLinks; links++)
        {
            string next = ResolvedOnce(path);
            if (next == path)
            {
                return path;
            }

            path = next;
        }

        throw new IOException("Too many links.");
    }

    private static string ResolvedOnce(string path)
    {
        string resolved = Path.GetPathRoot(path)!;
        foreach (string part in path[resolved.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            resolved = Path.Combine(resolved, part);
            FileSystemInfo? target = Directory.Exists(resolved)
                ? Directory.ResolveLinkTarget(resolved, returnFinalTarget: true)
                : File.ResolveLinkTarget(resolved, returnFinalTarget: true);
            resolved = target?.FullName ?? resolved;
        }

        return resolved;
    }

    private static string? Entry(TensorProto tensor, string key) => tensor.ExternalData.FirstOrDefault(entry => entry.Key == key)?.Value;

    private static long? Number(TensorProto tensor, string key, string what) => Entry(tensor, key) switch
    {
        null => null,
        { } text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) => number,
        { } text => throw new GraphMistake($"{what} has the {key} '{Excerpt.Of(text)}', which is not a whole number"),
    };
}
