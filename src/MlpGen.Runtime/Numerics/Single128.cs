using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using T = float;
using V = System.Runtime.Intrinsics.Vector128<float>;
using Vector = System.Runtime.Intrinsics.Vector128;

#pragma warning disable CS1591 // the members are those of ISimd, and documented there

namespace MlpGen.Numerics;

/// <summary>
/// 4 floats in 128 bits. Also what the scalar overloads use, with one lane filled: the same instructions,
/// so the same bits.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Single128 : ISimd<V, T>
{
    private const MethodImplOptions Inline = Loop.Inlined;

    public static int Count
    {
        [MethodImpl(Inline)]
        get => 4;
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

    [MethodImpl(Inline)] public static V LoadParts(ref T rows, nuint index, nuint stride) => Vector.LoadUnsafe(ref rows, index);
    [MethodImpl(Inline)] public static void StoreParts(V a, ref T rows, nuint index, nuint stride) => a.StoreUnsafe(ref rows, index);

    [MethodImpl(Inline)]
    public static V ZipLow(V a, V b) => Sse.IsSupported ? Sse.UnpackLow(a, b) : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a, b) : Vector.Create(a[0], b[0], a[1], b[1]);

    [MethodImpl(Inline)]
    public static V ZipHigh(V a, V b) => Sse.IsSupported ? Sse.UnpackHigh(a, b) : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a, b) : Vector.Create(a[2], b[2], a[3], b[3]);

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

    [MethodImpl(Inline)] public static V PowerOfTwo(V shifted) => Vector.ShiftLeft(shifted.AsInt32(), 23).AsSingle();

    [MethodImpl(Inline)] public static V ShiftedExponent(V a) => Vector.ShiftRightLogical(a.AsInt32(), 23).AsSingle() | Vector.Create(12582912f);
    [MethodImpl(Inline)] public static V Log(V a) => ActivationMath.LogOfSum<V, T, Single128>(a);
    [MethodImpl(Inline)] public static T First(V a) => a.ToScalar();
    [MethodImpl(Inline)] public static T Sum(V a) => Vector.Sum(a);

    [MethodImpl(Inline)]
    public static void StoreSums(V a, V b, V c, V d, ref T sums, nint stride, bool accumulate)
    {
        if (Sse.IsSupported)
        {
            V ab = Sse.UnpackLow(a, b) + Sse.UnpackHigh(a, b);
            V cd = Sse.UnpackLow(c, d) + Sse.UnpackHigh(c, d);
            StoreFour(Sse.MoveLowToHigh(ab, cd) + Sse.MoveHighToLow(cd, ab), ref sums, stride, accumulate);
        }
        else
        {
            StoreFour(Vector.Create(Sum(a), Sum(b), Sum(c), Sum(d)), ref sums, stride, accumulate);
        }
    }

    /// <summary>Stores each lane in an element of its own, or adds it to that.</summary>
    [MethodImpl(Inline)]
    internal static void StoreFour(V four, ref T sums, nint stride, bool accumulate)
    {
        if (stride == 1)
        {
            (accumulate ? Vector.LoadUnsafe(ref sums) + four : four).StoreUnsafe(ref sums);
            return;
        }

        ref T second = ref Unsafe.Add(ref sums, stride);
        ref T third = ref Unsafe.Add(ref sums, 2 * stride);
        ref T fourth = ref Unsafe.Add(ref sums, 3 * stride);
        if (accumulate)
        {
            four += Vector.Create(sums, second, third, fourth);
        }

        (sums, second, third, fourth) = (four[0], four[1], four[2], four[3]);
    }

    [MethodImpl(Inline)]
    public static T MaxAcross(V a)
    {
        V pairs = Vector.MaxNative(a, Vector.Shuffle(a, Vector.Create(2, 3, 0, 1)));
        return Vector.MaxNative(pairs, Vector.Shuffle(pairs, Vector.Create(1, 0, 3, 2))).ToScalar();
    }
}
