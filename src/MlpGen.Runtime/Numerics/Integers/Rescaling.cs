using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>From sums to codes: ⌊(S·m + 2^(shift − 1)) / 2^shift⌋ + zero point, no less than 0 and no more than the highest code.</summary>
/// <remarks>
/// The product has 64 bits, and shifts are 33 at least: its lower half never decides, neither by itself nor when the half is added, since that has no
/// bits there. So ⌊S·m / 2³²⌋ is enough, with the rest of the shift behind it; the result is that of 64 bits, exactly.
/// </remarks>
/// <typeparam name="TVector">A vector of sums.</typeparam>
/// <typeparam name="TLanes">What can be done with it.</typeparam>
internal static class Rescaling<TVector, TLanes>
    where TLanes : struct, IIntegerLanes<TVector>
{
    private const int UpperHalf = 32;

    /// <summary>Writes the codes over the sums, of as many outputs as fill vectors: a vector of outputs of all samples, then the next.</summary>
    /// <returns>The first output that is left.</returns>
    [MethodImpl(Loop.Inlined)]
    public static int InPlace(ref int sums, ref int multipliers, int samples, int j, int outputs, int shift, int zeroPoint, int highest)
    {
        TVector half = Half(shift), zero = TLanes.Spread(zeroPoint), lowest = TLanes.Spread(0), most = TLanes.Spread(highest);
        for (; j + TLanes.Lanes <= outputs; j += TLanes.Lanes)
        {
            TVector m = TLanes.Load(ref multipliers, j);
            nint at = j;
            for (int s = samples; s > 0; s--)
            {
                TLanes.Store(Codes(TLanes.Load(ref sums, at), m, half, shift, zero, lowest, most), ref sums, at);
                at += outputs;
            }
        }

        return j;
    }

    /// <summary>Writes the codes, likewise.</summary>
    /// <returns>The first output that is left.</returns>
    [MethodImpl(Loop.Inlined)]
    public static int To<TCode>(
        ref int sums, ref int multipliers, ref TCode codes, int samples, int j, int outputs, int shift, int zeroPoint, int highest)
        where TCode : unmanaged
    {
        TVector half = Half(shift), zero = TLanes.Spread(zeroPoint), lowest = TLanes.Spread(0), most = TLanes.Spread(highest);
        for (; j + TLanes.Lanes <= outputs; j += TLanes.Lanes)
        {
            TVector m = TLanes.Load(ref multipliers, j);
            nint at = j;
            for (int s = samples; s > 0; s--)
            {
                TVector q = Codes(TLanes.Load(ref sums, at), m, half, shift, zero, lowest, most);
                if (typeof(TCode) == typeof(byte))
                {
                    TLanes.Narrow(q, ref Unsafe.As<TCode, byte>(ref codes), at);
                }
                else
                {
                    TLanes.Narrow(q, ref Unsafe.As<TCode, short>(ref codes), at);
                }

                at += outputs;
            }
        }

        return j;
    }

    [MethodImpl(Loop.Inlined)]
    private static TVector Half(int shift) => TLanes.Spread(1 << (shift - UpperHalf - 1));

    [MethodImpl(Loop.Inlined)]
    private static TVector Codes(TVector sums, TVector multipliers, TVector half, int shift, TVector zeroPoint, TVector lowest, TVector highest)
    {
        TVector scaled = TLanes.ShiftRight(TLanes.Add(TLanes.MultiplyHigh(sums, multipliers), half), shift - UpperHalf);
        return TLanes.Clamp(TLanes.Add(scaled, zeroPoint), lowest, highest);
    }
}
