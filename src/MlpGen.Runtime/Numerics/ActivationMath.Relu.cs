using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

public static partial class ActivationMath
{
    /// <summary>max(z, 0).</summary>
    /// <remarks>Exact; NaN stays NaN.</remarks>
    [MethodImpl(Inline)]
    public static float Relu(float z) =>
        Relu<Vector128<float>, float, Single128>(Vector128.CreateScalarUnsafe(z)).ToScalar();

    /// <inheritdoc cref="Relu(float)"/>
    [MethodImpl(Inline)]
    public static double Relu(double z) =>
        Relu<Vector128<double>, double, Double128>(Vector128.CreateScalarUnsafe(z)).ToScalar();

    /// <inheritdoc cref="Relu(float)"/>
    [MethodImpl(Inline)]
    public static Vector256<float> Relu(Vector256<float> z) => Relu<Vector256<float>, float, Single256>(z);

    /// <inheritdoc cref="Relu(float)"/>
    [MethodImpl(Inline)]
    public static Vector256<double> Relu(Vector256<double> z) => Relu<Vector256<double>, double, Double256>(z);

    /// <summary>z ≤ 0 ? 0 : 1; so 0 at 0 and 1 at NaN.</summary>
    [MethodImpl(Inline)]
    public static float ReluDerivative(float z) =>
        ReluDerivative<Vector128<float>, float, Single128>(Vector128.CreateScalarUnsafe(z)).ToScalar();

    /// <inheritdoc cref="ReluDerivative(float)"/>
    [MethodImpl(Inline)]
    public static double ReluDerivative(double z) =>
        ReluDerivative<Vector128<double>, double, Double128>(Vector128.CreateScalarUnsafe(z)).ToScalar();

    /// <inheritdoc cref="ReluDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector256<float> ReluDerivative(Vector256<float> z) =>
        ReluDerivative<Vector256<float>, float, Single256>(z);

    /// <inheritdoc cref="ReluDerivative(float)"/>
    [MethodImpl(Inline)]
    public static Vector256<double> ReluDerivative(Vector256<double> z) =>
        ReluDerivative<Vector256<double>, double, Double256>(z);

    [MethodImpl(Inline)]
    internal static V Relu<V, T, S>(V z)
        where V : struct
        where S : ISimd<V, T> => S.Max(0, z);

    [MethodImpl(Inline)]
    internal static V ReluDerivative<V, T, S>(V z)
        where V : struct
        where S : ISimd<V, T> => S.Choose(S.LessThanOrEqual(z, 0), S.Splat(0), S.Splat(1));
}
