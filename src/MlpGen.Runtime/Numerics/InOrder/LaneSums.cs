using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

/// <summary>Sums over the lanes of a group: those half the lanes apart are added, then those a quarter apart, and so on to the last two. It is the order of
/// any width, since each step adds the same pairs.</summary>
internal static class LaneSums
{
    /// <summary>Adds the sum of each group of lanes to a number of its own; no lanes add nothing.</summary>
    [MethodImpl(Loop.Hot)]
    public static void AddTo<T>(ReadOnlySpan<T> lanes, Span<T> numbers)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref T group = ref MemoryMarshal.GetReference(lanes);
        int size = SampleLanes.Group<T>(), count = lanes.Length / size;
        for (int k = 0; k < count; k++)
        {
            numbers[k] += Of(ref group);
            group = ref Unsafe.Add(ref group, size);
        }
    }

    /// <summary>The sum of one group, of 8 or 16 lanes.</summary>
    [MethodImpl(Loop.Hot)]
    public static double Of(ReadOnlySpan<double> lanes)
    {
        ref double first = ref MemoryMarshal.GetReference(lanes);
        if (lanes.Length == 8)
        {
            return OfEight(ref first);
        }

        Span<double> halves = stackalloc double[8];
        for (int k = 0; k < halves.Length; k++)
        {
            halves[k] = lanes[k] + lanes[k + 8];
        }

        return OfEight(ref MemoryMarshal.GetReference(halves));
    }

    /// <summary>The sum of one group.</summary>
    [MethodImpl(Loop.Inlined)]
    public static T Of<T>(ref T group)
        where T : unmanaged =>
        typeof(T) == typeof(float)
            ? Scalar.Round<T>(OfSixteen(ref Unsafe.As<T, float>(ref group)))
            : Scalar.Round<T>(OfEight(ref Unsafe.As<T, double>(ref group)));

    [MethodImpl(Loop.Inlined)]
    private static float OfSixteen(ref float group)
    {
        Vector128<float> a = Vector128.LoadUnsafe(ref group), b = Vector128.LoadUnsafe(ref group, 4);
        Vector128<float> four = (a + Vector128.LoadUnsafe(ref group, 8)) + (b + Vector128.LoadUnsafe(ref group, 12));
        Vector128<float> two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        return two[0] + two[1];
    }

    [MethodImpl(Loop.Inlined)]
    private static double OfEight(ref double group)
    {
        Vector128<double> a = Vector128.LoadUnsafe(ref group), b = Vector128.LoadUnsafe(ref group, 2);
        Vector128<double> two = (a + Vector128.LoadUnsafe(ref group, 4)) + (b + Vector128.LoadUnsafe(ref group, 6));
        return two[0] + two[1];
    }
}
