using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

/// <content>Groups of samples, which are as many as the widest vector holds, and vectors of 128 bits: the ways of reproducible networks.</content>
public static partial class SampleLanes
{
    /// <summary>Samples in a group: 16 in single precision, 8 in double.</summary>
    [MethodImpl(Inline)]
    internal static int Group<T>()
        where T : unmanaged => Widths.Bytes512 / Unsafe.SizeOf<T>();

    /// <summary>Puts the lanes of each vector down where their group has them.</summary>
    /// <param name="vectors">One for each parameter.</param>
    /// <param name="lanes">Groups of lanes, one for each parameter.</param>
    /// <param name="part">The lane of a group that is the first of these vectors.</param>
    [MethodImpl(Loop.Hot)]
    public static void Keep<V, T>(ReadOnlySpan<V> vectors, Span<T> lanes, int part)
        where V : unmanaged
        where T : unmanaged
    {
        for (int k = 0; k < vectors.Length; k++)
        {
            ref T group = ref lanes[k * Group<T>() + part];
            Unsafe.WriteUnaligned(ref Unsafe.As<T, byte>(ref group), vectors[k]);
        }
    }

    [MethodImpl(Inline)]
    private static Vector128<T> LoadNarrow<T>(ReadOnlySpan<T> rows, int first, int width, int column)
        where T : unmanaged
    {
        ref T c = ref MemoryMarshal.GetReference(rows.Slice(first * width + column, (Vector128<T>.Count - 1) * width + 1));
        Vector128<T> lanes = Vector128.CreateScalarUnsafe(c);
        for (int k = 1; k < Vector128<T>.Count; k++)
        {
            lanes = lanes.WithElement(k, Unsafe.Add(ref c, k * width));
        }

        return lanes;
    }

    [MethodImpl(Inline)]
    private static void StoreNarrow<T>(Vector128<T> values, Span<T> rows, int first, int width, int column)
        where T : unmanaged
    {
        ref T c = ref MemoryMarshal.GetReference(rows.Slice(first * width + column, (Vector128<T>.Count - 1) * width + 1));
        for (int k = 0; k < Vector128<T>.Count; k++)
        {
            Unsafe.Add(ref c, k * width) = values.GetElement(k);
        }
    }

    [MethodImpl(Inline)]
    private static Vector128<float> OneHotNarrow(ReadOnlySpan<int> labels, int first, int column, float one)
    {
        Vector128<int> classes = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(labels.Slice(first, Vector128<int>.Count)));
        return Vector128.Equals(classes, Vector128.Create(column)).AsSingle() & Vector128.Create(one);
    }

    [MethodImpl(Inline)]
    private static Vector128<double> OneHotNarrow(ReadOnlySpan<int> labels, int first, int column, double one) =>
        Vector128.Create(labels[first] == column ? one : 0, labels[first + 1] == column ? one : 0);
}
