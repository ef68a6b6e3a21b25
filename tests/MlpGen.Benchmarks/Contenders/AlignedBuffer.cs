namespace MlpGen.Benchmarks.Contenders;

/// <summary>Floats that begin at a cache line, as a careful user of SIMD code would allocate them: arrays begin 16 bytes into one
/// or elsewhere, and every 512-bit load then touches two.</summary>
internal sealed class AlignedBuffer
{
    private const int CacheLine = 64;

    private readonly float[] _array;
    private readonly int _start;

    public AlignedBuffer(int length)
    {
        Length = length;
        _array = GC.AllocateArray<float>(length + CacheLine / sizeof(float), pinned: true);
        nint address = System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(_array, 0);
        _start = (int)(-address & (CacheLine - 1)) / sizeof(float);
    }

    public AlignedBuffer(float[] values)
        : this(values.Length) => values.CopyTo(Span);

    public int Length { get; }

    public Span<float> Span => _array.AsSpan(_start, Length);
}
