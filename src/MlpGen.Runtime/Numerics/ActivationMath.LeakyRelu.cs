using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

public static partial class ActivationMath
{
    /// <summary>z &gt; 0 ? z : alpha·z.</summary>
    /// <remarks>Worst error: ½ ulp.</remarks>
    [MethodImpl(Inline)]
    public static float LeakyRelu(float z, float alpha) =>
        LeakyRelu<Vector128<float>, float, Single128>(Vector128.CreateScalarUnsafe(z), alpha).ToScalar();

    /// <inheritdoc cref="LeakyRelu(float, float)"/>
    [MethodImpl(Inline)]
    public static double LeakyRelu(double z, double alpha) =>
        LeakyRelu<Vector128<double>, double, Double128>(Vector128.CreateScalarUnsafe(z), alpha).ToScalar();

    /// <inheritdoc cref="LeakyRelu(float, float)"/>
    [MethodImpl(Inline)]
    public static Vector256<float> LeakyRelu(Vector256<float> z, float alpha) =>
        LeakyRelu<Vector256<float>, float, Single256>(z, alpha);

    /// <inheritdoc cref="LeakyRelu(float, float)"/>
    [MethodImpl(Inline)]
    public static Vector256<double> LeakyRelu(Vector256<double> z, double alpha) =>
        LeakyRelu<Vector256<double>, double, Double256>(z, alpha);

    /// <summary>z &gt; 0 ? 1 : alpha; alpha at 0 and at NaN.</summary>
    [MethodImpl(Inline)]
    public static float LeakyReluDerivative(float z, float alpha) =>
        LeakyReluDerivative<Vector128<float>, float, Single128>(Vector128.CreateScalarUnsafe(z), alpha).ToScalar();

    /// <inheritdoc cref="LeakyReluDerivative(float, float)"/>
    [MethodImpl(Inline)]
    public static double LeakyReluDerivative(double z, double alpha) =>
        LeakyReluDerivative<Vector128<double>, double, Double128>(Vector128.CreateScalarUnsafe(z), alpha).ToScalar();

    /// <inheritdoc cref="LeakyReluDerivative(float, float)"/>
    [MethodImpl(Inline)]
    public static Vector256<float> LeakyReluDerivative(Vector256<float> z, float alpha) =>
        LeakyReluDerivative<Vector256<float>, float, Single256>(z, alpha);

    /// <inheritdoc cref="LeakyReluDerivative(float, float)"/>
    [MethodImpl(Inline)]
    public static Vector256<double> LeakyReluDerivative(Vector256<double> z, double alpha) =>
        LeakyReluDerivative<Vector256<double>, double, Double256>(z, alpha);

    [MethodImpl(Inline)]
    internal static V LeakyRelu<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => S.Choose(S.GreaterThan(z, 0), z, S.Multiply(z, alpha));

    [MethodImpl(Inline)]
    internal static V LeakyReluDerivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => S.Choose(S.GreaterThan(z, 0), S.Splat(1), S.Splat(alpha));
}
