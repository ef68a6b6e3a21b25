using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

/// <summary>The activations of the last layer of a network of integers, with the same bits on every platform: by +, −, × and ÷ alone, those with an
/// exponential in double precision. Called by generated code; not meant to be called by hand.</summary>
/// <remarks>Each writes a over z.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PortableActivation
{
    private const int Block = 64;

    /// <summary>The exponentials of a softmax that are taken together, of as many rows as they are.</summary>
    private const int Powers = 512;

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

    /// <summary>e^zᵢ / Σⱼ e^zⱼ of each row: less the largest z; summed in four parts, of each fourth power, in pairs.</summary>
    [MethodImpl(Loop.Hot), SkipLocalsInit]
    public static void Softmax(Span<float> y, int outputs)
    {
        int together = Math.Min(Math.Max(1, Powers / outputs) * outputs, y.Length);
        Span<double> memory = stackalloc double[together];
        for (int first = 0; first < y.Length; first += together)
        {
            Span<float> rows = y.Slice(first, Math.Min(together, y.Length - first));
            Span<double> powers = memory.Slice(0, rows.Length);
            for (int at = 0; at < rows.Length; at += outputs)
            {
                Span<float> row = rows.Slice(at, outputs);
                Widen(row, Largest(row), powers.Slice(at, outputs));
            }

            PortableExponential.Exp(powers);
            for (int at = 0; at < rows.Length; at += outputs)
            {
                Span<double> some = powers.Slice(at, outputs);
                Narrow(some, 1 / Sum(some), rows.Slice(at, outputs));
            }
        }
    }

    [MethodImpl(Loop.Inlined)]
    private static float Largest(ReadOnlySpan<float> row)
    {
        float largest = row[0];
        foreach (float z in row)
        {
            largest = MathF.Max(largest, z);
        }

        return largest;
    }

    /// <summary>z − the largest, in double precision.</summary>
    [MethodImpl(Loop.Inlined)]
    private static void Widen(ReadOnlySpan<float> z, double largest, Span<double> differences)
    {
        ref float from = ref MemoryMarshal.GetReference(z);
        ref double to = ref MemoryMarshal.GetReference(differences);
        int j = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            for (; j + Vector256<float>.Count <= z.Length; j += Vector256<float>.Count)
            {
                (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(Vector256.LoadUnsafe(ref Unsafe.Add(ref from, j)));
                (lower - Vector256.Create(largest)).StoreUnsafe(ref Unsafe.Add(ref to, j));
                (upper - Vector256.Create(largest)).StoreUnsafe(ref Unsafe.Add(ref to, j + Vector256<double>.Count));
            }
        }

        for (; j < z.Length; j++)
        {
            Unsafe.Add(ref to, j) = Unsafe.Add(ref from, j) - largest;
        }
    }

    [MethodImpl(Loop.Inlined)]
    private static double Sum(ReadOnlySpan<double> powers)
    {
        double a = 0, b = 0, c = 0, d = 0;
        int j = 0;
        for (; j + 3 < powers.Length; j += 4)
        {
            a += powers[j];
            b += powers[j + 1];
            c += powers[j + 2];
            d += powers[j + 3];
        }

        for (; j < powers.Length; j++)
        {
            a += powers[j];
        }

        return (a + b) + (c + d);
    }

    /// <summary>The share of each power, as floats.</summary>
    [MethodImpl(Loop.Inlined)]
    private static void Narrow(ReadOnlySpan<double> powers, double share, Span<float> p)
    {
        ref double from = ref MemoryMarshal.GetReference(powers);
        ref float to = ref MemoryMarshal.GetReference(p);
        int j = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            for (; j + Vector256<float>.Count <= p.Length; j += Vector256<float>.Count)
            {
                Vector256<double> lower = Vector256.LoadUnsafe(ref Unsafe.Add(ref from, j)) * share;
                Vector256<double> upper = Vector256.LoadUnsafe(ref Unsafe.Add(ref from, j + Vector256<double>.Count)) * share;
                Vector256.Narrow(lower, upper).StoreUnsafe(ref Unsafe.Add(ref to, j));
            }
        }

        for (; j < p.Length; j++)
        {
            Unsafe.Add(ref to, j) = (float)(Unsafe.Add(ref from, j) * share);
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
