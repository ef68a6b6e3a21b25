using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

public static partial class ActivationMath
{
    /// <summary>min(max(z, −1), 1).</summary>
    /// <remarks>Exact.</remarks>
    [MethodImpl(Inline)]
    public static float HardTanh(float z) =>
        HardTanh<Vector128<float>, float, Single128>(Vector128.CreateScalarUnsafe(z)).ToScalar();

    /// <inheritdoc cref="HardTanh(float)"/>
    [MethodImpl(Inline)]
    public static double HardTanh(double z) =>
        HardTanh<Vector128<double>, double, Double128>(Vector128.CreateScalarUnsafe(z)).ToScalar();

    /// <inheritdoc cref="HardTanh(float)"/>
    [MethodImpl(Inline)]
    public static Vector256<float> HardTanh(Vector256<float> z) => HardTanh<Vector256<float>, float, Single256>(z);

    /// <inheritdoc cref="HardTanh(float)"/>
    [MethodImpl(Inline)]
    public static Vector256<double> HardTanh(Vector256<double> z) => HardTanh<Vector256<double>, double, Double256>(z);

    /// <summary>|z| ≥ 1 ? 0 : 1; 1 at NaN.</summary>
    [MethodImpl(Inline)]
    public static float HardTanhDerivative(float z) =>
        HardTanhDerivative<Vector128<float>, float, Single128>(Vector128.CreateScalarUnsafe(z)).ToScalar();

    /// <inheritdoc cref="HardTanhDerivative(float)"/>
    [MethodImpl(Inline)]
    public static double HardTanhDerivative(double z) =>
        HardTanhDerivative<Vector128<double>, double, Double128>(Vector128.CreateScalarUnsafe(z)).ToScalar();

    /// <inheritdoc cref="HardTanhDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector256<float> HardTanhDerivative(Vector256<float> z) =>
        HardTanhDerivative<Vector256<float>, float, Single256>(z);

    /// <inheritdoc cref="HardTanhDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector256<double> HardTanhDerivative(Vector256<double> z) =>
        HardTanhDerivative<Vector256<double>, double, Double256>(z);

    [MethodImpl(Inline)]
    internal static V HardTanh<V, T, S>(V z)
        where V : struct
        where S : ISimd<V, T> => S.Min(1, S.Max(-1, z));

    [MethodImpl(Inline)]
    internal static V HardTanhDerivative<V, T, S>(V z)
        where V : struct
        where S : ISimd<V, T> => S.Choose(S.GreaterThanOrEqual(S.Abs(z), 1), S.Splat(0), S.Splat(1));
}
