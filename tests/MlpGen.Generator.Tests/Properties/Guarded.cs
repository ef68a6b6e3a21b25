using System.Runtime.InteropServices;

namespace MlpGen.Generator.Tests.Properties;

/// <summary>Memory for one span argument, with sentinels on both sides that are not numbers: who writes there is found out, and who
/// reads there and uses it, too.</summary>
internal sealed class Guarded<T>
    where T : unmanaged
{
    /// <summary>More than the widest read of any kernel: four vectors of the widest.</summary>
    private const int Margin = 80;

    private const byte Sentinel = 0xFF;

    private readonly T[] _memory;
    private readonly int _start;

    /// <param name="length">The length of the span.</param>
    /// <param name="shift">How many elements it begins behind where it would otherwise, so that it is aligned in any way.</param>
    public Guarded(int length, int shift)
    {
        _memory = new T[length + (2 * Margin) + shift];
        _start = Margin + shift;
        Length = length;
        MemoryMarshal.AsBytes(_memory.AsSpan()).Fill(Sentinel);
    }

    public Guarded(T[] values, int shift)
        : this(values.Length, shift) => values.CopyTo(Span);

    public int Length { get; }

    public Span<T> Span => _memory.AsSpan(_start, Length);

    /// <summary>The first <paramref name="length"/> elements alone would have no sentinel behind them: a copy that has.</summary>
    public Guarded<T> First(int length) => new([.. Span[..length]], _start - Margin);

    public bool IsIntact =>
        !MemoryMarshal.AsBytes(_memory.AsSpan(0, _start)).ContainsAnyExcept(Sentinel)
        && !MemoryMarshal.AsBytes(_memory.AsSpan(_start + Length)).ContainsAnyExcept(Sentinel);

    /// <summary>Whether the bits are still those of <paramref name="values"/>.</summary>
    public bool Holds(T[] values) => MemoryMarshal.AsBytes(Span).SequenceEqual(MemoryMarshal.AsBytes(values.AsSpan()));
}
