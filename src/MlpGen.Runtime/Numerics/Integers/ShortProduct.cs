using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlpGen.Numerics;

/// <summary>Two codes of 16 bits, 0 to 32,767, times two weights of 16 bits with sign.</summary>
internal readonly struct ShortProduct : IIntegerProduct
{
    [MethodImpl(Loop.Inlined)]
    public static int Add(int sum, int codes, int weights) => sum
        + (short)codes * (short)weights
        + (short)(codes >> 16) * (short)(weights >> 16);

    [MethodImpl(Loop.Inlined)]
    public static Vector128<int> Add(Vector128<int> sums, Vector128<int> codes, Vector128<int> weights)
    {
#pragma warning disable CA2252 // of .NET 8, which calls these a preview; they have stayed as they are
        if (AvxVnni.IsSupported)
        {
            return AvxVnni.MultiplyWideningAndAdd(sums, codes.AsInt16(), weights.AsInt16());
        }
#pragma warning restore CA2252

        return Sse2.IsSupported
            ? sums + Sse2.MultiplyAddAdjacent(codes.AsInt16(), weights.AsInt16())
            : sums
                + Vector128.ShiftRightArithmetic(Vector128.ShiftLeft(codes, 16), 16) * Vector128.ShiftRightArithmetic(Vector128.ShiftLeft(weights, 16), 16)
                + Vector128.ShiftRightArithmetic(codes, 16) * Vector128.ShiftRightArithmetic(weights, 16);
    }

    [MethodImpl(Loop.Inlined)]
    public static Vector256<int> Add(Vector256<int> sums, Vector256<int> codes, Vector256<int> weights)
    {
#pragma warning disable CA2252
        if (AvxVnni.IsSupported)
        {
            return AvxVnni.MultiplyWideningAndAdd(sums, codes.AsInt16(), weights.AsInt16());
        }
#pragma warning restore CA2252

        return sums + Avx2.MultiplyAddAdjacent(codes.AsInt16(), weights.AsInt16());
    }

    [MethodImpl(Loop.Inlined)]
    public static Vector512<int> Add(Vector512<int> sums, Vector512<int> codes, Vector512<int> weights) =>
        sums + Avx512BW.MultiplyAddAdjacent(codes.AsInt16(), weights.AsInt16());
}
