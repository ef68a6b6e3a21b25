using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
#if !NET9_0_OR_GREATER
using System.Runtime.Intrinsics.Arm;
#endif
using System.Runtime.Intrinsics.X86;
using T = float;
using V = System.Runtime.Intrinsics.Vector128<float>;
using Vector = System.Runtime.Intrinsics.Vector128;

namespace MlpGen.Numerics;

/// <summary>
/// 4 floats in 128 bits. Also what the scalar overloads use, with one lane filled: the same instructions, so the same
/// bits.
/// </summary>
internal readonly struct Single128 : ISimd<V, T>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(Inline)]
        get => V.Count;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static V Splat(double value) => Vector.Create((float)value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static V Broadcast(T value) => Vector.Create(value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static V Add(V a, V b) => a + b;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static V Add(V a, double b) => a + Vector.Create((float)b);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static V Subtract(V a, V b) => a - b;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static V Multiply(V a, V b) => a * b;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static V Multiply(V a, double b) => a * Vector.Create((float)b);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static V Divide(V a, V b) => a / b;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static V MultiplyAdd(V a, V b, V c) =>
#if NET9_0_OR_GREATER
        Vector.MultiplyAddEstimate(a, b, c);
#else
        Fma.IsSupported ? Fma.MultiplyAdd(a, b, c)
        : AdvSimd.IsSupported ? AdvSimd.FusedMultiplyAdd(c, a, b)
        : (a * b) + c;
#endif

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static V MultiplyAdd(V a, V b, double c) => MultiplyAdd(a, b, Vector.Create((float)c));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static V MultiplyAdd(V a, double b, V c) => MultiplyAdd(a, Vector.Create((float)b), c);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static V MultiplyAdd(V a, double b, double c) =>
        MultiplyAdd(a, Vector.Create((float)b), Vector.Create((float)c));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static V Negate(V a) => -a;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static V Max(double a, V b) => MaxNative(Vector.Create((float)a), b);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static V Min(double a, V b) =>
#if NET9_0_OR_GREATER
        Vector.MinNative(Vector.Create((float)a), b);
#else
        Vector.Min(Vector.Create((float)a), b);
#endif

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static V Max(V a, V b) => Vector.Max(a, b);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static V Abs(V a) => Vector.Abs(a);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static V NegativeAbs(V a) => a | Vector.Create(-0.0f);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static V WithSignOf(V magnitude, V sign) => Vector.ConditionalSelect(Vector.Create(-0.0f), sign, magnitude);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static V LessThan(V a, double b) => Vector.LessThan(a, Vector.Create((float)b));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static V GreaterThan(V a, double b) => Vector.GreaterThan(a, Vector.Create((float)b));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static V LessThanOrEqual(V a, double b) => Vector.LessThanOrEqual(a, Vector.Create((float)b));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static V GreaterThanOrEqual(V a, double b) => Vector.GreaterThanOrEqual(a, Vector.Create((float)b));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static V Choose(V mask, V a, V b) => Vector.ConditionalSelect(mask, a, b);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static V PowerOfTwo(V shifted) => Vector.ShiftLeft(shifted.AsInt32(), 23).AsSingle();

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static V ZeroBelow(V a, int lane) =>
        a & Vector.GreaterThanOrEqual(Vector.Create(0f, 1, 2, 3), Vector.Create((T)lane));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static V ZeroFrom(V a, int lanes) => a & Vector.LessThan(Vector.Create(0f, 1, 2, 3), Vector.Create((T)lanes));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void AddSums(V a, V b, V c, V d, ref T sums, nint stride)
    {
        if (Sse.IsSupported)
        {
            V ab = Sse.UnpackLow(a, b) + Sse.UnpackHigh(a, b);
            V cd = Sse.UnpackLow(c, d) + Sse.UnpackHigh(c, d);
            AddFour(Sse.MoveLowToHigh(ab, cd) + Sse.MoveHighToLow(cd, ab), ref sums, stride);
        }
        else
        {
            AddFour(Vector.Create(Sum(a), Sum(b), Sum(c), Sum(d)), ref sums, stride);
        }
    }

    /// <summary>Adds each lane to an element of its own.</summary>
    [MethodImpl(Inline)]
    internal static void AddFour(V four, ref T sums, nint stride)
    {
        if (stride == 1)
        {
            (Vector.LoadUnsafe(ref sums) + four).StoreUnsafe(ref sums);
            return;
        }

        sums += four[0];
        Unsafe.Add(ref sums, stride) += four[1];
        Unsafe.Add(ref sums, 2 * stride) += four[2];
        Unsafe.Add(ref sums, 3 * stride) += four[3];
    }

    /// <inheritdoc/>
    /// <remarks>Number by number: <c>Vector128.Log</c> of .NET 10 takes ten times as long.</remarks>
    public static V Log(V a) => Vector.Create(MathF.Log(a[0]), MathF.Log(a[1]), MathF.Log(a[2]), MathF.Log(a[3]));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static V Load(ref T row, nuint index) => Vector.LoadUnsafe(ref row, index);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void Store(V a, ref T row, nuint index) => a.StoreUnsafe(ref row, index);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static T First(V a) => a.ToScalar();

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static T Sum(V a) => Vector.Sum(a);

    /// <summary>The larger in each lane, as the hardware does it: of NaN and a number it may be either.</summary>
    [MethodImpl(Inline)]
    internal static V MaxNative(V a, V b) =>
#if NET9_0_OR_GREATER
        Vector.MaxNative(a, b);
#else
        Vector.Max(a, b);
#endif

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static T MaxAcross(V a)
    {
        V pairs = MaxNative(a, Vector.Shuffle(a, Vector.Create(2, 3, 0, 1)));
        return MaxNative(pairs, Vector.Shuffle(pairs, Vector.Create(1, 0, 3, 2))).ToScalar();
    }
}
