using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlpGen.Numerics;

public static partial class SampleLanes
{
    /// <inheritdoc cref="Load(ReadOnlySpan{float}, int, int, int)"/>
    [MethodImpl(Inline)]
    internal static Vector512<float> LoadWide(ReadOnlySpan<float> rows, int first, int width, int column) =>
        width > MostPermuted || !Avx512F.IsSupported
            ? Vector512.Create(Load(rows, first, width, column), Load(rows, first + Vector256<float>.Count, width, column))
            : Permuted(rows, first, width, column);

    /// <inheritdoc cref="LoadWide(ReadOnlySpan{float}, int, int, int)"/>
    [MethodImpl(Inline)]
    internal static Vector512<double> LoadWide(ReadOnlySpan<double> rows, int first, int width, int column) =>
        width > MostPermuted || !Avx512F.IsSupported
            ? Vector512.Create(Load(rows, first, width, column), Load(rows, first + Vector256<double>.Count, width, column))
            : Permuted(rows, first, width, column);

    /// <summary>The widest rows whose columns are put together from whole vectors.</summary>
    private const int MostPermuted = 8;

    /// <summary>The number of row r is lane (r·width + column) mod 2n of one of the pairs of vectors, n lanes each, that hold the rows.</summary>
    [MethodImpl(Inline)]
    private static Vector512<T> Permuted<T>(ReadOnlySpan<T> rows, int first, int width, int column)
        where T : unmanaged
    {
        ref T from = ref MemoryMarshal.GetReference(rows.Slice(first * width, Vector512<T>.Count * width));
        if (width == 1)
        {
            return Vector512.LoadUnsafe(ref from);
        }

        Vector512<T> numbers = OfPair(ref from, 0, width, column);
        numbers = width > 2 ? Later(numbers, ref from, 2, width, column) : numbers;
        numbers = width > 4 ? Later(numbers, ref from, 4, width, column) : numbers;
        return width > 6 ? Later(numbers, ref from, 6, width, column) : numbers;
    }

    /// <summary>The places of two vectors, or of the last one alone.</summary>
    [MethodImpl(Inline)]
    private static Vector512<T> OfPair<T>(ref T from, int vector, int vectors, int column)
        where T : unmanaged
    {
        var low = Vector512.LoadUnsafe(ref from, (nuint)(vector * Vector512<T>.Count));
        Vector512<T> high = vector + 1 < vectors ? Vector512.LoadUnsafe(ref from, (nuint)((vector + 1) * Vector512<T>.Count)) : low;
        return typeof(T) == typeof(float)
            ? Avx512F.PermuteVar16x32x2(low.AsSingle(), SinglePlaces(vectors, column), high.AsSingle()).As<float, T>()
            : Avx512F.PermuteVar8x64x2(low.AsDouble(), DoublePlaces(vectors, column), high.AsDouble()).As<double, T>();
    }

    /// <summary>The numbers with those in their places that lie in a later pair of vectors, or behind it.</summary>
    [MethodImpl(Inline)]
    private static Vector512<T> Later<T>(Vector512<T> numbers, ref T from, int vector, int width, int column)
        where T : unmanaged
    {
        int begin = vector * Vector512<T>.Count;
        Vector512<T> areLater = typeof(T) == typeof(float)
            ? Vector512.GreaterThanOrEqual(SinglePlaces(width, column), Vector512.Create(begin)).As<int, T>()
            : Vector512.GreaterThanOrEqual(DoublePlaces(width, column), Vector512.Create((long)begin)).As<long, T>();
        return Vector512.ConditionalSelect(areLater, OfPair(ref from, vector, width, column), numbers);
    }

    [MethodImpl(Inline)]
    private static Vector512<int> SinglePlaces(int width, int column) =>
        Vector512.Create(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15) * width + Vector512.Create(column);

    [MethodImpl(Inline)]
    private static Vector512<long> DoublePlaces(int width, int column) =>
        Vector512.Create(0L, 1, 2, 3, 4, 5, 6, 7) * (long)width + Vector512.Create((long)column);

