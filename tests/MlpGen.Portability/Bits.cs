using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace MlpGen.Portability;

/// <summary>A hash of the bits of numbers: FNV-1a in 64 bits over their bytes, the lowest of each first. All NaNs count as one, since what hardware
/// writes into the rest of a NaN is its own affair; 0 and −0 count as two.</summary>
internal struct Bits
{
    private const ulong Basis = 0xCBF29CE484222325, Prime = 0x100000001B3;

    private ulong _hash = Basis;

    public Bits()
    {
    }

    /// <summary>The hash of <paramref name="values"/> alone.</summary>
    public static Bits Of<T>(params ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var bits = new Bits();
        bits.Add(values);
        return bits;
    }

    /// <summary>Goes on with <paramref name="values"/>.</summary>
    public void Add<T>(params ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (T value in values)
        {
            T counted = T.IsNaN(value) ? T.NaN : value;
            foreach (byte part in MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in counted)))
            {
                _hash = (_hash ^ part) * Prime;
            }
        }
    }

    public override readonly string ToString() => _hash.ToString("x16", CultureInfo.InvariantCulture);
}
