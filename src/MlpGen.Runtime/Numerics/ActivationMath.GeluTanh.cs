using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

public static partial class ActivationMath
{
    /// <summary>½z(1 + tanh(√(2/π)(z + 0.044715z³))) = z·σ(w), w = √(8/π)(z + 0.044715z³).</summary>
    /// <remarks>
    /// Worst error: float 4.5 ulp, double 5e-16 relative (1e-322 where it is subnormal), the tail toward −∞ included, with and without
    /// fused multiply-add.
    /// </remarks>
    [MethodImpl(Inline)]
    public static float GeluTanh(float z) =>
        GeluTanh<Vector128<float>, float, Single128>(Vector128.CreateScalarUnsafe(z)).ToScalar();

    /// <inheritdoc cref="GeluTanh(float)"/>
    [MethodImpl(Inline)]
    public static double GeluTanh(double z) =>
        GeluTanh<Vector128<double>, double, Double128>(Vector128.CreateScalarUnsafe(z)).ToScalar();

    /// <inheritdoc cref="GeluTanh(float)"/>
    [MethodImpl(Inline)]
    public static Vector256<float> GeluTanh(Vector256<float> z) => GeluTanh<Vector256<float>, float, Single256>(z);

    /// <inheritdoc cref="GeluTanh(float)"/>
    [MethodImpl(Inline)]
    public static Vector256<double> GeluTanh(Vector256<double> z) => GeluTanh<Vector256<double>, double, Double256>(z);

    /// <summary>σ(w) + z·w′·σ(w)σ(−w), w as in <see cref="GeluTanh(float)"/>.</summary>
    /// <remarks>
    /// Worst error: float 8 ulp, double 1e-14 relative, the tail toward −∞ included; between −2 and −0.5, around its zero
    /// at −0.75, relative to 1/8.
    /// </remarks>
    [MethodImpl(Inline)]
    public static float GeluTanhDerivative(float z) =>
        GeluTanhDerivative<Vector128<float>, float, Single128>(Vector128.CreateScalarUnsafe(z)).ToScalar();

    /// <inheritdoc cref="GeluTanhDerivative(float)"/>
    [MethodImpl(Inline)]
    public static double GeluTanhDerivative(double z) =>
        GeluTanhDerivative<Vector128<double>, double, Double128>(Vector128.CreateScalarUnsafe(z)).ToScalar();

    /// <inheritdoc cref="GeluTanhDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector256<float> GeluTanhDerivative(Vector256<float> z) =>
        GeluTanhDerivative<Vector256<float>, float, Single256>(z);

    /// <inheritdoc cref="GeluTanhDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector256<double> GeluTanhDerivative(Vector256<double> z) =>
        GeluTanhDerivative<Vector256<double>, double, Double256>(z);

    // √(8/π), its first digits as a short number, the rest of it, and √(8/π)·0.044715.
    private const double GeluTanhLinear = 1.5957691216057307118;
    private const double GeluTanhLinearHigh = 1.595703125;
    private const double GeluTanhLinearLow = 0.000065996605730711759784;
    private const double GeluTanhCubic = 0.071354816272600248776;
    private const double GeluTanhCubicLowSingle = 2.398832396e-9;
    private const double GeluTanhCubicLowDouble = -6.175149918e-19;

    [MethodImpl(Inline)]
    internal static V GeluTanh<V, T, S>(V z)
        where V : struct
        where S : ISimd<V, T>
    {
        V u = GeluTanhCutoff<V, T, S>(z);
        V half = GeluTanhExp<V, T, S>(u, out V power);
        return LogisticGate<V, T, S>(z, u, half, power);
    }

    [MethodImpl(Inline)]
    internal static V GeluTanhDerivative<V, T, S>(V z)
        where V : struct
        where S : ISimd<V, T>
    {
        V u = GeluTanhCutoff<V, T, S>(z);
        V slope = S.MultiplyAdd(S.Multiply(u, u), 3 * GeluTanhCubic, GeluTanhLinear);
        V half = GeluTanhExp<V, T, S>(u, out V power);
        return GateDerivative<V, T, S>(z, LogisticTailDerivative<V, T, S>(half, power, S.Multiply(u, slope)));
    }

    /// <summary>
    /// |z|, or where the tail is exactly 0: w(11) = 112, w(21.5) = 743 (a denormal's edge is −745), w(22) = 795.
    /// </summary>
    [MethodImpl(Inline)]
    private static V GeluTanhCutoff<V, T, S>(V z)
        where V : struct
        where S : ISimd<V, T> =>
        typeof(T) == typeof(float) ? S.Min(11, S.Abs(z)) : S.Min(22, S.Abs(z));

    /// <summary>
    /// e^−w(u), but for its last factor, a power of two. The tail of e^−w is only as good as w's last digits, so w is kept as w + dw,
    /// about twice as long.
    /// </summary>
    [MethodImpl(Inline)]
    private static V GeluTanhExp<V, T, S>(V u, out V power)
        where V : struct
        where S : ISimd<V, T>
    {
        V s = S.Multiply(u, u);
        V ds = Residual<V, T, S>(u, u, s);

        // w(u)/u = a + b·u²: p and what rounding took from it.
        V b = S.Splat(GeluTanhCubic);
        V p = S.MultiplyAdd(b, s, GeluTanhLinear);
        V dp = MultiplyAddExactly<V, T, S>(b, s, S.Add(S.Negate(p), GeluTanhLinearHigh));
        V low = typeof(T) == typeof(float)
            ? S.MultiplyAdd(s, GeluTanhCubicLowSingle, GeluTanhLinearLow)
            : S.MultiplyAdd(s, GeluTanhCubicLowDouble, GeluTanhLinearLow);
        dp = S.Add(dp, S.MultiplyAdd(b, ds, low));

        V w = S.Multiply(u, p);
        V dw = S.MultiplyAdd(u, dp, Residual<V, T, S>(u, p, w));
        V x = S.Negate(w), t = ShiftedRound<V, T, S>(x, HalfLog2E);
        power = S.PowerOfTwo(t);
        return ExpHalf<V, T, S>(Reduce<V, T, S>(x, S.Negate(dw), t), power);
    }
}
