namespace MlpGen.Tests.Numerics;

/// <summary>
/// The definitions of the activations, evaluated in <see cref="BigReal"/> and rounded once at the end.
/// </summary>
internal static class Exact
{
    private const double SeluScale = 1.0507009873554804934193349852946;
    private const double SeluAlpha = 1.6732632423543772848170429916717;

    private static readonly BigReal Sqrt2 = BigReal.Sqrt(2);
    private static readonly BigReal SqrtTwoPi = BigReal.Sqrt(2 * BigReal.Pi);
    private static readonly BigReal GeluTanhScale = BigReal.Sqrt((BigReal)8 / BigReal.Pi);
    private static readonly BigReal GeluTanhCubic = (BigReal)44715 / 1_000_000;

    public static double Exp(double x) => (double)BigReal.Exp(x);

    /// <summary>|log − ln x|: x = 2ⁿ·m, ln x = n·ln 2 + 2 artanh((m − 1)/(m + 1)).</summary>
    public static double ErrorOfLog(double x, double log)
    {
        int n = Math.ILogB(x);
        BigReal m = Math.ScaleB(x, -n);
        return Math.Abs((double)((n * BigReal.Ln2) + (2 * BigReal.Artanh((m - 1) / (m + 1))) - log));
    }

    public static double Sigmoid(double z) => (double)Logistic(z);

    public static double Tanh(double z)
    {
        BigReal e = BigReal.Exp(2 * (BigReal)z);
        return (double)((e - 1) / (e + 1));
    }

    public static double Softplus(double z)
    {
        BigReal e = BigReal.Exp(-Math.Abs(z));
        return (double)((BigReal)Math.Max(z, 0) + (2 * BigReal.Artanh(e / (e + 2))));
    }

    public static double Erf(double z) => Math.Sign(z) * (double)BigReal.Erf(Math.Abs(z));

    public static double Elu(double z, double alpha) =>
        z > 0 ? z : (double)((BigReal)alpha * (BigReal.Exp(z) - 1));

    public static double EluDerivative(double z, double alpha) =>
        z > 0 ? 1 : (double)((BigReal)alpha * BigReal.Exp(z));

    public static double Selu(double z) => (double)((BigReal)SeluScale * (BigReal)Elu(z, SeluAlpha));

    public static double SeluDerivative(double z) => (double)((BigReal)SeluScale * (BigReal)EluDerivative(z, SeluAlpha));

    public static double Gelu(double z) => (double)(z * Normal(z));

    public static double GeluDerivative(double z)
    {
        BigReal x = z;
        return (double)(Normal(z) + (x * BigReal.Exp(-(x * x / 2)) / SqrtTwoPi));
    }

    public static double GeluTanh(double z)
    {
        BigReal x = z;
        return (double)(x * Logistic(GeluTanhScale * (x + (GeluTanhCubic * x * x * x))));
    }

    public static double GeluTanhDerivative(double z)
    {
        BigReal x = z, w = GeluTanhScale * (x + (GeluTanhCubic * x * x * x));
        BigReal slope = GeluTanhScale * (1 + (3 * GeluTanhCubic * x * x));
        return (double)(Logistic(w) + (x * slope * Logistic(w) * Logistic(-w)));
    }

    public static double Silu(double z) => (double)(z * Logistic(z));

    public static double SiluDerivative(double z) => (double)(Logistic(z) + (z * Logistic(z) * Logistic(-(BigReal)z)));

    private static BigReal Logistic(BigReal z) => BigReal.One / (1 + BigReal.Exp(-z));

    /// <summary>Φ(z) = ½(1 + erf(z/√2)).</summary>
    private static BigReal Normal(double z)
    {
        BigReal erf = BigReal.Erf(Math.Abs(z) / Sqrt2);
        return (z < 0 ? 1 - erf : 1 + erf) / 2;
    }
}
