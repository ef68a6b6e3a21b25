namespace MlpGen.Weights;

/// <summary>Writes to what is there and must stay: a pipe, a terminal, a device, or a file that cannot be replaced.</summary>
internal static class FileInPlace
{
    /// <summary>Writes the contents. A file has them and no more afterwards; if that fails, it has its old ones again, as far as these
    /// could be read and can be written.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="contents">Read from where they stand to their end.</param>
    public static void Write(SaveTarget target, Stream contents)
    {
        if (target.IsReplaceable)
        {
            WriteFile(target, contents);
            return;
        }

        using FileStream stream = target.OpenStream();
        contents.CopyTo(stream);
        stream.Flush();
        if (stream.CanSeek)
        {
            // Writing does not move the place where the process goes on writing, until somebody asks for the handle.
            _ = stream.SafeFileHandle;
        }
    }

    private static void WriteFile(SaveTarget target, Stream contents)
    {
        using FileStream stream = Open(target);
        byte[]? before = stream.CanRead ? Read(stream) : null;
        try
        {
            Overwrite(stream, contents);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Restore(target, stream, before);
            throw;
        }
    }

    /// <summary>The file, to be read too if that is allowed.</summary>
    private static FileStream Open(SaveTarget target)
    {
        if (!target.Exists)
        {
            return new FileStream(target.Path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        }

        try
        {
            return new FileStream(target.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        }
        catch (UnauthorizedAccessException)
        {
            return new FileStream(target.Path, FileMode.Open, FileAccess.Write, FileShare.Read, bufferSize: 0);
        }
    }

    private static byte[]? Read(FileStream stream)
    {
        if (stream.Length > Array.MaxLength)
        {
            return null;
        }

        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        stream.Position = 0;
        return bytes;
    }

    /// <summary>Writes over what is there before anything is cut off: a full disk has room for what it holds already.</summary>
    private static void Overwrite(FileStream stream, Stream contents)
    {
        contents.CopyTo(stream);
        if (stream.Length > stream.Position)
        {
            stream.SetLength(stream.Position);
        }

        stream.Flush(flushToDisk: true);
    }

    /// <summary>Puts the old contents back; that this fails must not hide why it is needed.</summary>
    private static void Restore(SaveTarget target, FileStream stream, byte[]? before)
    {
        try
        {
            if (!target.Exists)
            {
                File.Delete(target.Path);
            }
            else if (before is not null)
            {
                stream.Position = 0;
                Overwrite(stream, new MemoryStream(before));
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
        }
    }
}
