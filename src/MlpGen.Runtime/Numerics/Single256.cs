using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using T = float;
using V = System.Runtime.Intrinsics.Vector256<float>;
using Vector = System.Runtime.Intrinsics.Vector256;

#pragma warning disable CS1591 // the members are those of ISimd, and documented there

namespace MlpGen.Numerics;

/// <summary>8 floats in 256 bits.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Single256 : ISimd<V, T>
{
    private const MethodImplOptions Inline = Loop.Inlined;

    public static int Count
    {
        [MethodImpl(Inline)]
        get => 8;
    }

    public static bool IsFused
    {
        [MethodImpl(Inline)]
        get => ActivationMath.IsFused;
    }

    public static bool KeepsOrder
    {
        [MethodImpl(Inline)]
        get => false;
    }

    public static V EmptySum
    {
        [MethodImpl(Inline)]
        get => default;
    }

    [MethodImpl(Inline)] public static V Splat(double value) => Vector.Create((T)value);
    [MethodImpl(Inline)] public static V Broadcast(T value) => Vector.Create(value);

    [MethodImpl(Inline)] public static V Load(ref T from) => Unsafe.ReadUnaligned<V>(ref Unsafe.As<T, byte>(ref from));
    [MethodImpl(Inline)] public static V Load(ref T row, nuint index) => Unsafe.ReadUnaligned<V>(ref Unsafe.As<T, byte>(ref Unsafe.Add(ref row, index)));
    [MethodImpl(Inline)] public static void Store(V a, ref T to) => Unsafe.WriteUnaligned(ref Unsafe.As<T, byte>(ref to), a);
    [MethodImpl(Inline)] public static void Store(V a, ref T row, nuint index) => Unsafe.WriteUnaligned(ref Unsafe.As<T, byte>(ref Unsafe.Add(ref row, index)), a);

    [MethodImpl(Inline)]
    public static V LoadParts(ref T rows, nuint index, nuint stride) =>
        Vector.Create(Vector128.LoadUnsafe(ref rows, index), Vector128.LoadUnsafe(ref rows, index + stride));

    [MethodImpl(Inline)]
    public static void StoreParts(V a, ref T rows, nuint index, nuint stride)
    {
        a.GetLower().StoreUnsafe(ref rows, index);
        a.GetUpper().StoreUnsafe(ref rows, index + stride);
    }

    [MethodImpl(Inline)]
    public static V ZipLow(V a, V b) =>
        Avx.IsSupported ? Avx.UnpackLow(a, b) : Vector.Create(Single128.ZipLow(a.GetLower(), b.GetLower()), Single128.ZipLow(a.GetUpper(), b.GetUpper()));

    [MethodImpl(Inline)]
    public static V ZipHigh(V a, V b) =>
        Avx.IsSupported ? Avx.UnpackHigh(a, b) : Vector.Create(Single128.ZipHigh(a.GetLower(), b.GetLower()), Single128.ZipHigh(a.GetUpper(), b.GetUpper()));

    [MethodImpl(Inline)] public static V Add(V a, V b) => a + b;
    [MethodImpl(Inline)] public static V Add(V a, double b) => a + Vector.Create((T)b);
    [MethodImpl(Inline)] public static V Subtract(V a, V b) => a - b;
    [MethodImpl(Inline)] public static V Multiply(V a, V b) => a * b;
    [MethodImpl(Inline)] public static V Multiply(V a, double b) => a * Vector.Create((T)b);
    [MethodImpl(Inline)] public static V Divide(V a, V b) => a / b;

    // All by the instruction itself, none by another of these: each method between costs the JIT some microseconds.
    [MethodImpl(Inline)] public static V MultiplyAdd(V a, V b, V c) => Vector.MultiplyAddEstimate(a, b, c);
    [MethodImpl(Inline)] public static V AddProduct(V sum, T x, ref T row) => Vector.MultiplyAddEstimate(Vector.Create(x), Unsafe.ReadUnaligned<V>(ref Unsafe.As<T, byte>(ref row)), sum);
    [MethodImpl(Inline)] public static V MultiplyAdd(V a, V b, double c) => Vector.MultiplyAddEstimate(a, b, Vector.Create((T)c));
    [MethodImpl(Inline)] public static V MultiplyAdd(V a, double b, V c) => Vector.MultiplyAddEstimate(a, Vector.Create((T)b), c);
    [MethodImpl(Inline)] public static V MultiplyAdd(V a, double b, double c) => Vector.MultiplyAddEstimate(a, Vector.Create((T)b), Vector.Create((T)c));

    [MethodImpl(Inline)] public static V Negate(V a) => -a;
    [MethodImpl(Inline)] public static V Abs(V a) => Vector.Abs(a);
    [MethodImpl(Inline)] public static V NegativeAbs(V a) => a | Vector.Create(-0.0f);
    [MethodImpl(Inline)] public static V WithSignOf(V magnitude, V sign) => Vector.ConditionalSelect(Vector.Create(-0.0f), sign, magnitude);
    [MethodImpl(Inline)] public static V Max(V a, V b) => Vector.Max(a, b);
    [MethodImpl(Inline)] public static V Max(double a, V b) => Vector.MaxNative(Vector.Create((T)a), b);
    [MethodImpl(Inline)] public static V Min(double a, V b) => Vector.MinNative(Vector.Create((T)a), b);

    [MethodImpl(Inline)] public static V LessThan(V a, double b) => Vector.LessThan(a, Vector.Create((T)b));
    [MethodImpl(Inline)] public static V LessThanOrEqual(V a, double b) => Vector.LessThanOrEqual(a, Vector.Create((T)b));
    [MethodImpl(Inline)] public static V GreaterThan(V a, double b) => Vector.GreaterThan(a, Vector.Create((T)b));
    [MethodImpl(Inline)] public static V GreaterThanOrEqual(V a, double b) => Vector.GreaterThanOrEqual(a, Vector.Create((T)b));
    [MethodImpl(Inline)] public static bool AllWithin(V a, double b) => Vector.LessThanOrEqualAll(Vector.Abs(a), Vector.Create((T)b));

    [MethodImpl(Inline)] public static V Choose(V mask, V a, V b) => Vector.ConditionalSelect(mask, a, b);
    [MethodImpl(Inline)] public static V Keep(V a, V mask) => a & mask;
    [MethodImpl(Inline)] public static V FirstLanes(int lanes) => LaneMasks.First<V>(lanes * sizeof(T));
    [MethodImpl(Inline)] public static V LastLanes(int lanes) => LaneMasks.Last<V>(lanes * sizeof(T));

    // As it stands, not as integers: those would be one more type of vectors, whose first use takes a millisecond.
    [MethodImpl(Inline)]
    public static V PowerOfTwo(V shifted) =>
#if NET9_0_OR_GREATER
        shifted << 23;
#else
        Vector.ShiftLeft(shifted.AsInt32(), 23).AsSingle();
#endif

    [MethodImpl(Inline)]
    public static V ShiftedExponent(V a) =>
#if NET9_0_OR_GREATER
        (a >>> 23) | Vector.Create(12582912f);
#else
        Vector.ShiftRightLogical(a.AsInt32(), 23).AsSingle() | Vector.Create(12582912f);
#endif

    [MethodImpl(Inline)] public static V Log(V a) => ActivationMath.LogOfSum<V, T, Single256>(a);
    [MethodImpl(Inline)] public static T First(V a) => a.ToScalar();
    [MethodImpl(Inline)] public static T Sum(V a) => Vector.Sum(a);

    [MethodImpl(Inline)]
    public static void StoreSums(V a, V b, V c, V d, ref T sums, nint stride, bool accumulate)
    {
        if (!Avx.IsSupported)
        {
            Single128.StoreSums(Half(a), Half(b), Half(c), Half(d), ref sums, stride, accumulate);
            return;
        }

        V ab = Avx.UnpackLow(a, b) + Avx.UnpackHigh(a, b);
        V cd = Avx.UnpackLow(c, d) + Avx.UnpackHigh(c, d);
        V abcd = Avx.Shuffle(ab, cd, 0b_01_00_01_00) + Avx.Shuffle(ab, cd, 0b_11_10_11_10);
        Single128.StoreFour(Half(abcd), ref sums, stride, accumulate);
    }

    /// <summary>The lower half plus the upper half.</summary>
    [MethodImpl(Inline)] internal static Vector128<T> Half(V a) => a.GetLower() + a.GetUpper();

    [MethodImpl(Inline)] public static T MaxAcross(V a) => Single128.MaxAcross(Vector128.MaxNative(a.GetLower(), a.GetUpper()));
}