    /// <inheritdoc cref="Store(Vector256{float}, Span{float}, int, int, int)"/>
    [MethodImpl(Inline)]
    internal static void Store(Vector512<float> values, Span<float> rows, int first, int width, int column)
    {
        if (width == 1)
        {
            values.StoreUnsafe(ref MemoryMarshal.GetReference(rows.Slice(first, Vector512<float>.Count)));
            return;
        }

        Store(values.GetLower(), rows, first, width, column);
        Store(values.GetUpper(), rows, first + Vector256<float>.Count, width, column);
    }

    /// <inheritdoc cref="Store(Vector512{float}, Span{float}, int, int, int)"/>
    [MethodImpl(Inline)]
    internal static void Store(Vector512<double> values, Span<double> rows, int first, int width, int column)
    {
        if (width == 1)
        {
            values.StoreUnsafe(ref MemoryMarshal.GetReference(rows.Slice(first, Vector512<double>.Count)));
            return;
        }

        Store(values.GetLower(), rows, first, width, column);
        Store(values.GetUpper(), rows, first + Vector256<double>.Count, width, column);
    }

    /// <inheritdoc cref="StorePairs(Vector256{float}, Vector256{float}, Span{float}, int)"/>
    [MethodImpl(Inline)]
    internal static void StorePairs(Vector512<float> left, Vector512<float> right, Span<float> rows, int first)
    {
        if (!Avx512F.IsSupported)
        {
            StorePairs(left.GetLower(), right.GetLower(), rows, first);
            StorePairs(left.GetUpper(), right.GetUpper(), rows, first + Vector256<float>.Count);
            return;
        }

        ref float to = ref MemoryMarshal.GetReference(rows.Slice(first * 2, 2 * Vector512<float>.Count));
        var places = Vector512.Create(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
        Avx512F.PermuteVar16x32x2(left, places, right).StoreUnsafe(ref to);
        Avx512F.PermuteVar16x32x2(left, places + Vector512.Create(8), right).StoreUnsafe(ref to, (nuint)Vector512<float>.Count);
    }

    /// <inheritdoc cref="StorePairs(Vector512{float}, Vector512{float}, Span{float}, int)"/>
    [MethodImpl(Inline)]
    internal static void StorePairs(Vector512<double> left, Vector512<double> right, Span<double> rows, int first)
    {
        if (!Avx512F.IsSupported)
        {
            StorePairs(left.GetLower(), right.GetLower(), rows, first);
            StorePairs(left.GetUpper(), right.GetUpper(), rows, first + Vector256<double>.Count);
            return;
        }

        ref double to = ref MemoryMarshal.GetReference(rows.Slice(first * 2, 2 * Vector512<double>.Count));
        var places = Vector512.Create(0L, 8, 1, 9, 2, 10, 3, 11);
        Avx512F.PermuteVar8x64x2(left, places, right).StoreUnsafe(ref to);
        Avx512F.PermuteVar8x64x2(left, places + Vector512.Create(4L), right).StoreUnsafe(ref to, (nuint)Vector512<double>.Count);
    }

    /// <inheritdoc cref="OneHot(ReadOnlySpan{int}, int, int, float)"/>
    [MethodImpl(Inline)]
    internal static Vector512<float> OneHotWide(ReadOnlySpan<int> labels, int first, int column, float one)
    {
        var classes = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(labels.Slice(first, Vector512<int>.Count)));
        return Vector512.Equals(classes, Vector512.Create(column)).AsSingle() & Vector512.Create(one);
    }

    /// <inheritdoc cref="OneHotWide(ReadOnlySpan{int}, int, int, float)"/>
    [MethodImpl(Inline)]
    internal static Vector512<double> OneHotWide(ReadOnlySpan<int> labels, int first, int column, double one) =>
        Vector512.Create(OneHot(labels, first, column, one), OneHot(labels, first + Vector256<double>.Count, column, one));

    /// <inheritdoc cref="InDouble(Vector256{float})"/>
    [MethodImpl(Inline)]
    internal static Vector512<double> InDouble(Vector512<float> values) => Vector512.WidenLower(Folded(values).ToVector512Unsafe());
}
