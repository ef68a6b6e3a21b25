using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MlpGen.Weights;

/// <summary>What the base library does not tell of a file on Unix: its kind, its owner and its group.</summary>
/// <param name="Kind">What it is, links followed.</param>
/// <param name="Owner">The number of the user.</param>
/// <param name="Group">The number of the group.</param>
internal readonly partial record struct UnixFileStatus(UnixFileKind Kind, uint Owner, uint Group)
{
    private const int KindMask = 0xF000;

    /// <summary>Of what is at a path; null if nothing is, or on a system where this is not known (not Linux or macOS, or an old one): there,
    /// everything that is no folder counts as a file, and keeps its mode alone.</summary>
    public static UnixFileStatus? Of(string path)
    {
        try
        {
            return OperatingSystem.IsLinux() ? OfLinux(path) : OperatingSystem.IsMacOS() ? OfMac(path) : null;
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Gives an open file to a user and a group; false if that is not allowed.</summary>
    public static bool TrySetOwner(SafeFileHandle file, uint owner, uint group)
    {
        try
        {
            return ChangeOwner(file, owner, group) == 0;
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    /// <summary>By <c>statx</c>, whose structure is the same on every processor; by its number, since not every libc has the name.</summary>
    private static unsafe UnixFileStatus? OfLinux(string path)
    {
        const int currentFolder = -100, followLinks = 0, kindModeOwnerGroup = 0x1B, structureBytes = 256;
        const int ownerAt = 20, groupAt = 24, modeAt = 28;
        nint number = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => 332,
            Architecture.X86 => 383,
            Architecture.Arm => 397,
            Architecture.S390x => 379,
            Architecture.Ppc64le => 383,
            _ => 291,
        };
        byte* status = stackalloc byte[structureBytes];
        return SystemCall(number, currentFolder, path, followLinks, kindModeOwnerGroup, status) == 0
            ? new UnixFileStatus((UnixFileKind)(*(ushort*)(status + modeAt) & KindMask), *(uint*)(status + ownerAt), *(uint*)(status + groupAt))
            : null;
    }

    private static UnixFileStatus? OfMac(string path)
    {
        const int modeAt = 4, ownerAt = 16, groupAt = 20;
        Span<byte> status = stackalloc byte[256];
        int outcome = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? Status64(path, status) : Status(path, status);
        return outcome == 0
            ? new UnixFileStatus(
                (UnixFileKind)(BinaryPrimitives.ReadUInt16LittleEndian(status[modeAt..]) & KindMask),
                BinaryPrimitives.ReadUInt32LittleEndian(status[ownerAt..]),
                BinaryPrimitives.ReadUInt32LittleEndian(status[groupAt..]))
            : null;
    }

    [LibraryImport("libc", EntryPoint = "syscall", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial nint SystemCall(nint number, nint folder, string path, nint flags, nint mask, byte* status);

    [LibraryImport("libc", EntryPoint = "stat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Status(string path, Span<byte> status);

    [LibraryImport("libc", EntryPoint = "stat$INODE64", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Status64(string path, Span<byte> status);

    [LibraryImport("libc", EntryPoint = "fchown")]
    private static partial int ChangeOwner(SafeFileHandle file, uint owner, uint group);
}

/// <summary>Kinds of files, by the bits of their mode.</summary>
internal enum UnixFileKind
{
    /// <summary>None that is known.</summary>
    Unknown = 0,

    /// <summary>A named pipe, or the end of one without a name.</summary>
    Pipe = 0x1000,

    /// <summary>A terminal, the null device, and so on.</summary>
    Character = 0x2000,

    /// <summary>A folder.</summary>
    Folder = 0x4000,

    /// <summary>A disk.</summary>
    Block = 0x6000,

    /// <summary>An ordinary file.</summary>
    Regular = 0x8000,

    /// <summary>A socket.</summary>
    Socket = 0xC000,
}
