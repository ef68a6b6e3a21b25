using MlpGen.Numerics;

namespace MlpGen.Tool.Emit.Recording;

/// <summary>Operations that compute nothing, and are put down on the <see cref="Tape"/> instead: the formulas of the library, which are written for any
/// operations, tell by them what they do.</summary>
/// <remarks>Wrapped into <see cref="Unfused{V, T, S}"/>, so that what comes is what a reproducible network does, number by number.</remarks>
/// <typeparam name="T">The number type that is written: constants are those of its formulas, rounded to it.</typeparam>
internal readonly struct Recorder<T> : ISimd<Term, T>
    where T : unmanaged
{
    public static bool IsFused => false;

    public static bool KeepsOrder => true;

    public static int Count => 1;

    public static Term EmptySum => Splat(-0.0);

    public static Term Splat(double value) => Tape.Current.Add(new Operation(OperationKind.Constant, Number: Rounded(value)));

    public static Term Add(Term a, Term b) => Two(OperationKind.Add, a, b);

    public static Term Add(Term a, double b) => Add(a, Splat(b));

    public static Term Subtract(Term a, Term b) => Two(OperationKind.Subtract, a, b);

    public static Term Multiply(Term a, Term b) => Two(OperationKind.Multiply, a, b);

    public static Term Multiply(Term a, double b) => Multiply(a, Splat(b));

    public static Term Divide(Term a, Term b) => Two(OperationKind.Divide, a, b);

    public static Term MultiplyAdd(Term a, Term b, Term c) => Add(Multiply(a, b), c);

    public static Term MultiplyAdd(Term a, Term b, double c) => Add(Multiply(a, b), c);

    public static Term MultiplyAdd(Term a, double b, Term c) => Add(Multiply(a, b), c);

    public static Term MultiplyAdd(Term a, double b, double c) => Add(Multiply(a, b), c);

    public static Term Negate(Term a) => Tape.Current.Add(new Operation(OperationKind.Negate, a.Index));

    public static Term Abs(Term a) => Tape.Current.Add(new Operation(OperationKind.Abs, a.Index));

    public static Term NegativeAbs(Term a) => Negate(Abs(a));

    public static Term WithSignOf(Term magnitude, Term sign) => Two(OperationKind.WithSignOf, magnitude, sign);

    public static Term LessThan(Term a, double b) => Compare(OperationKind.LessThan, a, b);

    public static Term LessThanOrEqual(Term a, double b) => Compare(OperationKind.LessThanOrEqual, a, b);

    public static Term GreaterThan(Term a, double b) => Compare(OperationKind.GreaterThan, a, b);

    public static Term GreaterThanOrEqual(Term a, double b) => Compare(OperationKind.GreaterThanOrEqual, a, b);

    public static Term Choose(Term mask, Term a, Term b) => Tape.Current.Add(new Operation(OperationKind.Choose, mask.Index, a.Index, b.Index));

    public static Term PowerOfTwo(Term shifted) => Tape.Current.Add(new Operation(OperationKind.PowerOfTwo, shifted.Index));

    // Unfused has its own of these; and what is of many lanes is of no single number.
    public static Term Max(double a, Term b) => throw new NotSupportedException();

    public static Term Min(double a, Term b) => throw new NotSupportedException();

    public static Term Max(Term a, Term b) => throw new NotSupportedException();

    public static Term ShiftedExponent(Term a) => throw new NotSupportedException();

    public static Term Log(Term a) => throw new NotSupportedException();

    public static Term Broadcast(T value) => throw new NotSupportedException();

    public static Term AddProduct(Term sum, T x, ref T row) => throw new NotSupportedException();

    public static Term FirstLanes(int lanes) => throw new NotSupportedException();

    public static Term LastLanes(int lanes) => throw new NotSupportedException();

    public static Term Keep(Term a, Term mask) => throw new NotSupportedException();

    public static void StoreSums(Term a, Term b, Term c, Term d, ref T sums, nint stride, bool accumulate) => throw new NotSupportedException();

    public static Term Load(ref T from) => throw new NotSupportedException();

    public static Term Load(ref T row, nuint index) => throw new NotSupportedException();

    public static void Store(Term a, ref T to) => throw new NotSupportedException();

    public static void Store(Term a, ref T row, nuint index) => throw new NotSupportedException();

    public static Term LoadParts(ref T rows, nuint index, nuint stride) => throw new NotSupportedException();

    public static void StoreParts(Term a, ref T rows, nuint index, nuint stride) => throw new NotSupportedException();

    public static Term ZipLow(Term a, Term b) => throw new NotSupportedException();

    public static Term ZipHigh(Term a, Term b) => throw new NotSupportedException();

    public static T First(Term a) => throw new NotSupportedException();

    public static bool AllWithin(Term a, double b) => throw new NotSupportedException();

    public static T Sum(Term a) => throw new NotSupportedException();

    public static T MaxAcross(Term a) => throw new NotSupportedException();

    private static double Rounded(double value) => typeof(T) == typeof(float) ? (float)value : value;

    private static Term Two(OperationKind kind, Term a, Term b) => Tape.Current.Add(new Operation(kind, a.Index, b.Index));

    private static Term Compare(OperationKind kind, Term a, double b) => Tape.Current.Add(new Operation(kind, a.Index, Number: Rounded(b)));
}
