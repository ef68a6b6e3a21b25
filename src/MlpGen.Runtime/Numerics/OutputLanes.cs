using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlpGen.Numerics;

/// <summary>Outputs of a layer side by side in the lanes of a vector: how generated code takes one sample through a small network, eight
/// floats or four doubles at a time.</summary>
/// <remarks>Nothing here looks at a length: the generator writes constant places, which it knows to lie within the memory. It calls these
/// where <see cref="Vector256.IsHardwareAccelerated"/> says so, which is to say with AVX2.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class OutputLanes
{
    private const MethodImplOptions Inline = Loop.Inlined;

    /// <summary>The place in <paramref name="values"/> from which vectors are read.</summary>
    [MethodImpl(Inline)]
    public static ref T At<T>(ReadOnlySpan<T> values, int first) => ref Unsafe.Add(ref MemoryMarshal.GetReference(values), first);

    /// <summary>The place from which vectors are written, too.</summary>
    [MethodImpl(Inline)]
    public static ref T At<T>(Span<T> values, int first) => ref Unsafe.Add(ref MemoryMarshal.GetReference(values), first);

    /// <summary>A vector of what lies from place <paramref name="first"/> on.</summary>
    [MethodImpl(Inline)]
    public static Vector256<float> Load(ref float from, int first) => Vector256.LoadUnsafe(ref from, (nuint)first);

    /// <inheritdoc cref="Load(ref float, int)"/>
    [MethodImpl(Inline)]
    public static Vector256<double> Load(ref double from, int first) => Vector256.LoadUnsafe(ref from, (nuint)first);

    /// <summary>The first <paramref name="count"/> lanes of such a vector, the others zero: at the end of the memory.</summary>
    [MethodImpl(Inline)]
    public static Vector256<float> Load(ref float from, int first, int count)
    {
        ref float e = ref Unsafe.Add(ref from, first);
        if (count <= Vector128<float>.Count)
        {
            return LoadHalf(ref e, count).ToVector256();
        }

        // Two halves that overlap, and of the second what is new.
        int again = Vector256<float>.Count - count;
        Vector128<int> places = Vector128.Create(again, again + 1, again + 2, again + 3);
        Vector128<float> rest = Vector128.LoadUnsafe(ref e, (nuint)(count - Vector128<float>.Count));
        return Vector256.Create(Vector128.LoadUnsafe(ref e), Avx.PermuteVar(rest, places)) & Lanes(count);
    }

    /// <summary>The first <paramref name="count"/> of four lanes, the others zero.</summary>
    [MethodImpl(Inline)]
    private static Vector128<float> LoadHalf(ref float from, int count)
    {
        if (count == 1)
        {
            return Vector128.CreateScalar(from);
        }

        if (count == Vector128<float>.Count)
        {
            return Vector128.LoadUnsafe(ref from);
        }

        Vector128<float> two = Vector128.CreateScalar(Unsafe.ReadUnaligned<long>(ref Unsafe.As<float, byte>(ref from))).AsSingle();
        return count == 2 ? two : two.WithElement(2, Unsafe.Add(ref from, 2));
    }

    /// <inheritdoc cref="Load(ref float, int, int)"/>
    [MethodImpl(Inline)]
    public static Vector256<double> Load(ref double from, int first, int count)
    {
        ref double e = ref Unsafe.Add(ref from, first);
        return Vector256.Create(
            e,
            count > 1 ? Unsafe.Add(ref e, 1) : 0,
            count > 2 ? Unsafe.Add(ref e, 2) : 0,
            count > 3 ? Unsafe.Add(ref e, 3) : 0);
    }

    /// <summary>Writes a vector to place <paramref name="first"/> and those behind it.</summary>
    [MethodImpl(Inline)]
    public static void Store(Vector256<float> values, ref float to, int first) => values.StoreUnsafe(ref to, (nuint)first);

    /// <inheritdoc cref="Store(Vector256{float}, ref float, int)"/>
    [MethodImpl(Inline)]
    public static void Store(Vector256<double> values, ref double to, int first) => values.StoreUnsafe(ref to, (nuint)first);

    /// <summary>Writes the first <paramref name="count"/> lanes, in the pieces in which they are loaded.</summary>
    [MethodImpl(Inline)]
    public static void Store(Vector256<float> values, ref float to, int first, int count)
    {
        ref float e = ref Unsafe.Add(ref to, first);
        if (count >= Vector128<float>.Count)
        {
            values.GetLower().StoreUnsafe(ref e);
        }

        Vector128<float> rest = count >= Vector128<float>.Count ? values.GetUpper() : values.GetLower();
        e = ref Unsafe.Add(ref e, count & -Vector128<float>.Count);
        if ((count & 2) > 0)
        {
            Unsafe.WriteUnaligned(ref Unsafe.As<float, byte>(ref e), rest.AsInt64().ToScalar());
        }

        if ((count & 1) > 0)
        {
            Unsafe.Add(ref e, count & 2) = rest.GetElement(count & 2);
        }
    }

    /// <inheritdoc cref="Store(Vector256{float}, ref float, int, int)"/>
    [MethodImpl(Inline)]
    public static void Store(Vector256<double> values, ref double to, int first, int count)
    {
        if (count >= Vector128<double>.Count)
        {
            values.GetLower().StoreUnsafe(ref to, (nuint)first);
        }

        if (count % Vector128<double>.Count > 0)
        {
            Unsafe.Add(ref to, first + count - 1) = values.GetElement(count - 1);
        }
    }

    /// <summary>Adds a vector to what lies from place <paramref name="first"/> on.</summary>
    [MethodImpl(Inline)]
    public static void Add(ref float to, int first, Vector256<float> values) =>
        (Vector256.LoadUnsafe(ref to, (nuint)first) + values).StoreUnsafe(ref to, (nuint)first);

    /// <inheritdoc cref="Add(ref float, int, Vector256{float})"/>
    [MethodImpl(Inline)]
    public static void Add(ref double to, int first, Vector256<double> values) =>
        (Vector256.LoadUnsafe(ref to, (nuint)first) + values).StoreUnsafe(ref to, (nuint)first);

    /// <summary>Adds the first <paramref name="count"/> lanes, and touches nothing behind them.</summary>
    [MethodImpl(Inline)]
    public static void Add(ref float to, int first, Vector256<float> values, int count)
    {
        if (count >= Vector128<float>.Count)
        {
            (Vector128.LoadUnsafe(ref to, (nuint)first) + values.GetLower()).StoreUnsafe(ref to, (nuint)first);
        }

        // What is left of a half: two at once, then one.
        Vector128<float> rest = count >= Vector128<float>.Count ? values.GetUpper() : values.GetLower();
        ref float e = ref Unsafe.Add(ref to, first + (count & -Vector128<float>.Count));
        if ((count & 2) > 0)
        {
            Unsafe.WriteUnaligned(ref Unsafe.As<float, byte>(ref e), (LoadHalf(ref e, 2) + rest).AsInt64().ToScalar());
        }

        if ((count & 1) > 0)
        {
            Unsafe.Add(ref e, count & 2) += rest.GetElement(count & 2);
        }
    }

    /// <inheritdoc cref="Add(ref float, int, Vector256{float}, int)"/>
    [MethodImpl(Inline)]
    public static void Add(ref double to, int first, Vector256<double> values, int count)
    {
        if (count >= Vector128<double>.Count)
        {
            (Vector128.LoadUnsafe(ref to, (nuint)first) + values.GetLower()).StoreUnsafe(ref to, (nuint)first);
        }

        if (count % Vector128<double>.Count > 0)
        {
            Unsafe.Add(ref to, first + count - 1) += values.GetElement(count - 1);
        }
    }

    /// <summary>Adds a vector from place <paramref name="first"/> on and another from <paramref name="second"/> on, which may overlap it with the
    /// same numbers: both places are read before either is written.</summary>
    [MethodImpl(Inline)]
    public static void Add(ref float to, int first, Vector256<float> values, int second, Vector256<float> others)
    {
        Vector256<float> sum = Vector256.LoadUnsafe(ref to, (nuint)first) + values;
        Vector256<float> other = Vector256.LoadUnsafe(ref to, (nuint)second) + others;
        sum.StoreUnsafe(ref to, (nuint)first);
        other.StoreUnsafe(ref to, (nuint)second);
    }

    /// <inheritdoc cref="Add(ref float, int, Vector256{float}, int, Vector256{float})"/>
    [MethodImpl(Inline)]
    public static void Add(ref double to, int first, Vector256<double> values, int second, Vector256<double> others)
    {
        Vector256<double> sum = Vector256.LoadUnsafe(ref to, (nuint)first) + values;
        Vector256<double> other = Vector256.LoadUnsafe(ref to, (nuint)second) + others;
        sum.StoreUnsafe(ref to, (nuint)first);
        other.StoreUnsafe(ref to, (nuint)second);
    }

    /// <summary>sum + a·b of each lane, in one instruction where the hardware has it.</summary>
    [MethodImpl(Inline)]
    public static Vector256<float> AddProduct(Vector256<float> sum, Vector256<float> a, Vector256<float> b) =>
        Vector256.MultiplyAddEstimate(a, b, sum);

    /// <inheritdoc cref="AddProduct(Vector256{float}, Vector256{float}, Vector256{float})"/>
    [MethodImpl(Inline)]
    public static Vector256<double> AddProduct(Vector256<double> sum, Vector256<double> a, Vector256<double> b) =>
        Vector256.MultiplyAddEstimate(a, b, sum);

    /// <summary>sum + x·w of each lane, one x for all.</summary>
    [MethodImpl(Inline)]
    public static Vector256<float> AddProduct(Vector256<float> sum, float x, Vector256<float> w) =>
        AddProduct(sum, Vector256.Create(x), w);

    /// <inheritdoc cref="AddProduct(Vector256{float}, float, Vector256{float})"/>
    [MethodImpl(Inline)]
    public static Vector256<double> AddProduct(Vector256<double> sum, double x, Vector256<double> w) =>
        AddProduct(sum, Vector256.Create(x), w);

    /// <summary>One lane of the values in all lanes.</summary>
    [MethodImpl(Inline)]
    public static Vector256<float> Lane(Vector256<float> values, int lane) => Avx2.PermuteVar8x32(values, Vector256.Create(lane));

    /// <inheritdoc cref="Lane(Vector256{float}, int)"/>
    [MethodImpl(Inline)]
    public static Vector256<double> Lane(Vector256<double> values, int lane) => Spread(values, lane, lane, lane, lane);

    /// <summary>Lanes where they are wanted: lane k of the result is lane <c>lk</c> of the values.</summary>
    [MethodImpl(Inline)]
    public static Vector256<float> Spread(Vector256<float> values, int l0, int l1, int l2, int l3, int l4, int l5, int l6, int l7) =>
        Avx2.PermuteVar8x32(values, Vector256.Create(l0, l1, l2, l3, l4, l5, l6, l7));

    /// <inheritdoc cref="Spread(Vector256{float}, int, int, int, int, int, int, int, int)"/>
    [MethodImpl(Inline)]
    public static Vector256<double> Spread(Vector256<double> values, int l0, int l1, int l2, int l3) =>
        Avx2.PermuteVar8x32( // each number as two halves
            values.AsSingle(),
            Vector256.Create(2 * l0, 2 * l0 + 1, 2 * l1, 2 * l1 + 1, 2 * l2, 2 * l2 + 1, 2 * l3, 2 * l3 + 1)).AsDouble();

    /// <summary>Column <paramref name="column"/> of eight rows that lie from place <paramref name="first"/> on, each of two to four numbers.</summary>
    [MethodImpl(Inline)]
    public static Vector256<float> Column(ref float from, int first, int width, int column) => Column(ref from, first, width, column, 8);

    /// <summary>Column <paramref name="column"/> of four rows.</summary>
    [MethodImpl(Inline)]
    public static Vector256<double> Column(ref double from, int first, int width, int column) => Column(ref from, first, width, column, 4);

    /// <summary>The same of fewer rows; the other lanes are zero.</summary>
    [MethodImpl(Inline)]
    public static Vector256<float> Column(ref float from, int first, int width, int column, int rows)
    {
        // The number of row r is lane (r·width + column) mod 8 of one of the vectors that hold the rows.
        Vector256<int> places = Vector256.Create(
            column, width + column, 2 * width + column, 3 * width + column,
            4 * width + column, 5 * width + column, 6 * width + column, 7 * width + column);
        Vector256<float> numbers = Column(ref Unsafe.Add(ref from, first), places, rows * width);
        return rows < 8 ? numbers & Lanes(rows) : numbers;
    }

    /// <summary>The numbers at some places of the first <paramref name="count"/>.</summary>
    /// <remarks>The count is an argument, and no variable, so that the JIT reads only what it leads to.</remarks>
    [MethodImpl(Inline)]
    private static Vector256<float> Column(ref float from, Vector256<int> places, int count)
    {
        Vector256<float> numbers = Avx2.PermuteVar8x32(count < 8 ? Load(ref from, 0, count) : Vector256.LoadUnsafe(ref from), places);
        numbers = count > 8 ? Later(numbers, places, ref from, 8, count - 8) : numbers;
        numbers = count > 16 ? Later(numbers, places, ref from, 16, count - 16) : numbers;
        return count > 24 ? Later(numbers, places, ref from, 24, count - 24) : numbers;
    }

    /// <summary>The numbers with those in their places that lie in the vector from <paramref name="begin"/> on, of which there are
    /// <paramref name="count"/>, or behind it.</summary>
    [MethodImpl(Inline)]
    private static Vector256<float> Later(Vector256<float> numbers, Vector256<int> places, ref float from, int begin, int count)
    {
        Vector256<float> later = count < 8 ? Load(ref from, begin, count) : Vector256.LoadUnsafe(ref from, (nuint)begin);
        Vector256<float> isLater = Vector256.GreaterThan(places, Vector256.Create(begin - 1)).AsSingle();
        return Vector256.ConditionalSelect(isLater, Avx2.PermuteVar8x32(later, places), numbers);
    }

    /// <inheritdoc cref="Column(ref float, int, int, int, int)"/>
    [MethodImpl(Inline)]
    public static Vector256<double> Column(ref double from, int first, int width, int column, int rows)
    {
        ref double e = ref Unsafe.Add(ref from, first + column);
        return Vector256.Create(
            e,
            rows > 1 ? Unsafe.Add(ref e, width) : 0,
            rows > 2 ? Unsafe.Add(ref e, 2 * width) : 0,
            rows > 3 ? Unsafe.Add(ref e, 3 * width) : 0);
    }

    /// <summary>The lanes of two vectors, one behind the other, from lane <paramref name="first"/> on.</summary>
    [MethodImpl(Inline)]
    public static Vector256<float> Join(Vector256<float> low, Vector256<float> high, int first)
    {
        Vector256<int> lanes = Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7) + Vector256.Create(first);
        return Vector256.ConditionalSelect(
            Vector256.LessThan(lanes, Vector256.Create(Vector256<float>.Count)).AsSingle(),
            Avx2.PermuteVar8x32(low, lanes), // which counts modulo the lanes
            Avx2.PermuteVar8x32(high, lanes));
    }

    /// <inheritdoc cref="Join(Vector256{float}, Vector256{float}, int)"/>
    [MethodImpl(Inline)]
    public static Vector256<double> Join(Vector256<double> low, Vector256<double> high, int first) =>
        Join(low.AsSingle(), high.AsSingle(), 2 * first).AsDouble();

    /// <summary>Lane k of the result is the sum of all lanes of vector k: the transpose of eight vectors, summed on its way.</summary>
    [MethodImpl(Inline)]
    public static Vector256<float> Sums(
        Vector256<float> v0, Vector256<float> v1, Vector256<float> v2, Vector256<float> v3,
        Vector256<float> v4, Vector256<float> v5, Vector256<float> v6, Vector256<float> v7)
    {
        // Neighbours are added within halves; then the halves.
        Vector256<float> low = Avx.HorizontalAdd(Avx.HorizontalAdd(v0, v1), Avx.HorizontalAdd(v2, v3));
        Vector256<float> high = Avx.HorizontalAdd(Avx.HorizontalAdd(v4, v5), Avx.HorizontalAdd(v6, v7));
        return Avx.Permute2x128(low, high, 0x20) + Avx.Permute2x128(low, high, 0x31);
    }

    /// <summary>Lane k of the result is the sum of all lanes of vector k.</summary>
    [MethodImpl(Inline)]
    public static Vector256<double> Sums(Vector256<double> v0, Vector256<double> v1, Vector256<double> v2, Vector256<double> v3)
    {
        Vector256<double> low = Avx.HorizontalAdd(v0, v1), high = Avx.HorizontalAdd(v2, v3);
        return Avx.Permute2x128(low, high, 0x20) + Avx.Permute2x128(low, high, 0x31);
    }

    /// <inheritdoc cref="Sums(Vector256{float}, Vector256{float}, Vector256{float}, Vector256{float}, Vector256{float}, Vector256{float}, Vector256{float}, Vector256{float})"/>
    [MethodImpl(Inline)]
    public static Vector256<float> Sums(
        Vector512<float> v0, Vector512<float> v1, Vector512<float> v2, Vector512<float> v3,
        Vector512<float> v4, Vector512<float> v5, Vector512<float> v6, Vector512<float> v7) =>
        Sums(Folded(v0), Folded(v1), Folded(v2), Folded(v3), Folded(v4), Folded(v5), Folded(v6), Folded(v7));

    /// <inheritdoc cref="Sums(Vector256{double}, Vector256{double}, Vector256{double}, Vector256{double})"/>
    [MethodImpl(Inline)]
    public static Vector256<double> Sums(Vector512<double> v0, Vector512<double> v1, Vector512<double> v2, Vector512<double> v3) =>
        Sums(Folded(v0), Folded(v1), Folded(v2), Folded(v3));

    /// <summary>Both halves added.</summary>
    [MethodImpl(Inline)]
    private static Vector256<T> Folded<T>(Vector512<T> values) => values.GetLower() + values.GetUpper();

    /// <summary>The first <paramref name="count"/> lanes, the others zero, whatever they held.</summary>
    [MethodImpl(Inline)]
    public static Vector256<float> Keep(Vector256<float> values, int count) =>
        values & Lanes(count);

    /// <inheritdoc cref="Keep(Vector256{float}, int)"/>
    [MethodImpl(Inline)]
    public static Vector256<double> Keep(Vector256<double> values, int count) =>
        values & LanesOfDouble(count);

    /// <summary>All bits set in the first lanes.</summary>
    [MethodImpl(Inline)]
    private static Vector256<float> Lanes(int count) =>
        Vector256.LessThan(Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7), Vector256.Create(count)).AsSingle();

    [MethodImpl(Inline)]
    private static Vector256<double> LanesOfDouble(int count) =>
        Vector256.LessThan(Vector256.Create(0L, 1, 2, 3), Vector256.Create((long)count)).AsDouble();
}
