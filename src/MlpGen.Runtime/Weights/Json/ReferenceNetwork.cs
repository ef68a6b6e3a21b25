#if MLPGEN_GENERATOR
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Weights;
#else
namespace MlpGen.Weights;
#endif

/// <summary>Evaluates a network as the textbook does, in double precision, whatever the generated code will do.</summary>
internal static class ReferenceNetwork
{
    /// <summary>y for one x.</summary>
    /// <param name="layers">The network.</param>
    /// <param name="parameters">W1, b1, ….</param>
    /// <param name="input">x.</param>
    public static double[] Forward(IEnumerable<DocumentLayer> layers, double[] parameters, double[] input)
    {
        double[] a = input;
        int offset = 0;
        foreach (DocumentLayer layer in layers)
        {
            var z = new double[layer.Outputs];
            for (int j = 0; j < z.Length; j++)
            {
                double sum = 0;
                for (int i = 0; i < a.Length; i++)
                {
                    sum += a[i] * parameters[offset + i * layer.Outputs + j];
                }

                z[j] = sum + (layer.HasBias ? parameters[offset + layer.Inputs * layer.Outputs + j] : 0);
            }

            offset += layer.Inputs * layer.Outputs + (layer.HasBias ? layer.Outputs : 0);
            a = layer.Activation == nameof(Activation.Softmax) ? Softmax(z) : [.. z.Select(value => Activate(layer, value))];
        }

        return a;
    }

    /// <summary>f(z); of every activation but Softmax, which takes a whole layer.</summary>
    public static double Activate(DocumentLayer layer, double z) => layer.Activation switch
    {
        nameof(Activation.Identity) => z,
        nameof(Activation.Relu) => Math.Max(z, 0),
        nameof(Activation.LeakyRelu) => z > 0 ? z : layer.Alpha!.Value * z,
        nameof(Activation.Elu) => z > 0 ? z : layer.Alpha!.Value * (Math.Exp(z) - 1),
        nameof(Activation.Selu) => 1.0507009873554805 * (z > 0 ? z : 1.6732632423543772 * (Math.Exp(z) - 1)),
        nameof(Activation.Gelu) => z * 0.5 * (1 + Erf(z / Math.Sqrt(2))),
        nameof(Activation.GeluTanh) => 0.5 * z * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (z + 0.044715 * z * z * z))),
        nameof(Activation.Silu) => z * Sigmoid(z),
        nameof(Activation.Softplus) => Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z))),
        nameof(Activation.Sigmoid) => Sigmoid(z),
        nameof(Activation.Tanh) => Math.Tanh(z),
        nameof(Activation.HardSigmoid) => Math.Min(Math.Max(z + 3, 0), 6) / 6,
        nameof(Activation.HardTanh) => Math.Min(Math.Max(z, -1), 1),
        _ => throw new ArgumentOutOfRangeException(nameof(layer), layer.Activation, "No such activation."),
    };

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    private static double[] Softmax(double[] z)
    {
        double largest = z.Max();
        double[] e = [.. z.Select(value => Math.Exp(value - largest))];
        double sum = e.Sum();
        return [.. e.Select(value => value / sum)];
    }

    /// <summary>erf(x) = 2/√π·e^(−x²)·Σ 2ⁿx²ⁿ⁺¹/(2n+1)!!, a series of positive terms (Abramowitz and Stegun, 7.1.6); ±1 where it is that to the last bit.</summary>
    public static double Erf(double x)
    {
        if (Math.Abs(x) > 6)
        {
            return Math.Sign(x);
        }

        double term = x, sum = x;
        for (int n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}
