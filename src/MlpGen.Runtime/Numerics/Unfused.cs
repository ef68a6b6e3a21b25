using System.ComponentModel;
using System.Runtime.CompilerServices;

#pragma warning disable CS1591, CA1000 // the members are those of ISimd, and documented there; nobody calls them by the name of this type

namespace MlpGen.Numerics;

/// <summary>The operations of <typeparamref name="S"/> with the same bits on every hardware: a product and a sum are rounded one after the
/// other, the larger of two numbers is chosen by comparing, and what is nothing is −0, which changes no number that it is added to.</summary>
/// <remarks>
/// What IEEE 754 rounds in one way only stays as it is. Kernels, activations and losses are written for any operations, so that this type is all that
/// sets a reproducible network apart in their text; the order of sums is theirs to keep.
/// </remarks>
/// <typeparam name="V">The vector type.</typeparam>
/// <typeparam name="T">The lane type.</typeparam>
/// <typeparam name="S">The operations of a width and precision.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Unfused<V, T, S> : ISimd<V, T>
    where V : struct
    where T : unmanaged
    where S : ISimd<V, T>
{
    private const MethodImplOptions Inline = Loop.Inlined;

    public static int Count
    {
        [MethodImpl(Inline)]
        get => S.Count;
    }

    public static bool IsFused
    {
        [MethodImpl(Inline)]
        get => false;
    }

    public static bool KeepsOrder
    {
        [MethodImpl(Inline)]
        get => true;
    }

    /// <summary>−0: −0 + x is x, a zero's sign included.</summary>
    public static V EmptySum
    {
        [MethodImpl(Inline)]
        get => S.Splat(-0.0);
    }

    [MethodImpl(Inline)] public static V Splat(double value) => S.Splat(value);
    [MethodImpl(Inline)] public static V Broadcast(T value) => S.Broadcast(value);
    [MethodImpl(Inline)] public static V Load(ref T from) => S.Load(ref from);
    [MethodImpl(Inline)] public static V Load(ref T row, nuint index) => S.Load(ref row, index);
    [MethodImpl(Inline)] public static void Store(V a, ref T to) => S.Store(a, ref to);
    [MethodImpl(Inline)] public static void Store(V a, ref T row, nuint index) => S.Store(a, ref row, index);

    [MethodImpl(Inline)] public static V LoadParts(ref T rows, nuint index, nuint stride) => S.LoadParts(ref rows, index, stride);
    [MethodImpl(Inline)] public static void StoreParts(V a, ref T rows, nuint index, nuint stride) => S.StoreParts(a, ref rows, index, stride);
    [MethodImpl(Inline)] public static V ZipLow(V a, V b) => S.ZipLow(a, b);
    [MethodImpl(Inline)] public static V ZipHigh(V a, V b) => S.ZipHigh(a, b);

    [MethodImpl(Inline)] public static V Add(V a, V b) => S.Add(a, b);
    [MethodImpl(Inline)] public static V Add(V a, double b) => S.Add(a, b);
    [MethodImpl(Inline)] public static V Subtract(V a, V b) => S.Subtract(a, b);
    [MethodImpl(Inline)] public static V Multiply(V a, V b) => S.Multiply(a, b);
    [MethodImpl(Inline)] public static V Multiply(V a, double b) => S.Multiply(a, b);
    [MethodImpl(Inline)] public static V Divide(V a, V b) => S.Divide(a, b);

    [MethodImpl(Inline)] public static V MultiplyAdd(V a, V b, V c) => S.Add(S.Multiply(a, b), c);
    [MethodImpl(Inline)] public static V MultiplyAdd(V a, V b, double c) => S.Add(S.Multiply(a, b), c);
    [MethodImpl(Inline)] public static V MultiplyAdd(V a, double b, V c) => S.Add(S.Multiply(a, b), c);
    [MethodImpl(Inline)] public static V MultiplyAdd(V a, double b, double c) => S.Add(S.Multiply(a, b), c);
    [MethodImpl(Inline)] public static V AddProduct(V sum, T x, ref T row) => MultiplyAdd(S.Broadcast(x), S.Load(ref row), sum);

    [MethodImpl(Inline)] public static V Negate(V a) => S.Negate(a);
    [MethodImpl(Inline)] public static V Abs(V a) => S.Abs(a);
    [MethodImpl(Inline)] public static V NegativeAbs(V a) => S.NegativeAbs(a);
    [MethodImpl(Inline)] public static V WithSignOf(V magnitude, V sign) => S.WithSignOf(magnitude, sign);

    // Of +0 and −0, and of a number and NaN, the instructions of x64, Arm64 and WebAssembly choose differently.
    [MethodImpl(Inline)] public static V Max(double a, V b) => S.Choose(S.LessThan(b, a), S.Splat(a), b);
    [MethodImpl(Inline)] public static V Min(double a, V b) => S.Choose(S.GreaterThan(b, a), S.Splat(a), b);
    [MethodImpl(Inline)] public static V Max(V a, V b) => S.Choose(S.LessThan(S.Subtract(a, b), 0), b, a);

    [MethodImpl(Inline)] public static V LessThan(V a, double b) => S.LessThan(a, b);
    [MethodImpl(Inline)] public static V LessThanOrEqual(V a, double b) => S.LessThanOrEqual(a, b);
    [MethodImpl(Inline)] public static V GreaterThan(V a, double b) => S.GreaterThan(a, b);
    [MethodImpl(Inline)] public static V GreaterThanOrEqual(V a, double b) => S.GreaterThanOrEqual(a, b);
    [MethodImpl(Inline)] public static bool AllWithin(V a, double b) => S.AllWithin(a, b);
    [MethodImpl(Inline)] public static V Choose(V mask, V a, V b) => S.Choose(mask, a, b);
    [MethodImpl(Inline)] public static V PowerOfTwo(V shifted) => S.PowerOfTwo(shifted);
    [MethodImpl(Inline)] public static V ShiftedExponent(V a) => S.ShiftedExponent(a);

    [MethodImpl(Inline)] public static V FirstLanes(int lanes) => S.FirstLanes(lanes);
    [MethodImpl(Inline)] public static V LastLanes(int lanes) => S.LastLanes(lanes);
    [MethodImpl(Inline)] public static V Keep(V a, V mask) => S.Choose(mask, a, EmptySum);
    [MethodImpl(Inline)] public static T First(V a) => S.First(a);

    /// <summary>Number by number, by the library's own logarithm: that of the platform has other last bits elsewhere.</summary>
    [MethodImpl(Loop.Hot)]
    public static V Log(V a)
    {
        ref T lane = ref Unsafe.As<V, T>(ref a);
        for (int i = 0; i < S.Count; i++)
        {
            Unsafe.Add(ref lane, i) = ReproducibleMath.Log(Unsafe.Add(ref lane, i));
        }

        return a;
    }

    // A sum across a vector has no order that all widths share: whoever is in order takes none.
    public static T Sum(V a) => throw new NotSupportedException();

    public static T MaxAcross(V a) => throw new NotSupportedException();

    public static void StoreSums(V a, V b, V c, V d, ref T sums, nint stride, bool accumulate) => throw new NotSupportedException();
}

/// <summary>A kernel with <see cref="Unfused{V, T, S}"/> operations.</summary>
/// <typeparam name="TKernel">The kernel.</typeparam>
internal readonly struct UnfusedKernel<TKernel> : IKernel
    where TKernel : struct, IKernel
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T> =>
        TKernel.Run<V, T, Unfused<V, T, S>>(ref w, ref b, ref x, ref other, ref y, inputs, outputs, samples, alpha);
}
