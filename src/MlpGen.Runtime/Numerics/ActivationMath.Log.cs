using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

public static partial class ActivationMath
{
    private const double Sqrt2 = 1.41421356237309504880;

    /// <summary>ln x, the natural logarithm, by the platform: cross entropies take a few of them a sample.</summary>
    /// <remarks>−∞ at 0, NaN below.</remarks>
    public static float Log(float x) => MathF.Log(x);

    /// <inheritdoc cref="Log(float)"/>
    public static double Log(double x) => Math.Log(x);

    /// <summary>ln x of a normal number from 0 to 1e38, as sums of exponentials are whose largest is 1; or of NaN.</summary>
    /// <remarks>
    /// Worst error: float 2.8 ulp, double 3.2 ulp; ln 1 is 0. With p the power of two around which x lies, √½ ≤ x/p ≤ √2, ln x = ln p + 2 artanh(w),
    /// w = (x − p)/(x + p), where x − p is exact and |w| at most 0.172: less than the series of <see cref="Softplus(float)"/> is made for.
    /// </remarks>
    [MethodImpl(Inline)]
    internal static V LogOfSum<V, T, S>(V x)
        where V : struct
        where S : ISimd<V, T>
    {
        V shifted = S.ShiftedExponent(S.Multiply(x, Sqrt2));
        V p = S.PowerOfTwo(shifted);
        V artanh = TwiceArtanh<V, T, S>(S.Divide(S.Subtract(x, p), S.Add(x, p)));
        return S.MultiplyAdd(Unshift<V, T, S>(shifted), -MinusLn2, artanh);
    }
}
