using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>A function of z that takes one exponential.</summary>
internal interface IPortableFunction
{
    /// <summary>What e is raised to; never positive where that could be too large.</summary>
    static abstract double Exponent(double z);

    /// <summary>The value.</summary>
    /// <param name="z">z.</param>
    /// <param name="power">e raised to the exponent.</param>
    /// <param name="alpha">α.</param>
    static abstract double Value(double z, double power, double alpha);
}

/// <summary>z where z > 0, else α·(e^z − 1).</summary>
internal readonly struct PortableElu : IPortableFunction
{
    [MethodImpl(Loop.Inlined)]
    public static double Exponent(double z) => z;

    [MethodImpl(Loop.Inlined)]
    public static double Value(double z, double power, double alpha) => z > 0 ? z : alpha * (power - 1);
}

/// <summary>λ·z where z > 0, else λ·α·(e^z − 1).</summary>
internal readonly struct PortableSelu : IPortableFunction
{
    private const double Lambda = 1.0507009873554805;
    private const double Alpha = 1.6732632423543772;

    [MethodImpl(Loop.Inlined)]
    public static double Exponent(double z) => z;

    [MethodImpl(Loop.Inlined)]
    public static double Value(double z, double power, double alpha) => Lambda * (z > 0 ? z : Alpha * (power - 1));
}

/// <summary>z·Φ(z); Φ by formula 7.1.26 of Abramowitz and Stegun for erf, which is within 1.5e-7.</summary>
internal readonly struct PortableGelu : IPortableFunction
{
    private const double InverseSqrt2 = 0.70710678118654752;
    private const double P = 0.3275911;
    private const double A1 = 0.254829592;
    private const double A2 = -0.284496736;
    private const double A3 = 1.421413741;
    private const double A4 = -1.453152027;
    private const double A5 = 1.061405429;

    [MethodImpl(Loop.Inlined)]
    public static double Exponent(double z) => -0.5 * z * z;

    [MethodImpl(Loop.Inlined)]
    public static double Value(double z, double power, double alpha)
    {
        double t = 1 / (1 + P * InverseSqrt2 * (z > 0 ? z : -z));
        double tail = t * (A1 + t * (A2 + t * (A3 + t * (A4 + t * A5)))) * power; // 1 − erf(|z|/√2)
        return 0.5 * z * (z > 0 ? 2 - tail : tail);
    }
}

/// <summary>½·z·(1 + tanh u) = z·σ(2·u), u = √(2/π)·(z + 0.044715·z³).</summary>
internal readonly struct PortableGeluTanh : IPortableFunction
{
    private const double TwiceSqrtTwoOverPi = 1.5957691216057308;
    private const double Cubic = 0.044715;

    [MethodImpl(Loop.Inlined)]
    public static double Exponent(double z) => -TwiceSqrtTwoOverPi * (z + Cubic * z * z * z);

    [MethodImpl(Loop.Inlined)]
    public static double Value(double z, double power, double alpha) => z / (1 + power);
}

/// <summary>z·σ(z).</summary>
internal readonly struct PortableSilu : IPortableFunction
{
    [MethodImpl(Loop.Inlined)]
    public static double Exponent(double z) => -z;

    [MethodImpl(Loop.Inlined)]
    public static double Value(double z, double power, double alpha) => z / (1 + power);
}

/// <summary>log(1 + e^z) = max(z, 0) + log(1 + e^−|z|).</summary>
internal readonly struct PortableSoftplus : IPortableFunction
{
    [MethodImpl(Loop.Inlined)]
    public static double Exponent(double z) => z > 0 ? -z : z;

    [MethodImpl(Loop.Inlined)]
    public static double Value(double z, double power, double alpha) => (z > 0 ? z : 0) + PortableMath.Log(1 + power);
}

/// <summary>1 / (1 + e^−z).</summary>
internal readonly struct PortableSigmoid : IPortableFunction
{
    [MethodImpl(Loop.Inlined)]
    public static double Exponent(double z) => -z;

    [MethodImpl(Loop.Inlined)]
    public static double Value(double z, double power, double alpha) => 1 / (1 + power);
}

/// <summary>tanh z, from e^(−2·|z|).</summary>
internal readonly struct PortableTanh : IPortableFunction
{
    [MethodImpl(Loop.Inlined)]
    public static double Exponent(double z) => -2 * (z > 0 ? z : -z);

    [MethodImpl(Loop.Inlined)]
    public static double Value(double z, double power, double alpha)
    {
        double size = (1 - power) / (1 + power);
        return z > 0 ? size : -size;
    }
}
