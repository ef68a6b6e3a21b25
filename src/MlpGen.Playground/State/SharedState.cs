using System.Buffers.Text;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using MlpGen.Playground.Learning;

namespace MlpGen.Playground.State;

/// <summary>What a link holds in its fragment: the declaration and the settings. No server ever sees it.</summary>
/// <param name="Source">The user's file.</param>
/// <param name="Data">The data set.</param>
/// <param name="Settings">How it is trained.</param>
public sealed record SharedState(string Source, string Data, TrainingSettings Settings)
{
    private const string Version = "1.";

    // A link is made by strangers: what it unpacks to must not fill the memory.
    private const int LongestText = 200_000;

    /// <summary>As a fragment, without the <c>#</c>.</summary>
    public string ToFragment()
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.SmallestSize))
        {
            JsonSerializer.Serialize(deflate, this, SharedStateJson.Default.SharedState);
        }

        return Version + Base64Url.EncodeToString(packed.ToArray());
    }

    /// <summary>Reads a fragment.</summary>
    /// <param name="fragment">With or without the <c>#</c>.</param>
    /// <returns>Null if it is empty, or none of ours.</returns>
    public static SharedState? OfFragment(string fragment)
    {
        fragment = fragment.TrimStart('#');
        if (!fragment.StartsWith(Version, StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            using var packed = new MemoryStream(Base64Url.DecodeFromChars(fragment.AsSpan(Version.Length)));
            using var deflate = new DeflateStream(packed, CompressionMode.Decompress);
            byte[] text = new byte[LongestText];
            int length = deflate.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
            return length == text.Length ? null : JsonSerializer.Deserialize(Encoding.UTF8.GetString(text, 0, length), SharedStateJson.Default.SharedState);
        }
        catch (Exception bad) when (bad is FormatException or InvalidDataException or JsonException)
        {
            return null;
        }
    }
}

/// <summary>Writes and reads it without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(SharedState))]
internal sealed partial class SharedStateJson : JsonSerializerContext;
