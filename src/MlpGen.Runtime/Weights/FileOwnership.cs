namespace MlpGen.Weights;

/// <summary>Gives a new file the owner, group and mode of the one that it will replace.</summary>
internal static class FileOwnership
{
    /// <summary>Copies what there is to copy; false if the file would belong to somebody else, or could be read or written by others.</summary>
    /// <param name="from">The old file; if there is none, nothing is done.</param>
    /// <param name="to">The new one, open.</param>
    public static bool TryCopy(string from, FileStream to)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(from))
        {
            return true;
        }

        try
        {
            if (UnixFileStatus.Of(from) is { } old && UnixFileStatus.Of(to.Name) is { } made && (old.Owner, old.Group) != (made.Owner, made.Group)
                && !UnixFileStatus.TrySetOwner(to.SafeFileHandle, old.Owner, old.Group))
            {
                return false;
            }

            // Behind the owner, whose change takes away some of the mode.
            UnixFileMode mode = File.GetUnixFileMode(from);
            if (File.GetUnixFileMode(to.SafeFileHandle) != mode)
            {
                File.SetUnixFileMode(to.SafeFileHandle, mode);
            }

            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
