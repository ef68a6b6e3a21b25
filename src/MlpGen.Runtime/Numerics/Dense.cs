using System.Numerics;

namespace MlpGen.Numerics;

/// <summary>The arithmetic of one dense layer for one sample, over rows of W: what generated code calls for layers too large to unroll.</summary>
/// <remarks>
/// W has a row for each input and a column for each output: <c>W[i * outputs + j]</c> joins input i to output j. All lengths are
/// the caller's duty; a span too short throws <see cref="IndexOutOfRangeException"/> or <see cref="ArgumentException"/>.
/// </remarks>
public static class Dense
{
    /// <summary>z = x·W + b: zⱼ = bⱼ + Σᵢ xᵢ·Wᵢⱼ.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="W">The weights, inputs × outputs.</param>
    /// <param name="b">The bias, or empty for none.</param>
    /// <param name="z">Overwritten; its length is the number of outputs. Overlaps no other span.</param>
    /// <typeparam name="T">The number type.</typeparam>
    public static void Forward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> W, ReadOnlySpan<T> b, Span<T> z)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (b.IsEmpty)
        {
            z.Clear();
        }
        else
        {
            b.CopyTo(z);
        }

        for (int i = 0; i < x.Length; i++)
        {
            T xi = x[i];
            ReadOnlySpan<T> row = W.Slice(i * z.Length, z.Length);
            for (int j = 0; j < row.Length; j++)
            {
                z[j] += xi * row[j];
            }
        }
    }

    /// <summary>dW += xᵀ·dz: dWᵢⱼ += xᵢ·dzⱼ.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="dz">∂L/∂z.</param>
    /// <param name="dW">Added to; inputs × outputs. Overlaps no other span.</param>
    /// <typeparam name="T">The number type.</typeparam>
    public static void AddWeightGradient<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> dz, Span<T> dW)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < x.Length; i++)
        {
            T xi = x[i];
            Span<T> row = dW.Slice(i * dz.Length, dz.Length);
            for (int j = 0; j < row.Length; j++)
            {
                row[j] += xi * dz[j];
            }
        }
    }

    /// <summary>db += dz.</summary>
    /// <param name="dz">∂L/∂z.</param>
    /// <param name="db">Added to; as long as <paramref name="dz"/>.</param>
    /// <typeparam name="T">The number type.</typeparam>
    public static void AddBiasGradient<T>(ReadOnlySpan<T> dz, Span<T> db)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int j = 0; j < dz.Length; j++)
        {
            db[j] += dz[j];
        }
    }

    /// <summary>dx = dz·Wᵀ: dxᵢ = Σⱼ dzⱼ·Wᵢⱼ.</summary>
    /// <param name="dz">∂L/∂z.</param>
    /// <param name="W">The weights, inputs × outputs.</param>
    /// <param name="dx">Overwritten; its length is the number of inputs. Overlaps no other span.</param>
    /// <typeparam name="T">The number type.</typeparam>
    public static void InputGradient<T>(ReadOnlySpan<T> dz, ReadOnlySpan<T> W, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < dx.Length; i++)
        {
            ReadOnlySpan<T> row = W.Slice(i * dz.Length, dz.Length);
            T sum = T.Zero;
            for (int j = 0; j < row.Length; j++)
            {
                sum += dz[j] * row[j];
            }

            dx[i] = sum;
        }
    }
}
