namespace MlpGen.Tests.Reference;

/// <summary>Each activation and its derivative as a textbook has them: nothing fast, nothing shared with the library.</summary>
internal static class ReferenceActivation
{
    private const double SeluLambda = 1.0507009873554804934193349852946;
    private const double SeluAlpha = 1.6732632423543772848170429916717;

    // PyTorch's slope of HardSigmoid is 1/6 rounded to float32 in float64 too: 3e-8 off, which its gradients show.
    private const double OneSixth = 1f / 6f;

    /// <summary>f(z), for every activation but Softmax.</summary>
    public static double Value(Activation f, double alpha, double z) => f switch
    {
        Activation.Identity => z,
        Activation.Relu => z <= 0 ? 0 : z,
        Activation.LeakyRelu => z > 0 ? z : alpha * z,
        Activation.Elu => z > 0 ? z : alpha * ExpMinusOne(z),
        Activation.Selu => SeluLambda * (z > 0 ? z : SeluAlpha * ExpMinusOne(z)),
        Activation.Gelu => z * NormalCdf(z),
        Activation.GeluTanh => 0.5 * z * (1 + Math.Tanh(GeluInner(z))),
        Activation.Silu => z * Sigmoid(z),
        Activation.Softplus => Softplus(z),
        Activation.Sigmoid => Sigmoid(z),
        Activation.Tanh => Math.Tanh(z),
        Activation.HardSigmoid => z <= -3 ? 0 : z >= 3 ? 1 : (z + 3) / 6,
        Activation.HardTanh => z < -1 ? -1 : z > 1 ? 1 : z,
        _ => throw new ArgumentOutOfRangeException(nameof(f)),
    };

    /// <summary>f'(z), for every activation but Softmax; at a kink, what PyTorch takes.</summary>
    public static double Derivative(Activation f, double alpha, double z) => f switch
    {
        Activation.Identity => 1,
        Activation.Relu => z <= 0 ? 0 : 1,
        Activation.LeakyRelu => z > 0 ? 1 : alpha,
        Activation.Elu => z > 0 ? 1 : alpha * Math.Exp(z),
        Activation.Selu => z > 0 ? SeluLambda : SeluLambda * SeluAlpha * Math.Exp(z),
        Activation.Gelu => NormalCdf(z) + (z * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI)),
        Activation.GeluTanh => GeluTanhDerivative(z),
        Activation.Silu => Sigmoid(z) + (z * Sigmoid(z) * (1 - Sigmoid(z))),
        Activation.Softplus => Sigmoid(z),
        Activation.Sigmoid => Sigmoid(z) * (1 - Sigmoid(z)),
        Activation.Tanh => 1 - (Math.Tanh(z) * Math.Tanh(z)),
        Activation.HardSigmoid => z > -3 && z < 3 ? OneSixth : 0,
        Activation.HardTanh => z > -1 && z < 1 ? 1 : 0,
        _ => throw new ArgumentOutOfRangeException(nameof(f)),
    };

    /// <summary>Where f has a kink.</summary>
    public static double[] Kinks(Activation f, double alpha) => f switch
    {
        Activation.Relu or Activation.LeakyRelu or Activation.Selu => [0],
        Activation.Elu => alpha == 1 ? [] : [0],
        Activation.HardSigmoid => [-3, 3],
        Activation.HardTanh => [-1, 1],
        _ => [],
    };

    /// <summary>pⱼ = e^zⱼ / Σₖ e^zₖ, each exponent less the largest so that none overflows.</summary>
    public static double[] Softmax(double[] z)
    {
        double max = z.Max();
        double[] e = [.. z.Select(zj => Math.Exp(zj - max))];
        double sum = e.Sum();
        return [.. e.Select(ej => ej / sum)];
    }

    /// <summary>log(1 + eᶻ) = max(z, 0) + log(1 + e^−|z|).</summary>
    public static double Softplus(double z) => Math.Max(z, 0) + LogOnePlus(Math.Exp(-Math.Abs(z)));

    public static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    /// <summary>erf(x) = 2/√π·e^−x²·Σ 2ⁿ·x²ⁿ⁺¹ / (1·3·5·…·(2n + 1)): all terms of one sign, so nothing cancels.</summary>
    public static double Erf(double x)
    {
        if (Math.Abs(x) > 6)
        {
            return Math.Sign(x);
        }

        double sum = 0, term = x;
        for (int n = 0; n < 200; n++)
        {
            sum += term;
            term *= 2 * x * x / ((2 * n) + 3);
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    private static double NormalCdf(double z) => double.IsNaN(z) ? z : 0.5 * (1 + Erf(z / Math.Sqrt(2)));

    private static double GeluInner(double z) => Math.Sqrt(2 / Math.PI) * (z + (0.044715 * z * z * z));

    private static double GeluTanhDerivative(double z)
    {
        double t = Math.Tanh(GeluInner(z));
        double innerDerivative = Math.Sqrt(2 / Math.PI) * (1 + (3 * 0.044715 * z * z));
        return (0.5 * (1 + t)) + (0.5 * z * (1 - (t * t)) * innerDerivative);
    }

    /// <summary>eˣ − 1; near 0, where that cancels, 2·e^(x/2)·sinh(x/2).</summary>
    private static double ExpMinusOne(double x) => x < -1 ? Math.Exp(x) - 1 : 2 * Math.Exp(x / 2) * Math.Sinh(x / 2);

    /// <summary>log(1 + x) for x in [0, 1], by its series where 1 + x would round x away.</summary>
    private static double LogOnePlus(double x) => x < 1e-5 ? x - (x * x / 2) + (x * x * x / 3) : Math.Log(1 + x);
}
