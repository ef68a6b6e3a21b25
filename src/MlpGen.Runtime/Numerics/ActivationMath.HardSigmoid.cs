using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

public static partial class ActivationMath
{
    /// <summary>min(max(z + 3, 0), 6) / 6.</summary>
    /// <remarks>Worst error: 1.5 ulp. Exactly 0 up to −3, exactly 1 from 3 on.</remarks>
    [MethodImpl(Inline)]
    public static float HardSigmoid(float z) =>
        HardSigmoid<Vector128<float>, float, Single128>(Vector128.CreateScalarUnsafe(z)).ToScalar();

    /// <inheritdoc cref="HardSigmoid(float)"/>
    [MethodImpl(Inline)]
    public static double HardSigmoid(double z) =>
        HardSigmoid<Vector128<double>, double, Double128>(Vector128.CreateScalarUnsafe(z)).ToScalar();

    /// <inheritdoc cref="HardSigmoid(float)"/>
    [MethodImpl(Inline)]
    public static Vector256<float> HardSigmoid(Vector256<float> z) =>
        HardSigmoid<Vector256<float>, float, Single256>(z);

    /// <inheritdoc cref="HardSigmoid(float)"/>
    [MethodImpl(Inline)]
    public static Vector256<double> HardSigmoid(Vector256<double> z) =>
        HardSigmoid<Vector256<double>, double, Double256>(z);

    /// <summary>|z| &lt; 3 ? 1/6 : 0; 0 at NaN.</summary>
    [MethodImpl(Inline)]
    public static float HardSigmoidDerivative(float z) =>
        HardSigmoidDerivative<Vector128<float>, float, Single128>(Vector128.CreateScalarUnsafe(z)).ToScalar();

    /// <inheritdoc cref="HardSigmoidDerivative(float)"/>
    [MethodImpl(Inline)]
    public static double HardSigmoidDerivative(double z) =>
        HardSigmoidDerivative<Vector128<double>, double, Double128>(Vector128.CreateScalarUnsafe(z)).ToScalar();

    /// <inheritdoc cref="HardSigmoidDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector256<float> HardSigmoidDerivative(Vector256<float> z) =>
        HardSigmoidDerivative<Vector256<float>, float, Single256>(z);

    /// <inheritdoc cref="HardSigmoidDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector256<double> HardSigmoidDerivative(Vector256<double> z) =>
        HardSigmoidDerivative<Vector256<double>, double, Double256>(z);

    [MethodImpl(Inline)]
    internal static V HardSigmoid<V, T, S>(V z)
        where V : struct
        where S : ISimd<V, T> =>
        S.Multiply(S.Min(6, S.Max(0, S.Add(z, 3))), 1.0 / 6);

    [MethodImpl(Inline)]
    internal static V HardSigmoidDerivative<V, T, S>(V z)
        where V : struct
        where S : ISimd<V, T> => S.Choose(S.LessThan(S.Abs(z), 3), S.Splat(1f / 6f), S.Splat(0)); // PyTorch rounds this 1/6 to single, in double too
}
