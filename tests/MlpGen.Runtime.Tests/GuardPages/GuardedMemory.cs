using System.Buffers;
using System.Runtime.InteropServices;

namespace MlpGen.Tests.GuardPages;

/// <summary>Memory between two pages that nobody may touch: reading or writing one element too far ends the process.</summary>
/// <remarks>Linux alone: elsewhere the same takes other functions and other constants.</remarks>
internal sealed unsafe class GuardedMemory<T> : MemoryManager<T>
    where T : unmanaged
{
    private const int None = 0, ReadAndWrite = 1 | 2, PrivateAnonymous = 0x02 | 0x20;

    private readonly int _page = Environment.SystemPageSize;
    private readonly byte* _start;
    private readonly nuint _middle, _mapped;
    private readonly int _length;
    private readonly bool _atEnd;

    /// <summary>Memory for <paramref name="length"/> elements, which touch the page after them, or else the page before.</summary>
    public GuardedMemory(int length, bool atEnd)
    {
        (_length, _atEnd) = (length, atEnd);
        _middle = (nuint)((length * sizeof(T) + _page - 1) / _page * _page);
        _mapped = _middle + 2 * (nuint)_page;
        nint mapped = Native.Map(0, _mapped, ReadAndWrite, PrivateAnonymous, -1, 0);
        _start = (byte*)mapped + _page;
        if (mapped == -1 || Native.Protect(mapped, (nuint)_page, None) != 0 || Native.Protect((nint)(_start + _middle), (nuint)_page, None) != 0)
        {
            throw new InvalidOperationException($"No memory for {length} elements between two pages: error {Marshal.GetLastPInvokeError()}.");
        }
    }

    /// <summary>The first <paramref name="length"/> elements, or the last: whichever touch the guarded page.</summary>
    public Span<T> Take(int length) => _atEnd ? GetSpan()[(_length - length)..] : GetSpan()[..length];

    public override Span<T> GetSpan() => new(_atEnd ? _start + _middle - (nuint)(_length * sizeof(T)) : _start, _length);

    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

    public override void Unpin() => throw new NotSupportedException();

    protected override void Dispose(bool disposing) => _ = Native.Unmap((nint)_start - _page, _mapped);
}

/// <summary>The system calls.</summary>
file static class Native
{
    [DllImport("libc", EntryPoint = "mmap", SetLastError = true)]
    public static extern nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [DllImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    public static extern int Protect(nint address, nuint length, int protection);

    [DllImport("libc", EntryPoint = "munmap", SetLastError = true)]
    public static extern int Unmap(nint address, nuint length);
}
