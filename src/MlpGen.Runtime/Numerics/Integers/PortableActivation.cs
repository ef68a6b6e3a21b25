using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>The activations of the last layer of a network of integers, with the same bits on every platform: in double precision by +, −, × and ÷
/// alone, one number after the other. Called by generated code; not meant to be called by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PortableActivation
{
    private const double SeluLambda = 1.0507009873554805;
    private const double SeluAlpha = 1.6732632423543772;
    private const double InverseSqrt2 = 0.70710678118654752;
    private const double SqrtTwoOverPi = 0.79788456080286536;
    private const double GeluCubic = 0.044715;

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

    /// <summary>z where z > 0, else α·(e^z − 1).</summary>
    [MethodImpl(Loop.Hot)]
    public static void Elu(Span<float> y, float alpha)
    {
        foreach (ref float z in y)
        {
            z = z > 0 ? z : (float)(alpha * (PortableExponential.Exp(z) - 1));
        }
    }

    /// <summary>λ·z where z > 0, else λ·α·(e^z − 1).</summary>
    [MethodImpl(Loop.Hot)]
    public static void Selu(Span<float> y)
    {
        foreach (ref float z in y)
        {
            z = (float)(SeluLambda * (z > 0 ? z : SeluAlpha * (PortableExponential.Exp(z) - 1)));
        }
    }

    /// <summary>z·Φ(z).</summary>
    [MethodImpl(Loop.Hot)]
    public static void Gelu(Span<float> y)
    {
        foreach (ref float z in y)
        {
            z = (float)(z * 0.5 * (1 + PortableExponential.Erf(z * InverseSqrt2)));
        }
    }

    /// <summary>½·z·(1 + tanh(√(2/π)·(z + 0.044715·z³))).</summary>
    [MethodImpl(Loop.Hot)]
    public static void GeluTanh(Span<float> y)
    {
        foreach (ref float z in y)
        {
            double x = z, cube = x * x * x;
            z = (float)(0.5 * x * (1 + Tanh(SqrtTwoOverPi * (x + GeluCubic * cube))));
        }
    }

    /// <summary>z·σ(z).</summary>
    [MethodImpl(Loop.Hot)]
    public static void Silu(Span<float> y)
    {
        foreach (ref float z in y)
        {
            z = (float)(z * Sigmoid((double)z));
        }
    }

    /// <summary>log(1 + e^z).</summary>
    [MethodImpl(Loop.Hot)]
    public static void Softplus(Span<float> y)
    {
        foreach (ref float z in y)
        {
            double size = z > 0 ? z : -z;
            z = (float)((z > 0 ? z : 0) + PortableMath.Log(1 + PortableExponential.Exp(-size)));
        }
    }

    /// <summary>1 / (1 + e^−z).</summary>
    [MethodImpl(Loop.Hot)]
    public static void Sigmoid(Span<float> y)
    {
        foreach (ref float z in y)
        {
            z = (float)Sigmoid((double)z);
        }
    }

    /// <summary>tanh z.</summary>
    [MethodImpl(Loop.Hot)]
    public static void Tanh(Span<float> y)
    {
        foreach (ref float z in y)
        {
            z = (float)Tanh((double)z);
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

    /// <summary>e^zᵢ / Σⱼ e^zⱼ of each row.</summary>
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

            double sum = 0;
            for (int j = 0; j < row.Length; j++)
            {
                powers[j] = PortableExponential.Exp((double)row[j] - largest);
                sum += powers[j];
            }

            for (int j = 0; j < row.Length; j++)
            {
                row[j] = (float)(powers[j] / sum);
            }
        }
    }

    private static double Sigmoid(double z) => 1 / (1 + PortableExponential.Exp(-z));

    private static double Tanh(double z)
    {
        double power = PortableExponential.Exp(-2 * (z > 0 ? z : -z)); // no more than 1
        double size = (1 - power) / (1 + power);
        return z > 0 ? size : -size;
    }
}
