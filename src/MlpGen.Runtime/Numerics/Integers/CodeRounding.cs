using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

/// <summary>From floats to codes.</summary>
/// <remarks>
/// A multiplication and an addition of floats, each rounded as IEEE 754 says, then a comparison with both ends. Adding 2²³ rounds to whole numbers,
/// ties to even, and leaves them in the lowest bits: conversions differ between processors, this does not.
/// </remarks>
/// <typeparam name="TCode"><see cref="byte"/> or <see cref="short"/>.</typeparam>
internal static class CodeRounding<TCode>
    where TCode : unmanaged
{
    private const float WholeNumbers = 8388608; // 2²³, from which on floats are whole
    private const int CodeBits = (1 << 23) - 1;

    /// <summary>Writes the codes of one sample; what fills up the row is 0.</summary>
    [MethodImpl(Loop.Hot)]
    public static void Of(ReadOnlySpan<float> x, Span<TCode> codes, float scale, int zeroPoint, int highest)
    {
        ref float from = ref MemoryMarshal.GetReference(x);
        ref TCode to = ref MemoryMarshal.GetReference(codes);
        float zero = zeroPoint, most = highest;
        int i = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            for (; i + Vector512<byte>.Count <= x.Length; i += Vector512<byte>.Count)
            {
                Vector512<uint> a = Codes(ref from, i, scale, zero, most), b = Codes(ref from, i + 16, scale, zero, most);
                Vector512<uint> c = Codes(ref from, i + 32, scale, zero, most), d = Codes(ref from, i + 48, scale, zero, most);
                Vector512<ushort> ab = Vector512.Narrow(a, b), cd = Vector512.Narrow(c, d);
                if (typeof(TCode) == typeof(byte))
                {
                    Vector512.Narrow(ab, cd).StoreUnsafe(ref Unsafe.As<TCode, byte>(ref Unsafe.Add(ref to, i)));
                }
                else
                {
                    ab.StoreUnsafe(ref Unsafe.As<TCode, ushort>(ref Unsafe.Add(ref to, i)));
                    cd.StoreUnsafe(ref Unsafe.As<TCode, ushort>(ref Unsafe.Add(ref to, i + 32)));
                }
            }
        }

        if (Vector128.IsHardwareAccelerated)
        {
            for (; i + Vector128<byte>.Count <= x.Length; i += Vector128<byte>.Count)
            {
                Vector128<uint> a = Codes128(ref from, i, scale, zero, most), b = Codes128(ref from, i + 4, scale, zero, most);
                Vector128<uint> c = Codes128(ref from, i + 8, scale, zero, most), d = Codes128(ref from, i + 12, scale, zero, most);
                Vector128<ushort> ab = Vector128.Narrow(a, b), cd = Vector128.Narrow(c, d);
                if (typeof(TCode) == typeof(byte))
                {
                    Vector128.Narrow(ab, cd).StoreUnsafe(ref Unsafe.As<TCode, byte>(ref Unsafe.Add(ref to, i)));
                }
                else
                {
                    ab.StoreUnsafe(ref Unsafe.As<TCode, ushort>(ref Unsafe.Add(ref to, i)));
                    cd.StoreUnsafe(ref Unsafe.As<TCode, ushort>(ref Unsafe.Add(ref to, i + 8)));
                }
            }
        }

        for (; i < x.Length; i++)
        {
            Write(ref to, i, Code(Unsafe.Add(ref from, i), scale, zero, most));
        }

        for (; i < codes.Length; i++)
        {
            Write(ref to, i, 0);
        }
    }

    [MethodImpl(Loop.Inlined)]
    private static void Write(ref TCode codes, int i, int code)
    {
        if (typeof(TCode) == typeof(byte))
        {
            Unsafe.As<TCode, byte>(ref Unsafe.Add(ref codes, i)) = (byte)code;
        }
        else
        {
            Unsafe.As<TCode, short>(ref Unsafe.Add(ref codes, i)) = (short)code;
        }
    }

    [MethodImpl(Loop.Inlined)]
    private static int Code(float x, float scale, float zero, float most)
    {
        float scaled = x * scale;
        float v = scaled + zero;
        v = v > 0 ? v : 0; // of NaN, too
        v = v < most ? v : most;
        return BitConverter.SingleToInt32Bits(v + WholeNumbers) & CodeBits;
    }

    [MethodImpl(Loop.Inlined)]
    private static Vector512<uint> Codes(ref float from, int i, float scale, float zero, float most)
    {
        Vector512<float> v = Vector512.LoadUnsafe(ref Unsafe.Add(ref from, i)) * Vector512.Create(scale) + Vector512.Create(zero);
        v = Vector512.ConditionalSelect(Vector512.GreaterThan(v, Vector512<float>.Zero), v, Vector512<float>.Zero);
        v = Vector512.ConditionalSelect(Vector512.LessThan(v, Vector512.Create(most)), v, Vector512.Create(most));
        return (v + Vector512.Create(WholeNumbers)).AsUInt32() & Vector512.Create((uint)CodeBits);
    }

    [MethodImpl(Loop.Inlined)]
    private static Vector128<uint> Codes128(ref float from, int i, float scale, float zero, float most)
    {
        Vector128<float> v = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, i)) * Vector128.Create(scale) + Vector128.Create(zero);
        v = Vector128.ConditionalSelect(Vector128.GreaterThan(v, Vector128<float>.Zero), v, Vector128<float>.Zero);
        v = Vector128.ConditionalSelect(Vector128.LessThan(v, Vector128.Create(most)), v, Vector128.Create(most));
        return (v + Vector128.Create(WholeNumbers)).AsUInt32() & Vector128.Create((uint)CodeBits);
    }
}
