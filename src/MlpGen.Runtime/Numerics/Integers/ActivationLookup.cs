using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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
            for (nint k = 0; k < codes.Length; k++)
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
}
