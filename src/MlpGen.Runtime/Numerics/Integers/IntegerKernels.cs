using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlpGen.Numerics;

/// <summary>The kernels of integer layers, each with the vectors that suit the hardware.</summary>
/// <typeparam name="TProduct">What codes and weights are.</typeparam>
internal static class IntegerKernels<TProduct>
    where TProduct : struct, IIntegerProduct
{
    /// <summary>Samples that go through a layer together: their twelve vectors of sums fit the registers, and hide how long an addition takes.</summary>
    private const int Together = 6;

    /// <summary>Whether vectors of 512 bits are worth it: VNNI, which .NET has for 256, does as much in one instruction as three do there.</summary>
    private static bool IsWide
    {
        [MethodImpl(Loop.Inlined)]
#pragma warning disable CA2252 // of .NET 8, which calls this a preview; it has stayed as it is
        get => Vector512.IsHardwareAccelerated && Avx512BW.IsSupported && !AvxVnni.IsSupported;
#pragma warning restore CA2252
    }

    /// <summary>S = q·Q + c of some samples.</summary>
    /// <param name="q">The codes, <paramref name="words"/> times 32 bits a sample.</param>
    /// <param name="weights">Q, <paramref name="outputs"/> times as many.</param>
    /// <param name="c">c.</param>
    /// <param name="sums">S, overwritten.</param>
    /// <param name="samples">How many.</param>
    /// <param name="words">The codes of a sample, in units of 32 bits.</param>
    /// <param name="outputs">The outputs, a multiple of 4.</param>
    [MethodImpl(Loop.Inlined)]
    public static void Sum(ref int q, ref int weights, ref int c, ref int sums, int samples, int words, int outputs)
    {
        int s = 0;
        if (samples >= Together)
        {
            s = samples - samples % Together;
            SumTogether(ref q, ref weights, ref c, ref sums, s, words, outputs);
        }

        for (; s < samples; s++)
        {
            One(ref Unsafe.Add(ref q, (nint)s * words), ref weights, ref c, ref Unsafe.Add(ref sums, (nint)s * outputs), words, outputs);
        }
    }

    /// <summary>Six samples after the other, for some outputs after the other: their weights stay near.</summary>
    [MethodImpl(Loop.Hot)]
    private static void SumTogether(ref int q, ref int weights, ref int c, ref int sums, int samples, int words, int outputs)
    {
        for (int j = 0; j < outputs;)
        {
            int next = j;
            for (int first = 0; first < samples; first += Together)
            {
                next = Six(ref Unsafe.Add(ref q, (nint)first * words), ref weights, ref c, ref Unsafe.Add(ref sums, (nint)first * outputs), words, outputs, j);
            }

            j = next;
        }
    }

    [MethodImpl(Loop.Hot)]
    private static void One(ref int q, ref int weights, ref int c, ref int sums, int words, int outputs)
    {
        int j = 0;
        if (IsWide)
        {
            j = IntegerSums<Vector512<int>, IntegerLanes512<TProduct>>.One(ref q, ref weights, ref c, ref sums, words, outputs, j);
        }

        if (Avx2.IsSupported)
        {
            j = IntegerSums<Vector256<int>, IntegerLanes256<TProduct>>.One(ref q, ref weights, ref c, ref sums, words, outputs, j);
        }

        if (Vector128.IsHardwareAccelerated)
        {
            IntegerSums<Vector128<int>, IntegerLanes128<TProduct>>.One(ref q, ref weights, ref c, ref sums, words, outputs, j);
        }
        else
        {
            IntegerSums<int, IntegerLane<TProduct>>.One(ref q, ref weights, ref c, ref sums, words, outputs, j);
        }
    }

    /// <summary>Some outputs of six samples.</summary>
    /// <returns>The first output that is left.</returns>
    [MethodImpl(Loop.Inlined)]
    private static int Six(ref int q, ref int weights, ref int c, ref int sums, int words, int outputs, int j)
    {
        int next = j;
        if (IsWide)
        {
            next = IntegerSums<Vector512<int>, IntegerLanes512<TProduct>>.Six(ref q, ref weights, ref c, ref sums, words, outputs, j);
        }

        if (Avx2.IsSupported && next == j)
        {
            next = IntegerSums<Vector256<int>, IntegerLanes256<TProduct>>.Six(ref q, ref weights, ref c, ref sums, words, outputs, j);
        }

        if (next != j)
        {
            return next;
        }

        return Vector128.IsHardwareAccelerated
            ? IntegerSums<Vector128<int>, IntegerLanes128<TProduct>>.Six(ref q, ref weights, ref c, ref sums, words, outputs, j)
            : IntegerSums<int, IntegerLane<TProduct>>.Six(ref q, ref weights, ref c, ref sums, words, outputs, j);
    }

    /// <summary>(S·m + half) ≫ shift, and the zero point, no less than 0 and no more than <paramref name="highest"/>: written over S.</summary>
    [MethodImpl(Loop.Hot)]
    public static void Rescale(ref int sums, ref int multipliers, int samples, int outputs, int shift, int zeroPoint, int highest)
    {
        int j = 0;
        if (Vector512.IsHardwareAccelerated && Avx512F.IsSupported)
        {
            j = Rescaling<Vector512<int>, IntegerLanes512<TProduct>>.InPlace(ref sums, ref multipliers, samples, j, outputs, shift, zeroPoint, highest);
        }

        if (Avx2.IsSupported)
        {
            j = Rescaling<Vector256<int>, IntegerLanes256<TProduct>>.InPlace(ref sums, ref multipliers, samples, j, outputs, shift, zeroPoint, highest);
        }

        if (Vector128.IsHardwareAccelerated)
        {
            Rescaling<Vector128<int>, IntegerLanes128<TProduct>>.InPlace(ref sums, ref multipliers, samples, j, outputs, shift, zeroPoint, highest);
        }
        else
        {
            Rescaling<int, IntegerLane<TProduct>>.InPlace(ref sums, ref multipliers, samples, j, outputs, shift, zeroPoint, highest);
        }
    }

    /// <summary>The same, written to codes of 8 or 16 bits.</summary>
    [MethodImpl(Loop.Hot)]
    public static void Rescale<TCode>(
        ref int sums, ref int multipliers, ref TCode codes, int samples, int outputs, int shift, int zeroPoint, int highest)
        where TCode : unmanaged
    {
        int j = 0;
        if (Vector512.IsHardwareAccelerated && Avx512F.IsSupported)
        {
            j = Rescaling<Vector512<int>, IntegerLanes512<TProduct>>.To(
                ref sums, ref multipliers, ref codes, samples, j, outputs, shift, zeroPoint, highest);
        }

        if (Avx2.IsSupported)
        {
            j = Rescaling<Vector256<int>, IntegerLanes256<TProduct>>.To(
                ref sums, ref multipliers, ref codes, samples, j, outputs, shift, zeroPoint, highest);
        }

        if (Vector128.IsHardwareAccelerated)
        {
            Rescaling<Vector128<int>, IntegerLanes128<TProduct>>.To(
                ref sums, ref multipliers, ref codes, samples, j, outputs, shift, zeroPoint, highest);
        }
        else
        {
            Rescaling<int, IntegerLane<TProduct>>.To(ref sums, ref multipliers, ref codes, samples, j, outputs, shift, zeroPoint, highest);
        }
    }
}
