namespace MlpGen.Weights;

/// <summary>A stream whose length is known before memory is taken for what its header claims.</summary>
internal static class SeekableStream
{
    /// <summary>The stream itself, or a copy of what is left of it.</summary>
    public static Stream Of(Stream stream)
    {
        if (stream.CanSeek)
        {
            return stream;
        }

        var copy = new MemoryStream();
        stream.CopyTo(copy);
        copy.Position = 0;
        return copy;
    }
}
