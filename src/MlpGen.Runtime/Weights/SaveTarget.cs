using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace MlpGen.Weights;

/// <summary>What a path leads to, links followed, as far as a file can be saved there.</summary>
/// <param name="Path">The file itself, no link.</param>
/// <param name="Exists">Whether something is there.</param>
/// <param name="IsReplaceable">Whether it is an ordinary file, or one to be; otherwise a pipe, a terminal or another device, which takes
/// bytes and stays what it is.</param>
/// <param name="Descriptor">The number of the open file of this process that it is, such as 1 for <c>/dev/stdout</c>; null if none.</param>
internal sealed record SaveTarget(string Path, bool Exists, bool IsReplaceable, int? Descriptor = null)
{
    private const UnixFileMode AnyWrite = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Looks at a path, and refuses what no file may be saved to.</summary>
    /// <exception cref="IOException">It is a folder, a socket, a block device, or a chain of links without end.</exception>
    /// <exception cref="UnauthorizedAccessException">It is a read-only file.</exception>
    public static SaveTarget Of(string path)
    {
        string target = FileLinks.Follow(System.IO.Path.GetFullPath(path));
        if (OwnDescriptor(target) is { } descriptor)
        {
            return new SaveTarget(target, Exists: true, IsReplaceable: false, descriptor);
        }

        if (Directory.Exists(target) || System.IO.Path.EndsInDirectorySeparator(target))
        {
            throw new IOException($"'{path}' is a folder: say which file in it to save to.");
        }

        if (IsDevice(path, target))
        {
            return new SaveTarget(target, Exists: true, IsReplaceable: false);
        }

        bool exists = File.Exists(target);
        if (exists)
        {
            CheckWritable(target);
        }

        return new SaveTarget(target, exists, IsReplaceable: true);
    }

    /// <summary>Opens what is not replaceable.</summary>
    public FileStream OpenStream() => Descriptor is { } descriptor
        ? new FileStream(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0)
        : new FileStream(Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

    private static bool IsDevice(string path, string target)
    {
        if (OperatingSystem.IsWindows())
        {
            return target.StartsWith(@"\\.\", StringComparison.Ordinal); // NUL, CON, \\.\pipe\…
        }

        if (UnixFileStatus.Of(target) is not { } status)
        {
            // What is not known may be a device where devices are.
            return File.Exists(target) && target.StartsWith("/dev/", StringComparison.Ordinal) && !target.StartsWith("/dev/shm/", StringComparison.Ordinal);
        }

        return status.Kind switch
        {
            UnixFileKind.Character or UnixFileKind.Pipe => true,
            UnixFileKind.Block => throw new IOException($"'{path}' is a block device: saving would overwrite the beginning of a disk."),
            UnixFileKind.Socket => throw new IOException($"'{path}' is a socket: connect to it, and save to the stream."),
            _ => false,
        };
    }

    /// <summary>Replacing a file takes no right to write to it, only to its folder: who may not write must not replace either.</summary>
    private static void CheckWritable(string target)
    {
        bool isReadOnly = OperatingSystem.IsWindows()
            ? File.GetAttributes(target).HasFlag(FileAttributes.ReadOnly)
            : (File.GetUnixFileMode(target) & AnyWrite) == 0;
        if (isReadOnly)
        {
            // The system's administrator could write to it all the same, but whoever made it read-only meant it.
            throw new UnauthorizedAccessException($"The file '{target}' is read-only.");
        }

        File.OpenHandle(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete).Dispose();
    }

    /// <summary>The number in <c>/proc/self/fd/1</c> and its like, to which <c>/dev/stdout</c> and <c>/dev/fd/1</c> lead; elsewhere than on
    /// Linux, in <c>/dev/fd/1</c>.</summary>
    /// <remarks>Opened anew by its name, a file that output is redirected to would be written from its beginning.</remarks>
    private static int? OwnDescriptor(string target)
    {
        string[] parts = OperatingSystem.IsWindows() ? [] : target.Split('/');
        bool isOwn = parts switch
        {
            ["", "dev", "fd", _] => true,
            ["", "proc", var process, "fd", _] => IsThisProcess(process),
            ["", "proc", var process, "task", _, "fd", _] => IsThisProcess(process),
            _ => false,
        };
        return isOwn && int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int descriptor) ? descriptor : null;
    }

    private static bool IsThisProcess(string number) => number == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
}
