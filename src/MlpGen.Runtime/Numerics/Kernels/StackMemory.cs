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

    /// <summary>The part of stack memory from its first cache line boundary on, at most 64 bytes shorter.</summary>
    /// <param name="memory">Memory from <c>stackalloc</c>: the garbage collector could move any other and undo this.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Span<T> Align<T>(Span<T> memory)
        where T : unmanaged
    {
        nint address = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(memory));
        return memory.Slice((int)(-address & (Alignment - 1)) / sizeof(T));
    }
}
