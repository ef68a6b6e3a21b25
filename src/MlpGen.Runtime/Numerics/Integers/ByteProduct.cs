using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace MlpGen.Numerics;

/// <summary>Four codes of 8 bits without sign, 0 to 255, times four weights of 8 bits with sign.</summary>
/// <remarks>
/// One instruction where the hardware has VNNI. Elsewhere on x64 the even and the odd bytes become numbers of 16 bits, whose products are added by
/// pairs: 2·255·127 is far from the ends of 32 bits, while the instruction for bytes would saturate at 16. Arm's dot product has no
/// form for factors of which one alone has a sign, so that codes are taken as c − 128, and 128·w is added.
/// </remarks>
internal readonly struct ByteProduct : IIntegerProduct
{
    private const int EvenBytes = 0x00FF00FF;
    private const int FlipSigns = unchecked((int)0x80808080);

    [MethodImpl(Loop.Inlined)]
    public static int Add(int sum, int codes, int weights) => sum
        + (byte)codes * (sbyte)weights
        + (byte)(codes >> 8) * (sbyte)(weights >> 8)
        + (byte)(codes >> 16) * (sbyte)(weights >> 16)
        + (byte)(codes >> 24) * (sbyte)(weights >> 24);

    [MethodImpl(Loop.Inlined)]
    public static Vector128<int> Add(Vector128<int> sums, Vector128<int> codes, Vector128<int> weights)
    {
#pragma warning disable CA2252 // of .NET 8, which calls these a preview; they have stayed as they are
        if (AvxVnni.IsSupported)
        {
            return AvxVnni.MultiplyWideningAndAdd(sums, codes.AsByte(), weights.AsSByte());
        }
#pragma warning restore CA2252

        if (Sse2.IsSupported)
        {
            Vector128<int> even = Sse2.MultiplyAddAdjacent(
                (codes & Vector128.Create(EvenBytes)).AsInt16(), Vector128.ShiftRightArithmetic(Vector128.ShiftLeft(weights.AsInt16(), 8), 8));
            Vector128<int> odd = Sse2.MultiplyAddAdjacent(
                Vector128.ShiftRightLogical(codes.AsUInt16(), 8).AsInt16(), Vector128.ShiftRightArithmetic(weights.AsInt16(), 8));
            return sums + even + odd;
        }

        if (Dp.IsSupported)
        {
            Vector128<int> shifted = Dp.DotProduct(sums, (codes ^ Vector128.Create(FlipSigns)).AsSByte(), weights.AsSByte());
            return shifted - Dp.DotProduct(Vector128<int>.Zero, Vector128.Create(FlipSigns).AsSByte(), weights.AsSByte());
        }

        return sums
            + (codes & Vector128.Create(0xFF)) * Vector128.ShiftRightArithmetic(Vector128.ShiftLeft(weights, 24), 24)
            + (Vector128.ShiftRightLogical(codes, 8) & Vector128.Create(0xFF)) * Vector128.ShiftRightArithmetic(Vector128.ShiftLeft(weights, 16), 24)
            + (Vector128.ShiftRightLogical(codes, 16) & Vector128.Create(0xFF)) * Vector128.ShiftRightArithmetic(Vector128.ShiftLeft(weights, 8), 24)
            + Vector128.ShiftRightLogical(codes, 24) * Vector128.ShiftRightArithmetic(weights, 24);
    }

    [MethodImpl(Loop.Inlined)]
    public static Vector256<int> Add(Vector256<int> sums, Vector256<int> codes, Vector256<int> weights)
    {
#pragma warning disable CA2252
        if (AvxVnni.IsSupported)
        {
            return AvxVnni.MultiplyWideningAndAdd(sums, codes.AsByte(), weights.AsSByte());
        }
#pragma warning restore CA2252

        Vector256<int> even = Avx2.MultiplyAddAdjacent(
            (codes & Vector256.Create(EvenBytes)).AsInt16(), Vector256.ShiftRightArithmetic(Vector256.ShiftLeft(weights.AsInt16(), 8), 8));
        Vector256<int> odd = Avx2.MultiplyAddAdjacent(
            Vector256.ShiftRightLogical(codes.AsUInt16(), 8).AsInt16(), Vector256.ShiftRightArithmetic(weights.AsInt16(), 8));
        return sums + even + odd;
    }

    [MethodImpl(Loop.Inlined)]
    public static Vector512<int> Add(Vector512<int> sums, Vector512<int> codes, Vector512<int> weights)
    {
        Vector512<int> even = Avx512BW.MultiplyAddAdjacent(
            (codes & Vector512.Create(EvenBytes)).AsInt16(), Vector512.ShiftRightArithmetic(Vector512.ShiftLeft(weights.AsInt16(), 8), 8));
        Vector512<int> odd = Avx512BW.MultiplyAddAdjacent(
            Vector512.ShiftRightLogical(codes.AsUInt16(), 8).AsInt16(), Vector512.ShiftRightArithmetic(weights.AsInt16(), 8));
        return sums + even + odd;
    }
}
