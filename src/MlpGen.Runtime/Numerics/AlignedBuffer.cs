using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlpGen.Numerics;

/// <summary>Numbers that begin at a cache line: what an instance of a larger network keeps its parameters in.</summary>
/// <remarks>
/// An array begins 16 bytes into a line of 64, so that every 512-bit load of it straddles two lines and costs twice. This one is
/// pinned, so that the garbage collector cannot move it out of line. Pinning costs a little, and keeps the memory out of the
/// young generations: small networks have a plain array.
/// </remarks>
/// <typeparam name="T">The number type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class AlignedBuffer<T>
    where T : unmanaged
{
    private const int LineBytes = 64;

    private readonly T[] _array;
    private readonly int _first;
    private readonly int _length;

    /// <summary>Zeros, as many as <paramref name="length"/>.</summary>
    public AlignedBuffer(int length)
    {
        int line = LineBytes / Unsafe.SizeOf<T>();
        _array = GC.AllocateArray<T>(length + line, pinned: true);
        _length = length;
        while (Address(_first) % LineBytes != 0)
        {
            _first++;
        }
    }

    /// <summary>A copy of <paramref name="values"/>.</summary>
    public AlignedBuffer(ReadOnlySpan<T> values)
        : this(values.Length) => values.CopyTo(Span);

    /// <summary>The numbers, to be read or written.</summary>
    public Span<T> Span => _array.AsSpan(_first, _length);

    /// <summary>The numbers, where a span is asked for.</summary>
    public static implicit operator Span<T>(AlignedBuffer<T> buffer) => buffer.Span;

    /// <summary>The numbers, where a span to read is asked for.</summary>
    public static implicit operator ReadOnlySpan<T>(AlignedBuffer<T> buffer) => buffer.Span;

    private unsafe nuint Address(int index) => (nuint)Unsafe.AsPointer(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_array), index));
}
