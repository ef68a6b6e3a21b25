using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>The activations of the last layer of a network of integers, with the same bits on every platform: by +, −, × and ÷ alone, those with an
/// exponential in double precision. Called by generated code; not meant to be called by hand.</summary>
/// <remarks>Each writes a over z.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PortableActivation
{
    private const int Block = 64;

    /// <summary>max(z, 0).</summary>
    [MethodImpl(Loop.Hot)]
    public static void Relu(Span<float> y)
    {
        foreach (ref float z in y)
        {
            z = z > 0 ? z : 0;
        }
    }

    /// <summary>z where z > 0, else α·z.</summary>
    [MethodImpl(Loop.Hot)]
    public static void LeakyRelu(Span<float> y, float alpha)
    {
        foreach (ref float z in y)
        {
            z = z > 0 ? z : alpha * z;
        }
    }

    /// <summary>min(max(z + 3, 0), 6) / 6.</summary>
    [MethodImpl(Loop.Hot)]
    public static void HardSigmoid(Span<float> y)
    {
        foreach (ref float z in y)
        {
            float shifted = z + 3;
            shifted = shifted > 0 ? shifted : 0;
            z = (shifted < 6 ? shifted : 6) / 6;
        }
    }

    /// <summary>min(max(z, −1), 1).</summary>
    [MethodImpl(Loop.Hot)]
    public static void HardTanh(Span<float> y)
    {
        foreach (ref float z in y)
        {
            float above = z > -1 ? z : -1;
            z = above < 1 ? above : 1;
        }
    }

    /// <summary>z where z > 0, else α·(e^z − 1).</summary>
    public static void Elu(Span<float> y, float alpha) => ByExponential<PortableElu>(y, alpha);

    /// <summary>λ·z where z > 0, else λ·α·(e^z − 1).</summary>
    public static void Selu(Span<float> y) => ByExponential<PortableSelu>(y, 0);

    /// <summary>z·Φ(z).</summary>
    public static void Gelu(Span<float> y) => ByExponential<PortableGelu>(y, 0);

    /// <summary>½·z·(1 + tanh(√(2/π)·(z + 0.044715·z³))).</summary>
    public static void GeluTanh(Span<float> y) => ByExponential<PortableGeluTanh>(y, 0);

    /// <summary>z·σ(z).</summary>
    public static void Silu(Span<float> y) => ByExponential<PortableSilu>(y, 0);

    /// <summary>log(1 + e^z).</summary>
    public static void Softplus(Span<float> y) => ByExponential<PortableSoftplus>(y, 0);

    /// <summary>1 / (1 + e^−z).</summary>
    public static void Sigmoid(Span<float> y) => ByExponential<PortableSigmoid>(y, 0);

    /// <summary>tanh z.</summary>
    public static void Tanh(Span<float> y) => ByExponential<PortableTanh>(y, 0);

    /// <summary>e^zᵢ / Σⱼ e^zⱼ of each row: less the largest z, and summed one after the other.</summary>
    [MethodImpl(Loop.Hot), SkipLocalsInit]
    public static void Softmax(Span<float> y, int outputs)
    {
        Span<double> powers = stackalloc double[outputs];
        for (int first = 0; first < y.Length; first += outputs)
        {
            Span<float> row = y.Slice(first, outputs);
            float largest = row[0];
            foreach (float z in row)
            {
                largest = z > largest ? z : largest;
            }

            for (int j = 0; j < row.Length; j++)
            {
                powers[j] = (double)row[j] - largest;
            }

            PortableExponential.Exp(powers);
            double sum = 0;
            foreach (double power in powers)
            {
                sum += power;
            }

            double share = 1 / sum;
            for (int j = 0; j < row.Length; j++)
            {
                row[j] = (float)(powers[j] * share);
            }
        }
    }

    [MethodImpl(Loop.Hot), SkipLocalsInit]
    private static void ByExponential<TFunction>(Span<float> y, double alpha)
        where TFunction : struct, IPortableFunction
    {
        Span<double> memory = stackalloc double[Block];
        for (int first = 0; first < y.Length; first += Block)
        {
            Span<float> some = y.Slice(first, Math.Min(Block, y.Length - first));
            Span<double> powers = memory.Slice(0, some.Length);
            for (int k = 0; k < some.Length; k++)
            {
                powers[k] = TFunction.Exponent(some[k]);
            }

            PortableExponential.Exp(powers);
            for (int k = 0; k < some.Length; k++)
            {
                some[k] = (float)TFunction.Value(some[k], powers[k], alpha);
            }
        }
    }
}
