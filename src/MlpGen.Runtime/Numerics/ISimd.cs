using System.ComponentModel;

namespace MlpGen.Numerics;

/// <summary>
/// The few vector operations that kernels, activations and losses are written in, so that each stands in the source once
/// and serves float and double at every width. <typeparamref name="V"/> is the vector type itself
/// (<c>Vector512&lt;float&gt;</c>), not a wrapper with operators: measured, wrappers made exp 1.5 times slower, and
/// from 16 calls in one method 6 times, since each inlined operator takes JIT locals and inlining stops at 512.
/// In this form the machine code is the one of hand-written intrinsics. Constants are passed as doubles for the same
/// reason: a constant scalar needs no local, and the implementations round it to the lane type while compiling.
/// </summary>
/// <remarks>
/// Each pair of width and precision has an implementation of its own, an empty struct: a formula's constants differ between float
/// and double. <see cref="Widths{TKernel}"/> chooses among them.
/// <para>It inherits what is called most in small interfaces: for each call that the JIT compiles, the runtime searches the interface
/// that declares the member, and holds it against all overloads there. Among fifty members that takes 10 microseconds.</para>
/// </remarks>
/// <typeparam name="V">The vector type.</typeparam>
/// <typeparam name="T">
/// The lane type: float or double. Code asks <c>typeof(T) == typeof(float)</c>; behind a property the JIT would
/// decide it too late to keep constants in registers.
/// </typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISimd<V, T> : ISimdMemory<V, T>, ISimdParts<V, T>, ISimdArithmetic<V, T>, ISimdConstants<V, T>
    where V : struct
{
    /// <summary>Whether <see cref="ISimdArithmetic{V, T}.MultiplyAdd(V, V, V)"/> rounds once. A constant to the JIT.</summary>
    static abstract bool IsFused { get; }

    /// <summary>Whether a kernel must take the terms of a sum one after the other, and not deal them to several. A constant to the JIT.</summary>
    static abstract bool KeepsOrder { get; }

    /// <summary>|<paramref name="magnitude"/>| with the sign bit of <paramref name="sign"/>.</summary>
    static abstract V WithSignOf(V magnitude, V sign);

    /// <summary>a &lt; b as a mask: all bits set or none; none at NaN, here and in the other comparisons.</summary>
    static abstract V LessThan(V a, double b);

    /// <summary>a ≤ b as a mask.</summary>
    static abstract V LessThanOrEqual(V a, double b);

    /// <summary>a &gt; b as a mask.</summary>
    static abstract V GreaterThan(V a, double b);

    /// <summary>a ≥ b as a mask.</summary>
    static abstract V GreaterThanOrEqual(V a, double b);

    /// <summary>Whether |a| ≤ b in all lanes; NaN is not.</summary>
    static abstract bool AllWithin(V a, double b);

    /// <summary>mask ? a : b, lane by lane.</summary>
    static abstract V Choose(V mask, V a, V b);

    /// <summary>
    /// 2ⁿ from what ShiftedRound in <see cref="ActivationMath"/> makes of n: its lowest bits hold n plus the
    /// exponent's bias, so moving them into the exponent field makes the power of two.
    /// </summary>
    static abstract V PowerOfTwo(V shifted);

    /// <summary>What <see cref="PowerOfTwo"/> takes, of the power of two that a begins with: 2ⁿ ≤ a &lt; 2ⁿ⁺¹, a normal and positive.</summary>
    static abstract V ShiftedExponent(V a);

    /// <summary>A mask for <see cref="Keep"/> that keeps the first <paramref name="lanes"/> lanes (0 to <see cref="ISimdMemory{V, T}.Count"/>).</summary>
    static abstract V FirstLanes(int lanes);

    /// <summary>A mask for <see cref="Keep"/> that keeps the last <paramref name="lanes"/> lanes (0 to <see cref="ISimdMemory{V, T}.Count"/>).</summary>
    static abstract V LastLanes(int lanes);

    /// <summary>The lanes of a that <paramref name="mask"/> keeps, zero in the others, whatever they hold.</summary>
    static abstract V Keep(V a, V mask);

    /// <summary>
    /// Writes the sum of the lanes of each vector to an element of its own, or adds it to that: a to the first of
    /// <paramref name="sums"/>, b to the one <paramref name="stride"/> behind, and so on. Four at once take half the work of four times
    /// <see cref="Sum"/>.
    /// </summary>
    static abstract void StoreSums(V a, V b, V c, V d, ref T sums, nint stride, bool accumulate);

    /// <summary>The natural logarithm of a sum of exponentials, as <see cref="ActivationMath"/> has it.</summary>
    static abstract V Log(V a);

    /// <summary>The sum of all lanes.</summary>
    static abstract T Sum(V a);

    /// <summary>The largest of all lanes. If one of them is NaN, it may be NaN or any of the others: a softmax is NaN either way.</summary>
    static abstract T MaxAcross(V a);
}

