using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlpGen.Numerics;

/// <summary>Eight samples side by side in the lanes of a vector: how unrolled code runs a whole batch.</summary>
/// <remarks>
/// Which lane holds which sample is not said, only that it is the same for every feature that these methods load and store.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SampleLanes
{
    /// <summary>Reads eight samples of two features: one vector of first features, one of second ones.</summary>
    /// <param name="samples">The first of 16 elements.</param>
    /// <param name="first">The first feature of each sample.</param>
    /// <param name="second">The second feature of each sample.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(ref float samples, out Vector256<float> first, out Vector256<float> second)
    {
        Vector256<float> a = Vector256.LoadUnsafe(ref samples);
        Vector256<float> b = Vector256.LoadUnsafe(ref samples, 8);
        if (Avx.IsSupported)
        {
            first = Avx.Shuffle(a, b, 0b10_00_10_00);
            second = Avx.Shuffle(a, b, 0b11_01_11_01);
        }
        else
        {
            Vector256<int> even = Vector256.Create(0, 2, 4, 6, 0, 2, 4, 6), odd = Vector256.Create(1, 3, 5, 7, 1, 3, 5, 7);
            first = Vector256.Create(Vector256.Shuffle(a, even).GetLower(), Vector256.Shuffle(b, even).GetLower());
            second = Vector256.Create(Vector256.Shuffle(a, odd).GetLower(), Vector256.Shuffle(b, odd).GetLower());
        }
    }

    /// <summary>Writes eight samples of two features, as <see cref="Load"/> reads them.</summary>
    /// <param name="first">The first feature of each sample.</param>
    /// <param name="second">The second feature of each sample.</param>
    /// <param name="samples">The first of 16 elements.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> first, Vector256<float> second, ref float samples)
    {
        if (Avx.IsSupported)
        {
            Avx.UnpackLow(first, second).StoreUnsafe(ref samples);
            Avx.UnpackHigh(first, second).StoreUnsafe(ref samples, 8);
        }
        else
        {
            for (int lane = 0; lane < 8; lane++)
            {
                Unsafe.Add(ref samples, 2 * lane) = first.GetElement(lane);
                Unsafe.Add(ref samples, (2 * lane) + 1) = second.GetElement(lane);
            }
        }
    }

    /// <summary>Adds the sum over the samples of each of four vectors to four consecutive elements.</summary>
    /// <param name="a">To element 0.</param>
    /// <param name="b">To element 1.</param>
    /// <param name="c">To element 2.</param>
    /// <param name="d">To element 3.</param>
    /// <param name="gradient">Element 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddSums(Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d, ref float gradient)
    {
        Unsafe.SkipInit(out Vector128<float> sums);
        Width256<float>.StoreSums(a, b, c, d, ref Unsafe.As<Vector128<float>, float>(ref sums));
        (Vector128.LoadUnsafe(ref gradient) + sums).StoreUnsafe(ref gradient);
    }
}
