namespace MlpGen.Weights;

/// <summary>Writes a file whole or not at all: to a temporary name in the same folder, flushed to the disk, then moved into place. What
/// cannot be replaced so is written in place, by <see cref="FileInPlace"/>; the table in docs/weights.md says what happens to which file.</summary>
/// <remarks>A process that is killed in between leaves the old file as it was, and the temporary one beside it.</remarks>
internal static class AtomicFile
{
    /// <summary>As long as a temporary name may repeat the real one, in bytes: some file systems end names at 143.</summary>
    private const int MostPrefixBytes = 100;

    /// <summary>Numbers of errors: ENOSPC everywhere, ERROR_DISK_FULL, EDQUOT on Linux and on macOS.</summary>
    private const int NoSpace = 28, NoSpaceOnWindows = unchecked((int)0x80070070), OverQuota = 122, OverQuotaOnMac = 69;

    /// <summary>Writes what <paramref name="write"/> writes to the file at <paramref name="path"/>, replacing it if it exists.</summary>
    /// <exception cref="IOException">It is a folder, a socket, or a block device, or cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is read-only, or belongs to somebody else who keeps it.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        SaveTarget target = SaveTarget.Of(path);
        if (target.IsReplaceable && TryReplace(target, write))
        {
            return;
        }

        // All of it before the first byte is written: what cannot be saved leaves the old contents.
        using var contents = new MemoryStream();
        write(contents);
        contents.Position = 0;
        FileInPlace.Write(target, contents);
    }

    /// <summary>Replaces the file, if a file can be made beside it that has its owner, group and mode.</summary>
    private static bool TryReplace(SaveTarget target, Action<Stream> write)
    {
        if (TryCreate(target) is not { } temporary)
        {
            return false;
        }

        try
        {
            using (temporary)
            {
                if (!FileOwnership.TryCopy(target.Path, temporary))
                {
                    return false;
                }

                Fill(temporary, write, target.Path);
            }

            MoveOver(temporary.Name, target);
            return true;
        }
        finally
        {
            Discard(temporary.Name);
        }
    }

    private static void Fill(FileStream temporary, Action<Stream> write, string path)
    {
        try
        {
            write(temporary);
            temporary.Flush(flushToDisk: true);
        }
        catch (IOException failure) when (failure.Message.Contains(temporary.Name, StringComparison.Ordinal))
        {
            throw Renamed(failure, temporary.Name, path);
        }
    }

    /// <summary>The same failure, of the file that was asked for: nobody knows the temporary name.</summary>
    private static IOException Renamed(IOException failure, string temporary, string path) =>
        new(failure.Message.Replace(temporary, path, StringComparison.Ordinal), failure.HResult);

    /// <summary>Moves the new file over the old one, or, where another file system is mounted on the old one, its folder keeps what others
    /// own, or another process holds it open (on Windows), copies it.</summary>
    private static void MoveOver(string temporary, SaveTarget target)
    {
        try
        {
            File.Move(temporary, target.Path, overwrite: true);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            using var contents = new FileStream(temporary, FileMode.Open, FileAccess.Read);
            FileInPlace.Write(target, contents);
        }
    }

    /// <summary>A new file in the folder of the target; null where there can be none, though there may be room.</summary>
    private static FileStream? TryCreate(SaveTarget target)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows() && target.Exists)
        {
            // Nobody else's, until it has the mode of the file that it will replace.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        string temporary = Path.Combine(Path.GetDirectoryName(target.Path)!, TemporaryName(Path.GetFileName(target.Path)));
        try
        {
            return new FileStream(temporary, options);
        }
        catch (IOException full) when (full.HResult is NoSpace or NoSpaceOnWindows or OverQuota or OverQuotaOnMac)
        {
            // What was never begun is not lost; the old file would be.
            throw Renamed(full, temporary, target.Path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The beginning of the name, and what no other file has: not longer than the name where that is long.</summary>
    private static string TemporaryName(string name)
    {
        int bytes = 0, length = 0;
        foreach (System.Text.Rune character in name.EnumerateRunes())
        {
            bytes += character.Utf8SequenceLength;
            if (bytes > MostPrefixBytes)
            {
                break;
            }

            length += character.Utf16SequenceLength;
        }

        return $"{name[..length]}.{Guid.NewGuid().ToString("N")[..12]}.tmp";
    }

    /// <summary>Deletes what is left; that this fails must not hide why anything was left.</summary>
    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
        }
    }
}
