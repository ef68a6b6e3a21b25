namespace MlpGen.Weights;

/// <summary>Writes a file whole or not at all: to a temporary name in the same folder, flushed to the disk, then moved into place.</summary>
/// <remarks>A process that is killed in between leaves the old file as it was, and the temporary one beside it.</remarks>
internal static class AtomicFile
{
    /// <summary>Writes what <paramref name="write"/> writes to the file at <paramref name="path"/>, replacing it if it exists.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        // A link stays a link: what it leads to is replaced.
        string target = (File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null) ?? Path.GetFullPath(path);
        string temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (FileStream stream = Create(temporary, like: target))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>A new file, as private as the one that it will replace.</summary>
    private static FileStream Create(string path, string like)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows() && File.Exists(like))
        {
            options.UnixCreateMode = File.GetUnixFileMode(like);
        }

        return new FileStream(path, options);
    }
}
