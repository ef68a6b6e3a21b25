using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlpGen.Numerics;

/// <summary>Aligns memory of the stack to cache lines.</summary>
/// <remarks>
/// <c>stackalloc</c> promises 16 bytes. A 64-byte vector that straddles two cache lines costs two accesses, and without this
/// the depth of the caller's stack would decide how fast a kernel is.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StackMemory
{
    /// <summary>Bytes of a cache line, and of the widest vector.</summary>
    public const int Alignment = 64;

    /// <summary>The part of stack memory that begins at its first cache line boundary.</summary>
    /// <param name="memory">Memory from <c>stackalloc</c>, at least 64 bytes longer: the garbage collector could move any other and undo this.</param>
    /// <param name="length">The length of the part.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    [MethodImpl(Loop.Inlined)]
    public static unsafe Span<T> Align<T>(Span<T> memory, int length)
        where T : unmanaged
    {
        nint address = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(memory));
        return memory.Slice((int)(-address & (Alignment - 1)) / sizeof(T), length);
    }

    /// <summary>A length of at least <paramref name="length"/> that ends at a cache line, where it begins at one.</summary>
    [MethodImpl(Loop.Inlined)]
    internal static int WholeLines<T>(int length)
        where T : unmanaged
    {
        int line = Alignment / Unsafe.SizeOf<T>();
        return (length + line - 1) / line * line;
    }
}
