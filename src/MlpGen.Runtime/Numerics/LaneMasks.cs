using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlpGen.Numerics;

/// <summary>Masks of the first lanes of a vector, or of the last: windows on one row of bytes.</summary>
/// <remarks>Lanes that are counted in vectors of integers would be one more type, whose first use takes a millisecond.</remarks>
internal static class LaneMasks
{
    /// <summary>As many zeros as the widest vector has, then as many ones, and zeros again.</summary>
    private static ReadOnlySpan<byte> Bytes =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>Ones in the first <paramref name="bytes"/>.</summary>
    [MethodImpl(Loop.Inlined)]
    public static V First<V>(int bytes)
        where V : struct => At<V>((2 * Widths.Bytes512) - bytes);

    /// <summary>Ones in the last <paramref name="bytes"/>.</summary>
    [MethodImpl(Loop.Inlined)]
    public static V Last<V>(int bytes)
        where V : struct => At<V>(Widths.Bytes512 - Unsafe.SizeOf<V>() + bytes);

    [MethodImpl(Loop.Inlined)]
    private static V At<V>(int place)
        where V : struct => Unsafe.ReadUnaligned<V>(ref Unsafe.Add(ref MemoryMarshal.GetReference(Bytes), place));
}
