using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

public static partial class ActivationMath
{
    /// <summary>½·log₂ e.</summary>
    private const double HalfLog2E = 0.72134752044448170368;

    // 1.5·2^23 + 127 and 1.5·2^52 + 1023: see ShiftedRound.
    private const double RoundingShiftSingle = 12582912.0 + 127;
    private const double RoundingShiftDouble = 6755399441055744.0 + 1023;

    /// <summary>e^x.</summary>
    /// <remarks>Worst error: float 1.7 ulp, double 1.5 ulp. Overflows to +∞ and underflows gradually to 0.</remarks>
    [MethodImpl(Inline)]
    public static float Exp(float x) =>
        Exp<Vector128<float>, float, Single128>(Vector128.CreateScalarUnsafe(x)).ToScalar();

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(Inline)]
    public static double Exp(double x) =>
        Exp<Vector128<double>, double, Double128>(Vector128.CreateScalarUnsafe(x)).ToScalar();

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(Inline)]
    public static Vector256<float> Exp(Vector256<float> x) => Exp<Vector256<float>, float, Single256>(x);

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(Inline)]
    public static Vector256<double> Exp(Vector256<double> x) => Exp<Vector256<double>, double, Double256>(x);

    /// <summary>e^x for x ≤ 0, or NaN.</summary>
    [MethodImpl(Inline)]
    internal static Vector256<float> ExpOfNegative(Vector256<float> x) => ExpBounded<Vector256<float>, float, Single256>(x);

    /// <inheritdoc cref="ExpOfNegative(Vector256{float})"/>
    [MethodImpl(Inline)]
    internal static Vector128<float> ExpOfNegative(Vector128<float> x) => ExpBounded<Vector128<float>, float, Single128>(x);

    /// <inheritdoc cref="ExpOfNegative(Vector256{float})"/>
    [MethodImpl(Inline)]
    internal static Vector256<double> ExpOfNegative(Vector256<double> x) => ExpBounded<Vector256<double>, double, Double256>(x);

    [MethodImpl(Inline)]
    internal static V Exp<V, T, S>(V x)
        where V : struct
        where S : ISimd<V, T> =>
        ExpBounded<V, T, S>(typeof(T) == typeof(float) ? S.Min(90, x) : S.Min(711, x));

    /// <summary>
    /// e^x for an x known not to overflow. At the lower clamp e^x is exactly 0; below it the exponent's bits would
    /// wrap.
    /// </summary>
    [MethodImpl(Inline)]
    internal static V ExpBounded<V, T, S>(V x)
        where V : struct
        where S : ISimd<V, T> =>
        ExpInRange<V, T, S>(typeof(T) == typeof(float) ? S.Max(-105, x) : S.Max(-747, x));

    /// <summary>e^x for x within the clamps.</summary>
    [MethodImpl(Inline)]
    private static V ExpInRange<V, T, S>(V x)
        where V : struct
        where S : ISimd<V, T>
    {
        V t = ShiftedRound<V, T, S>(x, HalfLog2E);
        return ExpOfReduced<V, T, S>(Reduce<V, T, S>(x, t), t);
    }

    /// <summary>r of x = 2n·ln 2 + r, from what <see cref="ShiftedRound"/> made of n.</summary>
    [MethodImpl(Inline)]
    private static V Reduce<V, T, S>(V x, V shifted)
        where V : struct
        where S : ISimd<V, T>
    {
        V n = Unshift<V, T, S>(shifted);
        return SubtractTwoLn2Low<V, T, S>(SubtractTwoLn2High<V, T, S>(x, n), n);
    }

    /// <summary>
    /// e^(x + correction), where x is a rounded product and the correction what rounding took from it; it comes in
    /// after the large part of x is gone. Left out, it would cost |x|/2 ulp.
    /// </summary>
    [MethodImpl(Inline)]
    private static V ExpInRange<V, T, S>(V x, V correction)
        where V : struct
        where S : ISimd<V, T>
    {
        V t = ShiftedRound<V, T, S>(x, HalfLog2E);
        return ExpOfReduced<V, T, S>(Reduce<V, T, S>(x, correction, t), t);
    }

    /// <summary>r of x + correction = 2n·ln 2 + r.</summary>
    [MethodImpl(Inline)]
    private static V Reduce<V, T, S>(V x, V correction, V shifted)
        where V : struct
        where S : ISimd<V, T>
    {
        V n = Unshift<V, T, S>(shifted);
        return SubtractTwoLn2Low<V, T, S>(S.Add(SubtractTwoLn2High<V, T, S>(x, n), correction), n);
    }

    /// <summary>
    /// e^(2n·ln 2 + r) = 2ⁿ·e^r·2ⁿ. Halving the power costs one more polynomial term, since r reaches ln 2, and saves
    /// all care for the ends of the range: each 2ⁿ is a normal number, and only the last product over- or underflows.
    /// </summary>
    [MethodImpl(Inline)]
    private static V ExpOfReduced<V, T, S>(V r, V shifted)
        where V : struct
        where S : ISimd<V, T>
    {
        V power = S.PowerOfTwo(shifted);
        return S.Multiply(ExpHalf<V, T, S>(r, power), power);
    }

    /// <summary>2ⁿ·e^r: all of e^(2n·ln 2 + r) but its last factor, the power 2ⁿ.</summary>
    /// <remarks>Where e^x is subnormal it has lost digits, and the half has not: a product that is larger takes the other factors
    /// first, and the power last.</remarks>
    [MethodImpl(Inline)]
    private static V ExpHalf<V, T, S>(V r, V power)
        where V : struct
        where S : ISimd<V, T>
    {
        V r2 = S.Multiply(r, r);
        V q = typeof(T) == typeof(float) ? ExpCurveSingle<V, T, S>(r, r2) : ExpCurveDouble<V, T, S>(r, r2);
        V m = S.MultiplyAdd(q, r2, r);
        return S.MultiplyAdd(m, power, power);
    }

    /// <summary>
    /// x·factor, rounded to an integer by adding a number so large that the sum has no bits left for a fraction. Its
    /// lowest bits then hold the integer, with the exponent's bias already in it, as
    /// <see cref="ISimd{V, T}.PowerOfTwo"/> wants.
    /// </summary>
    [MethodImpl(Inline)]
    private static V ShiftedRound<V, T, S>(V x, double factor)
        where V : struct
        where S : ISimd<V, T> =>
        typeof(T) == typeof(float)
            ? S.MultiplyAdd(x, factor, RoundingShiftSingle)
            : S.MultiplyAdd(x, factor, RoundingShiftDouble);

    /// <summary>The integer that <see cref="ShiftedRound"/> found.</summary>
    [MethodImpl(Inline)]
    private static V Unshift<V, T, S>(V t)
        where V : struct
        where S : ISimd<V, T> =>
        typeof(T) == typeof(float) ? S.Add(t, -RoundingShiftSingle) : S.Add(t, -RoundingShiftDouble);

    // 2 ln 2 in two parts, the first so short that n times it is exact (Cody and Waite, 1980); the split of Cephes for
    // float, of fdlibm for double.
    [MethodImpl(Inline)]
    private static V SubtractTwoLn2High<V, T, S>(V x, V n)
        where V : struct
        where S : ISimd<V, T> =>
        typeof(T) == typeof(float)
            ? S.MultiplyAdd(n, -2 * 0.693359375, x)
            : S.MultiplyAdd(n, -2 * 6.93147180369123816490e-01, x);

    [MethodImpl(Inline)]
    private static V SubtractTwoLn2Low<V, T, S>(V r, V n)
        where V : struct
        where S : ISimd<V, T> =>
        typeof(T) == typeof(float)
            ? S.MultiplyAdd(n, -2 * -2.12194440e-4, r)
            : S.MultiplyAdd(n, -2 * 1.90821492927058770002e-10, r);

    // (e^r − 1 − r)/r² for |r| ≤ ln 2: degree 5, relative error of e^r 1.5e-8 as rounded. Terms in pairs, here and
    // below: as many operations as Horner's rule, in a chain half as long.
    [MethodImpl(Inline)]
    private static V ExpCurveSingle<V, T, S>(V r, V r2)
        where V : struct
        where S : ISimd<V, T>
    {
        V c0 = S.MultiplyAdd(r, 0.166666165, 0.500000358);
        V c2 = S.MultiplyAdd(r, 0.00833605137, 0.0416612439);
        V c4 = S.MultiplyAdd(r, 0.000196115172, 0.00141044275);
        V q = S.MultiplyAdd(c4, r2, c2);
        return S.MultiplyAdd(q, r2, c0);
    }

    // The same, degree 11, relative error of e^r 1e-17.
    [MethodImpl(Inline)]
    private static V ExpCurveDouble<V, T, S>(V r, V r2)
        where V : struct
        where S : ISimd<V, T>
    {
        V c0 = S.MultiplyAdd(r, 0.16666666666666938, 0.4999999999999993);
        V c2 = S.MultiplyAdd(r, 0.00833333333326999, 0.04166666666670205);
        V c4 = S.MultiplyAdd(r, 0.00019841269892728738, 0.0013888888883580718);
        V c6 = S.MultiplyAdd(r, 2.7557300665060367e-06, 2.480159082827838e-05);
        V c8 = S.MultiplyAdd(r, 2.5055031818808005e-08, 2.755615838753519e-07);
        V c10 = S.MultiplyAdd(r, 1.593563104697266e-10, 2.10623049011606e-09);
        V q = S.MultiplyAdd(c10, r2, c8);
        q = S.MultiplyAdd(q, r2, c6);
        q = S.MultiplyAdd(q, r2, c4);
        q = S.MultiplyAdd(q, r2, c2);
        return S.MultiplyAdd(q, r2, c0);
    }
}
