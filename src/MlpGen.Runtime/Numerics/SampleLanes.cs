using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlpGen.Numerics;

/// <summary>Samples side by side in the lanes of a vector: how unrolled code runs a batch, eight floats or four doubles at a time, and twice
/// as many where the hardware has vectors of 512 bits.</summary>
/// <remarks>Lane k belongs to sample <c>first + k</c>. The lengths are the caller's duty; a span too short throws.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class SampleLanes
{
    private const MethodImplOptions Inline = Loop.Inlined;

    /// <summary>Reads one column of a row-major batch: element <paramref name="column"/> of each sample.</summary>
    [MethodImpl(Inline)]
    internal static Vector256<float> Load(ReadOnlySpan<float> rows, int first, int width, int column)
    {
        ref float from = ref MemoryMarshal.GetReference(rows.Slice(first * width, Vector256<float>.Count * width));
        if (width == 1)
        {
            return Vector256.LoadUnsafe(ref from);
        }

        if (width == 2 && Avx2.IsSupported)
        {
            // Even or odd elements of two vectors; the shuffle works within halves, the permutation puts the halves in order.
            Vector256<float> a = Vector256.LoadUnsafe(ref from), b = Vector256.LoadUnsafe(ref from, 8);
            Vector256<float> halves = column == 0 ? Avx.Shuffle(a, b, 0b10_00_10_00) : Avx.Shuffle(a, b, 0b11_01_11_01);
            return Avx2.Permute4x64(halves.AsDouble(), 0b11_01_10_00).AsSingle();
        }

        ref float c = ref Unsafe.Add(ref from, column);
        return Vector256.Create(
            c, Unsafe.Add(ref c, width), Unsafe.Add(ref c, 2 * width), Unsafe.Add(ref c, 3 * width),
            Unsafe.Add(ref c, 4 * width), Unsafe.Add(ref c, 5 * width), Unsafe.Add(ref c, 6 * width), Unsafe.Add(ref c, 7 * width));
    }

    /// <inheritdoc cref="Load(ReadOnlySpan{float}, int, int, int)"/>
    [MethodImpl(Inline)]
    internal static Vector256<double> Load(ReadOnlySpan<double> rows, int first, int width, int column)
    {
        ref double from = ref MemoryMarshal.GetReference(rows.Slice(first * width, Vector256<double>.Count * width));
        if (width == 1)
        {
            return Vector256.LoadUnsafe(ref from);
        }

        if (width == 2 && Avx2.IsSupported)
        {
            // As for floats.
            Vector256<double> a = Vector256.LoadUnsafe(ref from), b = Vector256.LoadUnsafe(ref from, 4);
            return Avx2.Permute4x64(column == 0 ? Avx.UnpackLow(a, b) : Avx.UnpackHigh(a, b), 0b11_01_10_00);
        }

        ref double c = ref Unsafe.Add(ref from, column);
        return Vector256.Create(c, Unsafe.Add(ref c, width), Unsafe.Add(ref c, 2 * width), Unsafe.Add(ref c, 3 * width));
    }

    /// <summary>Writes one column of a row-major batch.</summary>
    [MethodImpl(Inline)]
    internal static void Store(Vector256<float> values, Span<float> rows, int first, int width, int column)
    {
        Span<float> to = rows.Slice(first * width, Vector256<float>.Count * width);
        if (width == 1)
        {
            values.StoreUnsafe(ref MemoryMarshal.GetReference(to));
            return;
        }

        for (int lane = 0; lane < Vector256<float>.Count; lane++)
        {
            to[lane * width + column] = values.GetElement(lane);
        }
    }

    /// <inheritdoc cref="Store(Vector256{float}, Span{float}, int, int, int)"/>
    [MethodImpl(Inline)]
    internal static void Store(Vector256<double> values, Span<double> rows, int first, int width, int column)
    {
        Span<double> to = rows.Slice(first * width, Vector256<double>.Count * width);
        if (width == 1)
        {
            values.StoreUnsafe(ref MemoryMarshal.GetReference(to));
            return;
        }

        for (int lane = 0; lane < Vector256<double>.Count; lane++)
        {
            to[lane * width + column] = values.GetElement(lane);
        }
    }

    /// <summary>Writes both columns of a batch of pairs.</summary>
    [MethodImpl(Inline)]
    internal static void StorePairs(Vector256<float> left, Vector256<float> right, Span<float> rows, int first)
    {
        if (!Avx.IsSupported)
        {
            Store(left, rows, first, 2, 0);
            Store(right, rows, first, 2, 1);
            return;
        }

        ref float to = ref MemoryMarshal.GetReference(rows.Slice(first * 2, 16));
        Vector256<float> low = Avx.UnpackLow(left, right), high = Avx.UnpackHigh(left, right);
        Avx.Permute2x128(low, high, 0x20).StoreUnsafe(ref to);
        Avx.Permute2x128(low, high, 0x31).StoreUnsafe(ref to, 8);
    }

    /// <inheritdoc cref="StorePairs(Vector256{float}, Vector256{float}, Span{float}, int)"/>
    [MethodImpl(Inline)]
    internal static void StorePairs(Vector256<double> left, Vector256<double> right, Span<double> rows, int first)
    {
        if (!Avx.IsSupported)
        {
            Store(left, rows, first, 2, 0);
            Store(right, rows, first, 2, 1);
            return;
        }

        ref double to = ref MemoryMarshal.GetReference(rows.Slice(first * 2, 8));
        Vector256<double> low = Avx.UnpackLow(left, right), high = Avx.UnpackHigh(left, right);
        Avx.Permute2x128(low, high, 0x20).StoreUnsafe(ref to);
        Avx.Permute2x128(low, high, 0x31).StoreUnsafe(ref to, 4);
    }

    /// <summary>Reads the class of each sample as a column of a one-hot target: 1 where the label is <paramref name="column"/>.</summary>
    [MethodImpl(Inline)]
    internal static Vector256<float> OneHot(ReadOnlySpan<int> labels, int first, int column, float one)
    {
        Vector256<int> classes = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(labels.Slice(first, Vector256<int>.Count)));
        return Vector256.Equals(classes, Vector256.Create(column)).AsSingle() & Vector256.Create(one);
    }

    /// <inheritdoc cref="OneHot(ReadOnlySpan{int}, int, int, float)"/>
    [MethodImpl(Inline)]
    internal static Vector256<double> OneHot(ReadOnlySpan<int> labels, int first, int column, double one)
    {
        ReadOnlySpan<int> four = labels.Slice(first, Vector256<double>.Count);
        return Vector256.Create(
            four[0] == column ? one : 0, four[1] == column ? one : 0, four[2] == column ? one : 0, four[3] == column ? one : 0);
    }

    /// <summary>The lanes in double precision, as many as a vector holds: lane k and that of the other half added, which rounds no more than the loss
    /// of each sample has been.</summary>
    [MethodImpl(Inline)]
    internal static Vector256<double> InDouble(Vector256<float> values) =>
        Vector256.WidenLower((values.GetLower() + values.GetUpper()).ToVector256Unsafe());

    /// <summary>1 for d &gt; 0, −1 for d &lt; 0, else d itself: 0, or NaN.</summary>
    [MethodImpl(Inline)]
    public static Vector256<T> Sign<T>(Vector256<T> d)
    {
        Vector256<T> one = Vector256<T>.One, zero = Vector256<T>.Zero;
        return Vector256.ConditionalSelect(
            Vector256.GreaterThan(d, zero), one, Vector256.ConditionalSelect(Vector256.LessThan(d, zero), -one, d));
    }

    /// <summary>½d² for |d| ≤ δ, δ·(|d| − ½δ) beyond.</summary>
    [MethodImpl(Inline)]
    public static Vector256<T> Huber<T>(Vector256<T> d, Vector256<T> delta)
    {
        Vector256<T> half = Vector256<T>.One / (Vector256<T>.One + Vector256<T>.One);
        Vector256<T> distance = Vector256.Abs(d);
        return Vector256.ConditionalSelect(
            Vector256.LessThanOrEqual(distance, delta), half * d * d, delta * (distance - half * delta));
    }

    /// <summary>min(max(d, −limit), limit); NaN stays NaN.</summary>
    [MethodImpl(Inline)]
    public static Vector256<T> Clamp<T>(Vector256<T> d, Vector256<T> limit) => Vector256.ConditionalSelect(
        Vector256.GreaterThan(d, limit), limit, Vector256.ConditionalSelect(Vector256.LessThan(d, -limit), -limit, d));
}