/// <summary>The operations of <see cref="ISimd{V, T}"/> that fill lanes and empty them.</summary>
/// <typeparam name="V">The vector type.</typeparam>
/// <typeparam name="T">The lane type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISimdMemory<V, T>
    where V : struct
{
    /// <summary>Lanes in a vector.</summary>
    static abstract int Count { get; }

    /// <summary>Reads <see cref="Count"/> elements, at any alignment; unchecked.</summary>
    static abstract V Load(ref T from);

    /// <summary>Reads <see cref="Count"/> elements of <paramref name="row"/> from <paramref name="index"/> on; unchecked.</summary>
    static abstract V Load(ref T row, nuint index);

    /// <summary>Writes <see cref="Count"/> elements, at any alignment; unchecked.</summary>
    static abstract void Store(V a, ref T to);

    /// <summary>Writes <see cref="Count"/> elements of <paramref name="row"/> from <paramref name="index"/> on; unchecked.</summary>
    static abstract void Store(V a, ref T row, nuint index);

    /// <summary>Every lane = <paramref name="value"/>.</summary>
    static abstract V Broadcast(T value);

    /// <summary>sum + x · row, as <see cref="ISimdArithmetic{V, T}.MultiplyAdd(V, V, V)"/> rounds: what products of matrices are made of, in one call
    /// for the JIT to look up instead of three.</summary>
    static abstract V AddProduct(V sum, T x, ref T row);

    /// <summary>What a sum begins with: zeros.</summary>
    static abstract V EmptySum { get; }

    /// <summary>The first lane.</summary>
    static abstract T First(V a);
}

/// <summary>The operations of <see cref="ISimd{V, T}"/> that turn rows into columns, and back. A part is 128 bits of a vector: parts lie in memory a
/// stride apart, and no number leaves its part.</summary>
/// <typeparam name="V">The vector type.</typeparam>
/// <typeparam name="T">The lane type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISimdParts<V, T>
    where V : struct
{
    /// <summary>Reads the first part from <paramref name="index"/> on, each other a stride behind the one before, at any alignment; unchecked.</summary>
    static abstract V LoadParts(ref T rows, nuint index, nuint stride);

    /// <summary>Writes them, as <see cref="LoadParts"/> reads them.</summary>
    static abstract void StoreParts(V a, ref T rows, nuint index, nuint stride);

    /// <summary>Of each part the lower halves of a and b in turns: a0, b0, ….</summary>
    static abstract V ZipLow(V a, V b);

    /// <summary>Of each part the upper halves of a and b in turns.</summary>
    static abstract V ZipHigh(V a, V b);
}

/// <summary>The arithmetic of <see cref="ISimd{V, T}"/> on vectors alone.</summary>
/// <typeparam name="V">The vector type.</typeparam>
/// <typeparam name="T">The lane type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISimdArithmetic<V, T>
    where V : struct
{
    /// <summary>a + b.</summary>
    static abstract V Add(V a, V b);

    /// <summary>a − b.</summary>
    static abstract V Subtract(V a, V b);

    /// <summary>a · b.</summary>
    static abstract V Multiply(V a, V b);

    /// <summary>a / b, correctly rounded.</summary>
    static abstract V Divide(V a, V b);

    /// <summary>
    /// a · b + c, rounded once where the hardware fuses (all widths alike), else twice; never in software.
    /// </summary>
    static abstract V MultiplyAdd(V a, V b, V c);

    /// <summary>−a.</summary>
    static abstract V Negate(V a);

    /// <summary>|a|.</summary>
    static abstract V Abs(V a);

    /// <summary>−|a|.</summary>
    static abstract V NegativeAbs(V a);

    /// <summary>The larger; NaN where one is, before .NET 9 perhaps not.</summary>
    static abstract V Max(V a, V b);
}

/// <summary>The arithmetic of <see cref="ISimd{V, T}"/> with constants, which are the same in every lane.</summary>
/// <typeparam name="V">The vector type.</typeparam>
/// <typeparam name="T">The lane type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISimdConstants<V, T>
    where V : struct
{
    /// <summary>Every lane = <paramref name="value"/>, rounded to the lane's precision.</summary>
    static abstract V Splat(double value);

    /// <inheritdoc cref="ISimdArithmetic{V, T}.Add(V, V)"/>
    static abstract V Add(V a, double b);

    /// <inheritdoc cref="ISimdArithmetic{V, T}.Multiply(V, V)"/>
    static abstract V Multiply(V a, double b);

    /// <inheritdoc cref="ISimdArithmetic{V, T}.MultiplyAdd(V, V, V)"/>
    static abstract V MultiplyAdd(V a, double b, V c);

    /// <inheritdoc cref="ISimdArithmetic{V, T}.MultiplyAdd(V, V, V)"/>
    static abstract V MultiplyAdd(V a, V b, double c);

    /// <inheritdoc cref="ISimdArithmetic{V, T}.MultiplyAdd(V, V, V)"/>
    static abstract V MultiplyAdd(V a, double b, double c);

    /// <summary>
    /// The larger, in one instruction; NaN where b is. (Of two operands x86's instruction gives the second if either
    /// is NaN.)
    /// </summary>
    static abstract V Max(double a, V b);

    /// <summary>The smaller; as <see cref="Max(double, V)"/>.</summary>
    static abstract V Min(double a, V b);
}
