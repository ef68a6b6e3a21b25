using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>The losses, summed over all elements of one or more rows of outputs, before the mean is taken.</summary>
/// <remarks>
/// Each loss comes twice: its value alone; and with its gradient, multiplied by <c>scale</c> (1/N or 1/(N·n), which makes sums
/// means). The cross entropies read z, the last pre-activation, and give ∂L/∂z: softmax or sigmoid and the logarithm
/// cancel, so that nothing is divided by a probability. The gradient may be written over y or z itself. The definitions are those of <see cref="LossFunction"/>.
/// <para>Targets are taken as they are, without a check: the cross entropies assume that they are probabilities, 0 or more, and for the
/// binary one at most 1. Others give a loss that has no least value, and falls for ever. Whoever has data from elsewhere checks them
/// once, as the trainer does, and not at every step.</para>
/// </remarks>
public static partial class LossMath
{
    /// <summary>Rows whose maxima and sums the cross entropies keep on the stack at a time.</summary>
    private const int RowsAtOnce = 64;

    /// <summary>Σ (y − t)².</summary>
    public static T MeanSquaredError<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> t)
        where T : unmanaged, IFloatingPointIeee754<T> => Sum<T, MeanSquaredErrorLoss>(y, t);

    /// <summary>Σ (y − t)²; dy = 2·(y − t)·scale.</summary>
    public static T MeanSquaredError<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> t, T scale, Span<T> dy)
        where T : unmanaged, IFloatingPointIeee754<T> => Sum<T, MeanSquaredErrorLoss>(y, t, 0, scale, dy);

    /// <summary>Σ (y − t)².</summary>
    public static T SumSquaredError<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> t)
        where T : unmanaged, IFloatingPointIeee754<T> => Sum<T, MeanSquaredErrorLoss>(y, t);

    /// <summary>Σ (y − t)²; dy = 2·(y − t)·scale.</summary>
    public static T SumSquaredError<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> t, T scale, Span<T> dy)
        where T : unmanaged, IFloatingPointIeee754<T> => Sum<T, MeanSquaredErrorLoss>(y, t, 0, scale, dy);

    /// <summary>½ Σ (y − t)².</summary>
    public static T HalfSquaredError<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> t)
        where T : unmanaged, IFloatingPointIeee754<T> => Sum<T, HalfSquaredErrorLoss>(y, t);

    /// <summary>½ Σ (y − t)²; dy = (y − t)·scale.</summary>
    public static T HalfSquaredError<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> t, T scale, Span<T> dy)
        where T : unmanaged, IFloatingPointIeee754<T> => Sum<T, HalfSquaredErrorLoss>(y, t, 0, scale, dy);

    /// <summary>Σ |y − t|.</summary>
    public static T MeanAbsoluteError<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> t)
        where T : unmanaged, IFloatingPointIeee754<T> => Sum<T, MeanAbsoluteErrorLoss>(y, t);

    /// <summary>Σ |y − t|; dy = sign(y − t)·scale.</summary>
    public static T MeanAbsoluteError<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> t, T scale, Span<T> dy)
        where T : unmanaged, IFloatingPointIeee754<T> => Sum<T, MeanAbsoluteErrorLoss>(y, t, 0, scale, dy);

    /// <summary>1 for d &gt; 0, −1 for d &lt; 0, 0 for 0, and NaN for NaN: the subgradient of |d|.</summary>
    [MethodImpl(Loop.Inlined)]
    public static T Sign<T>(T d)
        where T : unmanaged, IFloatingPointIeee754<T> => d > T.Zero ? T.One : d < T.Zero ? -T.One : d;

    /// <summary>ρ(d) = ½d² for |d| ≤ δ, δ·(|d| − ½δ) beyond.</summary>
    [MethodImpl(Loop.Inlined)]
    public static T Huber<T>(T d, T delta)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T half = T.One / (T.One + T.One);
        T distance = T.Abs(d);
        return distance <= delta ? half * d * d : delta * (distance - half * delta);
    }

    /// <summary>Σ ρ(y − t).</summary>
    public static T Huber<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> t, T delta)
        where T : unmanaged, IFloatingPointIeee754<T> => Sum<T, HuberLoss>(y, t, Scalar.Widen(delta));

    /// <summary>Σ ρ(y − t); dy = min(max(y − t, −δ), δ)·scale.</summary>
    public static T Huber<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> t, T delta, T scale, Span<T> dy)
        where T : unmanaged, IFloatingPointIeee754<T> => Sum<T, HuberLoss>(y, t, Scalar.Widen(delta), scale, dy);

    /// <summary>−Σ t·log softmax(z), each row of <paramref name="outputs"/> on its own.</summary>
    [MethodImpl(Hot), SkipLocalsInit]
    public static T CrossEntropy<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> t, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check(z.Length, t.Length, nameof(t));
        Span<T> max = stackalloc T[RowsAtOnce], logSum = stackalloc T[RowsAtOnce];
        T loss = T.Zero;
        for (int start = 0; start < z.Length; start += RowsAtOnce * outputs)
        {
            int rows = Math.Min(RowsAtOnce, (z.Length - start) / outputs);
            ReadOnlySpan<T> some = z.Slice(start, rows * outputs), targets = t.Slice(start, rows * outputs);
            ActivationMath.LogSumRows(some, outputs, max[..rows], logSum[..rows]);
            for (int row = 0, j = 0; row < rows; row++)
            {
                for (int end = j + outputs; j < end; j++)
                {
                    loss += targets[j] * (logSum[row] - (some[j] - max[row]));
                }
            }
        }

        return loss;
    }

    /// <summary>−Σ t·log softmax(z) of one row, without the memory that many take.</summary>
    [MethodImpl(Hot)]
    private static T CrossEntropyOfRow<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> t)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check(z.Length, t.Length, nameof(t));
        ActivationMath.MaxAndSum(z, out T max, out T sum);
        T logSum = T.Log(sum), loss = T.Zero;
        for (int j = 0; j < t.Length; j++)
        {
            loss += t[j] * (logSum - (z[j] - max));
        }

        return loss;
    }

    /// <summary>−Σ log softmax(z) at the class of each row.</summary>
    [MethodImpl(Hot), SkipLocalsInit]
    public static T CrossEntropy<T>(ReadOnlySpan<T> z, ReadOnlySpan<int> labels, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check(z.Length, labels.Length * outputs, nameof(labels));
        Span<T> max = stackalloc T[RowsAtOnce], logSum = stackalloc T[RowsAtOnce];
        T loss = T.Zero;
        for (int start = 0; start < labels.Length; start += RowsAtOnce)
        {
            int rows = Math.Min(RowsAtOnce, labels.Length - start);
            ReadOnlySpan<T> some = z.Slice(start * outputs, rows * outputs);
            ActivationMath.LogSumRows(some, outputs, max[..rows], logSum[..rows]);
            for (int row = 0; row < rows; row++)
            {
                loss += logSum[row] - (some[(row * outputs) + labels[start + row]] - max[row]);
            }
        }

        return loss;
    }

    /// <summary>−Σ t·log softmax(z); dz = (softmax(z)·Σt − t)·scale, each row on its own.</summary>
    [MethodImpl(Hot)]
    public static T CrossEntropy<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> t, int outputs, T scale, Span<T> dz)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T loss = z.Length == outputs ? CrossEntropyOfRow(z, t) : CrossEntropy(z, t, outputs);
        ActivationPass.Softmax(z, dz, outputs);
        for (int row = 0; row < dz.Length; row += outputs)
        {
            ReadOnlySpan<T> targets = t.Slice(row, outputs);
            T targetSum = T.Zero;
            foreach (T target in targets)
            {
                targetSum += target;
            }

            Span<T> gradient = dz.Slice(row, outputs);
            for (int j = 0; j < gradient.Length; j++)
            {
                gradient[j] = (gradient[j] * targetSum - targets[j]) * scale;
            }
        }

        return loss;
    }

    /// <summary>−Σ log softmax(z) at the class of each row; dz = (softmax(z) − onehot(label))·scale.</summary>
    [MethodImpl(Hot)]
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

    /// <summary>−Σ [t·log σ(z) + (1 − t)·log(1 − σ(z))] = Σ max(z, 0) − z·t + log(1 + e^−|z|).</summary>
    public static T BinaryCrossEntropy<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> t)
        where T : unmanaged, IFloatingPointIeee754<T> => Sum<T, BinaryCrossEntropyLoss>(z, t);

    /// <summary>As the value alone; dz = (σ(z) − t)·scale.</summary>
    public static T BinaryCrossEntropy<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> t, T scale, Span<T> dz)
        where T : unmanaged, IFloatingPointIeee754<T> => Sum<T, BinaryCrossEntropyLoss>(z, t, 0, scale, dz);
}
