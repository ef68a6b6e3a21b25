using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

/// <content>The same for text that is written once for every width: <c>V</c> is a vector of 256 or 512 bits, in reproducible networks of 128 too, and the JIT leaves out the others.</content>
public static partial class SampleLanes
{
    /// <summary>Reads one column of a row-major batch: element <paramref name="column"/> of each sample.</summary>
    [MethodImpl(Inline)]
    public static V Column<V>(ReadOnlySpan<float> rows, int first, int width, int column)
        where V : struct =>
        typeof(V) == typeof(Vector512<float>)
            ? (V)(object)LoadWide(rows, first, width, column)
            : typeof(V) == typeof(Vector128<float>) ? (V)(object)LoadNarrow(rows, first, width, column)
            : (V)(object)Load(rows, first, width, column);

    /// <inheritdoc cref="Column{V}(ReadOnlySpan{float}, int, int, int)"/>
    [MethodImpl(Inline)]
    public static V Column<V>(ReadOnlySpan<double> rows, int first, int width, int column)
        where V : struct =>
        typeof(V) == typeof(Vector512<double>)
            ? (V)(object)LoadWide(rows, first, width, column)
            : typeof(V) == typeof(Vector128<double>) ? (V)(object)LoadNarrow(rows, first, width, column)
            : (V)(object)Load(rows, first, width, column);

    /// <summary>Writes one column of a row-major batch.</summary>
    [MethodImpl(Inline)]
    public static void StoreColumn<V>(V values, Span<float> rows, int first, int width, int column)
        where V : struct
    {
        if (typeof(V) == typeof(Vector512<float>))
        {
            Store((Vector512<float>)(object)values, rows, first, width, column);
        }
        else if (typeof(V) == typeof(Vector128<float>))
        {
            StoreNarrow((Vector128<float>)(object)values, rows, first, width, column);
        }
        else
        {
            Store((Vector256<float>)(object)values, rows, first, width, column);
        }
    }

    /// <inheritdoc cref="StoreColumn{V}(V, Span{float}, int, int, int)"/>
    [MethodImpl(Inline)]
    public static void StoreColumn<V>(V values, Span<double> rows, int first, int width, int column)
        where V : struct
    {
        if (typeof(V) == typeof(Vector512<double>))
        {
            Store((Vector512<double>)(object)values, rows, first, width, column);
        }
        else if (typeof(V) == typeof(Vector128<double>))
        {
            StoreNarrow((Vector128<double>)(object)values, rows, first, width, column);
        }
        else
        {
            Store((Vector256<double>)(object)values, rows, first, width, column);
        }
    }

    /// <summary>Writes both columns of a batch of pairs.</summary>
    [MethodImpl(Inline)]
    public static void StorePairs<V>(V left, V right, Span<float> rows, int first)
        where V : struct
    {
        if (typeof(V) == typeof(Vector512<float>))
        {
            StorePairs((Vector512<float>)(object)left, (Vector512<float>)(object)right, rows, first);
        }
        else if (typeof(V) == typeof(Vector128<float>))
        {
            StoreNarrow((Vector128<float>)(object)left, rows, first, 2, 0);
            StoreNarrow((Vector128<float>)(object)right, rows, first, 2, 1);
        }
        else
        {
            StorePairs((Vector256<float>)(object)left, (Vector256<float>)(object)right, rows, first);
        }
    }

    /// <inheritdoc cref="StorePairs{V}(V, V, Span{float}, int)"/>
    [MethodImpl(Inline)]
    public static void StorePairs<V>(V left, V right, Span<double> rows, int first)
        where V : struct
    {
        if (typeof(V) == typeof(Vector512<double>))
        {
            StorePairs((Vector512<double>)(object)left, (Vector512<double>)(object)right, rows, first);
        }
        else if (typeof(V) == typeof(Vector128<double>))
        {
            StoreNarrow((Vector128<double>)(object)left, rows, first, 2, 0);
            StoreNarrow((Vector128<double>)(object)right, rows, first, 2, 1);
        }
        else
        {
            StorePairs((Vector256<double>)(object)left, (Vector256<double>)(object)right, rows, first);
        }
    }

