using System.Numerics;

namespace MlpGen.Numerics;

/// <summary>The losses, summed over all elements of one or more rows of outputs, before the mean is taken.</summary>
/// <remarks>
/// Each loss comes twice: its value alone; and with its gradient, multiplied by <c>scale</c> (1/N or 1/(N·n), which makes sums
/// means). The cross entropies read z, the last pre-activation, and give ∂L/∂z: softmax or sigmoid and the logarithm
/// cancel, so that nothing is divided by a probability. The gradient may be written over y or z itself. The definitions are those of <see cref="LossFunction"/>.
/// </remarks>
public static class LossMath
{
    /// <summary>Σ (y − t)².</summary>
    public static T MeanSquaredError<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> t)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int j = 0; j < y.Length; j++)
        {
            T d = y[j] - t[j];
            sum += d * d;
        }

        return sum;
    }

    /// <summary>Σ (y − t)²; dy = 2·(y − t)·scale.</summary>
    public static T MeanSquaredError<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> t, T scale, Span<T> dy)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T sum = MeanSquaredError(y, t);
        T two = T.One + T.One;
        for (int j = 0; j < y.Length; j++)
        {
            dy[j] = two * (y[j] - t[j]) * scale;
        }

        return sum;
    }

    /// <summary>Σ (y − t)².</summary>
    public static T SumSquaredError<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> t)
        where T : unmanaged, IFloatingPointIeee754<T> => MeanSquaredError(y, t);

    /// <summary>Σ (y − t)²; dy = 2·(y − t)·scale.</summary>
    public static T SumSquaredError<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> t, T scale, Span<T> dy)
        where T : unmanaged, IFloatingPointIeee754<T> => MeanSquaredError(y, t, scale, dy);

    /// <summary>½ Σ (y − t)².</summary>
    public static T HalfSquaredError<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> t)
        where T : unmanaged, IFloatingPointIeee754<T> => MeanSquaredError(y, t) / (T.One + T.One);

    /// <summary>½ Σ (y − t)²; dy = (y − t)·scale.</summary>
    public static T HalfSquaredError<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> t, T scale, Span<T> dy)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T sum = HalfSquaredError(y, t);
        for (int j = 0; j < y.Length; j++)
        {
            dy[j] = (y[j] - t[j]) * scale;
        }

        return sum;
    }

    /// <summary>Σ |y − t|.</summary>
    public static T MeanAbsoluteError<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> t)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int j = 0; j < y.Length; j++)
        {
            sum += T.Abs(y[j] - t[j]);
        }

        return sum;
    }

    /// <summary>Σ |y − t|; dy = sign(y − t)·scale.</summary>
    public static T MeanAbsoluteError<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> t, T scale, Span<T> dy)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T sum = MeanAbsoluteError(y, t);
        for (int j = 0; j < y.Length; j++)
        {
            dy[j] = Sign(y[j] - t[j]) * scale;
        }

        return sum;
    }

    /// <summary>1 for d &gt; 0, −1 for d &lt; 0, 0 for 0, and NaN for NaN: the subgradient of |d|.</summary>
    public static T Sign<T>(T d)
        where T : unmanaged, IFloatingPointIeee754<T> => d > T.Zero ? T.One : d < T.Zero ? -T.One : d;

    /// <summary>h(d) = ½d² for |d| ≤ δ, δ·(|d| − ½δ) beyond.</summary>
    public static T Huber<T>(T d, T delta)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T half = T.One / (T.One + T.One);
        T distance = T.Abs(d);
        return distance <= delta ? half * d * d : delta * (distance - half * delta);
    }

    /// <summary>Σ h(y − t).</summary>
    public static T Huber<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> t, T delta)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int j = 0; j < y.Length; j++)
        {
            sum += Huber(y[j] - t[j], delta);
        }

        return sum;
    }

    /// <summary>Σ h(y − t); dy = min(max(y − t, −δ), δ)·scale.</summary>
    public static T Huber<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> t, T delta, T scale, Span<T> dy)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T sum = Huber(y, t, delta);
        for (int j = 0; j < y.Length; j++)
        {
            dy[j] = T.Clamp(y[j] - t[j], -delta, delta) * scale;
        }

        return sum;
    }

    /// <summary>−Σ t·log softmax(z), each row of <paramref name="outputs"/> on its own.</summary>
    public static T CrossEntropy<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> t, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T loss = T.Zero;
        for (int row = 0; row < z.Length; row += outputs)
        {
            (T max, T logSum) = LogSum(z.Slice(row, outputs));
            for (int j = row; j < row + outputs; j++)
            {
                loss += t[j] * (logSum - (z[j] - max));
            }
        }

        return loss;
    }

    /// <summary>−Σ log softmax(z) at the class of each row.</summary>
    public static T CrossEntropy<T>(ReadOnlySpan<T> z, ReadOnlySpan<int> labels, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T loss = T.Zero;
        for (int s = 0; s < labels.Length; s++)
        {
            ReadOnlySpan<T> row = z.Slice(s * outputs, outputs);
            (T max, T logSum) = LogSum(row);
            loss += logSum - (row[labels[s]] - max);
        }

        return loss;
    }

    /// <summary>−Σ t·log softmax(z); dz = (softmax(z)·Σt − t)·scale, each row on its own.</summary>
    public static T CrossEntropy<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> t, int outputs, T scale, Span<T> dz)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T loss = CrossEntropy(z, t, outputs);
        ActivationPass.Softmax(z, dz, outputs);
        for (int row = 0; row < z.Length; row += outputs)
        {
            T targetSum = T.Zero;
            foreach (T target in t.Slice(row, outputs))
            {
                targetSum += target;
            }

            for (int j = row; j < row + outputs; j++)
            {
                dz[j] = (dz[j] * targetSum - t[j]) * scale;
            }
        }

        return loss;
    }

    /// <summary>−Σ log softmax(z) at the class of each row; dz = (softmax(z) − onehot(label))·scale.</summary>
    public static T CrossEntropy<T>(ReadOnlySpan<T> z, ReadOnlySpan<int> labels, int outputs, T scale, Span<T> dz)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T loss = CrossEntropy(z, labels, outputs);
        ActivationPass.Softmax(z, dz, outputs);
        for (int j = 0; j < dz.Length; j++)
        {
            dz[j] *= scale;
        }

        for (int s = 0; s < labels.Length; s++)
        {
            dz[s * outputs + labels[s]] -= scale;
        }

        return loss;
    }

    /// <summary>−Σ t·log σ(z) + (1 − t)·log(1 − σ(z)) = Σ max(z, 0) − z·t + log(1 + e^−|z|).</summary>
    public static T BinaryCrossEntropy<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> t)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int j = 0; j < z.Length; j++)
        {
            sum += T.Max(z[j], T.Zero) - z[j] * t[j] + Softplus(-T.Abs(z[j]));
        }

        return sum;
    }

    /// <summary>As the value alone; dz = (σ(z) − t)·scale.</summary>
    public static T BinaryCrossEntropy<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> t, T scale, Span<T> dz)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T sum = BinaryCrossEntropy(z, t);
        for (int j = 0; j < z.Length; j++)
        {
            dz[j] = (T.One / (T.One + T.Exp(-z[j])) - t[j]) * scale;
        }

        return sum;
    }

    /// <summary>log(1 + eᶻ), all digits of the tail kept (<c>T.LogP1</c> adds the 1 and so loses them).</summary>
    private static T Softplus<T>(T z)
        where T : unmanaged, IFloatingPointIeee754<T> => typeof(T) == typeof(float)
            ? T.CreateTruncating(ActivationMath.Softplus(float.CreateTruncating(z)))
            : T.CreateTruncating(ActivationMath.Softplus(double.CreateTruncating(z)));

    /// <summary>The largest z, and log Σ e^(z − max).</summary>
    private static (T Max, T LogSum) LogSum<T>(ReadOnlySpan<T> z)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T max = z[0];
        foreach (T value in z)
        {
            max = T.Max(max, value);
        }

        T sum = T.Zero;
        foreach (T value in z)
        {
            sum += T.Exp(value - max);
        }

        return (max, T.Log(sum));
    }
}
