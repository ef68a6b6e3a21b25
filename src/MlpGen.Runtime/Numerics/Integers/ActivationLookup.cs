using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlpGen.Numerics;

/// <summary>Activations between layers by a table of their codes.</summary>
/// <typeparam name="TCode"><see cref="byte"/> or <see cref="short"/>.</typeparam>
internal static class ActivationLookup<TCode>
    where TCode : unmanaged
{
    /// <summary>Writes the codes of places that lie within the table.</summary>
    [MethodImpl(Loop.Hot)]
    public static void Of(ReadOnlySpan<int> places, ReadOnlySpan<TCode> table, int fractionBits, Span<TCode> codes)
    {
        ref int u = ref MemoryMarshal.GetReference(places);
        ref TCode t = ref MemoryMarshal.GetReference(table);
        ref TCode q = ref MemoryMarshal.GetReference(codes);
        if (typeof(TCode) == typeof(byte))
        {
            nint k = Avx512Vbmi.IsSupported && table.Length == InRegisters
                ? ByPermutation(ref u, ref Unsafe.As<TCode, byte>(ref t), ref Unsafe.As<TCode, byte>(ref q), codes.Length)
                : 0;
            for (; k < codes.Length; k++)
            {
                Unsafe.Add(ref q, k) = Unsafe.Add(ref t, (nint)Unsafe.Add(ref u, k));
            }

            return;
        }

        int half = 1 << (fractionBits - 1), mask = (1 << fractionBits) - 1;
        for (nint k = 0; k < codes.Length; k++)
        {
            int place = Unsafe.Add(ref u, k);
            ref short left = ref Unsafe.As<TCode, short>(ref Unsafe.Add(ref t, (nint)(place >> fractionBits)));
            int step = Unsafe.Add(ref left, 1) - left;
            Unsafe.As<TCode, short>(ref Unsafe.Add(ref q, k)) = (short)(left + ((step * (place & mask) + half) >> fractionBits));
        }
    }

    /// <summary>The places of a table that fits sixteen registers.</summary>
    private const int InRegisters = 1024;

    /// <summary>64 codes at a time: the lowest 7 bits of a place choose in each eighth of the table, the 3 above choose the eighth.</summary>
    /// <returns>How many have been written.</returns>
    [MethodImpl(Loop.Inlined)]
    private static nint ByPermutation(ref int u, ref byte t, ref byte q, int count)
    {
        nint k = 0;
        for (; k + Vector512<byte>.Count <= count; k += Vector512<byte>.Count)
        {
            Vector512<ushort> first = Vector512.Narrow(
                Vector512.LoadUnsafe(ref Unsafe.Add(ref u, k)).AsUInt32(), Vector512.LoadUnsafe(ref Unsafe.Add(ref u, k + 16)).AsUInt32());
            Vector512<ushort> second = Vector512.Narrow(
                Vector512.LoadUnsafe(ref Unsafe.Add(ref u, k + 32)).AsUInt32(), Vector512.LoadUnsafe(ref Unsafe.Add(ref u, k + 48)).AsUInt32());
            Vector512<byte> low = Vector512.Narrow(first, second);
            Vector512<byte> eighth = Vector512.Narrow(Vector512.ShiftRightLogical(first, 7), Vector512.ShiftRightLogical(second, 7));
            Vector512<byte> odd = Bit(eighth, 1), pair = Bit(eighth, 2), half = Bit(eighth, 4);
            Vector512<byte> a = Vector512.ConditionalSelect(odd, Eighth(ref t, 1, low), Eighth(ref t, 0, low));
            Vector512<byte> b = Vector512.ConditionalSelect(odd, Eighth(ref t, 3, low), Eighth(ref t, 2, low));
            Vector512<byte> c = Vector512.ConditionalSelect(odd, Eighth(ref t, 5, low), Eighth(ref t, 4, low));
            Vector512<byte> d = Vector512.ConditionalSelect(odd, Eighth(ref t, 7, low), Eighth(ref t, 6, low));
            Vector512.ConditionalSelect(half, Vector512.ConditionalSelect(pair, d, c), Vector512.ConditionalSelect(pair, b, a))
                .StoreUnsafe(ref Unsafe.Add(ref q, k));
        }

        return k;
    }

    /// <summary>All bits where the number has this one.</summary>
    [MethodImpl(Loop.Inlined)]
    private static Vector512<byte> Bit(Vector512<byte> number, byte bit) => Vector512.Equals(number & Vector512.Create(bit), Vector512.Create(bit));

    [MethodImpl(Loop.Inlined)]
    private static Vector512<byte> Eighth(ref byte t, int e, Vector512<byte> low)
    {
        ref byte start = ref Unsafe.Add(ref t, 128 * (nint)e);
        return Avx512Vbmi.PermuteVar64x8x2(Vector512.LoadUnsafe(ref start), low, Vector512.LoadUnsafe(ref Unsafe.Add(ref start, 64)));
    }
}