    /// <summary>The class of each sample as a column of a one-hot target: 1 where the label is <paramref name="column"/>.</summary>
    [MethodImpl(Inline)]
    public static V OneHot<V>(ReadOnlySpan<int> labels, int first, int column, float one)
        where V : struct =>
        typeof(V) == typeof(Vector512<float>)
            ? (V)(object)OneHotWide(labels, first, column, one)
            : typeof(V) == typeof(Vector128<float>) ? (V)(object)OneHotNarrow(labels, first, column, one)
            : (V)(object)OneHot(labels, first, column, one);

    /// <inheritdoc cref="OneHot{V}(ReadOnlySpan{int}, int, int, float)"/>
    [MethodImpl(Inline)]
    public static V OneHot<V>(ReadOnlySpan<int> labels, int first, int column, double one)
        where V : struct =>
        typeof(V) == typeof(Vector512<double>)
            ? (V)(object)OneHotWide(labels, first, column, one)
            : typeof(V) == typeof(Vector128<double>) ? (V)(object)OneHotNarrow(labels, first, column, one)
            : (V)(object)OneHot(labels, first, column, one);

    /// <summary>eᶻ of each lane.</summary>
    [MethodImpl(Inline)]
    public static V Exp<V, T, S>(V z)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.Exp<V, T, S>(z);

    /// <summary>The natural logarithm of each lane.</summary>
    [MethodImpl(Inline)]
    public static V Log<V, T, S>(V z)
        where V : struct
        where S : ISimd<V, T> => S.Log(z);

    /// <summary>Adds the sum of the lanes of each vector to a number of its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void AddSums<V>(ReadOnlySpan<V> vectors, Span<float> to)
        where V : unmanaged
    {
        ref float place = ref MemoryMarshal.GetReference(to.Slice(0, vectors.Length));
        ref V v = ref MemoryMarshal.GetReference(vectors);
        int k = 0;
        for (; k <= vectors.Length - 8; k += 8)
        {
            OutputLanes.Add(ref place, k, Sums(ref Unsafe.Add(ref v, k)));
        }

        for (; k < vectors.Length; k++)
        {
            Unsafe.Add(ref place, k) += typeof(V) == typeof(Vector512<float>)
                ? Vector512.Sum((Vector512<float>)(object)Unsafe.Add(ref v, k))
                : Vector256.Sum((Vector256<float>)(object)Unsafe.Add(ref v, k));
        }

        [MethodImpl(Inline)]
        static Vector256<float> Sums(ref V v) => OutputLanes.Sums(Of(ref v, 0), Of(ref v, 1), Of(ref v, 2), Of(ref v, 3), Of(ref v, 4), Of(ref v, 5), Of(ref v, 6), Of(ref v, 7));

        [MethodImpl(Inline)]
        static Vector256<float> Of(ref V v, int k) => typeof(V) == typeof(Vector512<float>)
            ? Folded((Vector512<float>)(object)Unsafe.Add(ref v, k))
            : (Vector256<float>)(object)Unsafe.Add(ref v, k);
    }

    /// <inheritdoc cref="AddSums{V}(ReadOnlySpan{V}, Span{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void AddSums<V>(ReadOnlySpan<V> vectors, Span<double> to)
        where V : unmanaged
    {
        ref double place = ref MemoryMarshal.GetReference(to.Slice(0, vectors.Length));
        ref V v = ref MemoryMarshal.GetReference(vectors);
        int k = 0;
        for (; k <= vectors.Length - 4; k += 4)
        {
            ref V four = ref Unsafe.Add(ref v, k);
            OutputLanes.Add(ref place, k, OutputLanes.Sums(Of(ref four, 0), Of(ref four, 1), Of(ref four, 2), Of(ref four, 3)));
        }

        for (; k < vectors.Length; k++)
        {
            Unsafe.Add(ref place, k) += Vector256.Sum(Of(ref v, k));
        }

        [MethodImpl(Inline)]
        static Vector256<double> Of(ref V v, int k) => typeof(V) == typeof(Vector512<double>)
            ? Folded((Vector512<double>)(object)Unsafe.Add(ref v, k))
            : (Vector256<double>)(object)Unsafe.Add(ref v, k);
    }

    /// <summary>Both halves added.</summary>
    [MethodImpl(Inline)]
    private static Vector256<T> Folded<T>(Vector512<T> values) => values.GetLower() + values.GetUpper();
}
