using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

/// <content>The same for text that is written once for every width: <c>V</c> is a vector of 256 or 512 bits, and the JIT leaves out the other.</content>
public static partial class SampleLanes
{
    /// <summary>Reads one column of a row-major batch: element <paramref name="column"/> of each sample.</summary>
    [MethodImpl(Inline)]
    public static V Column<V>(ReadOnlySpan<float> rows, int first, int width, int column)
        where V : struct =>
        typeof(V) == typeof(Vector512<float>)
            ? (V)(object)LoadWide(rows, first, width, column)
            : (V)(object)Load(rows, first, width, column);

    /// <inheritdoc cref="Column{V}(ReadOnlySpan{float}, int, int, int)"/>
    [MethodImpl(Inline)]
    public static V Column<V>(ReadOnlySpan<double> rows, int first, int width, int column)
        where V : struct =>
        typeof(V) == typeof(Vector512<double>)
            ? (V)(object)LoadWide(rows, first, width, column)
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
            : (V)(object)OneHot(labels, first, column, one);

    /// <inheritdoc cref="OneHot{V}(ReadOnlySpan{int}, int, int, float)"/>
    [MethodImpl(Inline)]
    public static V OneHot<V>(ReadOnlySpan<int> labels, int first, int column, double one)
        where V : struct =>
        typeof(V) == typeof(Vector512<double>)
            ? (V)(object)OneHotWide(labels, first, column, one)
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

    /// <summary>Adds the sum of the lanes of each vector to a number of its own, from place <paramref name="first"/> on; of
    /// <paramref name="count"/> vectors, the others are not looked at.</summary>
    [MethodImpl(Inline)]
    public static void AddSums<V>(Span<float> to, int first, V v0, V v1, V v2, V v3, V v4, V v5, V v6, V v7, int count)
        where V : struct
    {
        Vector256<float> sums = typeof(V) == typeof(Vector512<float>)
            ? OutputLanes.Sums(Wide(v0), Wide(v1), Wide(v2), Wide(v3), Wide(v4), Wide(v5), Wide(v6), Wide(v7))
            : OutputLanes.Sums(Narrow(v0), Narrow(v1), Narrow(v2), Narrow(v3), Narrow(v4), Narrow(v5), Narrow(v6), Narrow(v7));
        ref float place = ref MemoryMarshal.GetReference(to.Slice(first, count));
        if (count == Vector256<float>.Count)
        {
            OutputLanes.Add(ref place, 0, sums);
        }
        else
        {
            OutputLanes.Add(ref place, 0, sums, count);
        }

        static Vector512<float> Wide(V v) => (Vector512<float>)(object)v;
        static Vector256<float> Narrow(V v) => (Vector256<float>)(object)v;
    }

    /// <inheritdoc cref="AddSums{V}(Span{float}, int, V, V, V, V, V, V, V, V, int)"/>
    [MethodImpl(Inline)]
    public static void AddSums<V>(Span<double> to, int first, V v0, V v1, V v2, V v3, int count)
        where V : struct
    {
        Vector256<double> sums = typeof(V) == typeof(Vector512<double>)
            ? OutputLanes.Sums(Wide(v0), Wide(v1), Wide(v2), Wide(v3))
            : OutputLanes.Sums(Narrow(v0), Narrow(v1), Narrow(v2), Narrow(v3));
        ref double place = ref MemoryMarshal.GetReference(to.Slice(first, count));
        if (count == Vector256<double>.Count)
        {
            OutputLanes.Add(ref place, 0, sums);
        }
        else
        {
            OutputLanes.Add(ref place, 0, sums, count);
        }

        static Vector512<double> Wide(V v) => (Vector512<double>)(object)v;
        static Vector256<double> Narrow(V v) => (Vector256<double>)(object)v;
    }
}
