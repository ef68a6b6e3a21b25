using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlpGen.Numerics;

/// <summary>The losses of a reproducible network over rows of outputs: terms in vectors, their sum one after the other.</summary>
internal static class LossInOrder
{
    /// <summary>Terms that are computed before they are summed.</summary>
    private const int Strip = 64;

    /// <summary>Exponentials that are computed together, if a row has no more.</summary>
    private const int Exponentials = 256;

    /// <summary>Σ of a loss that takes each output for itself; dy = scale · the derivatives, unless it is empty. It may be y.</summary>
    [MethodImpl(Loop.Hot), SkipLocalsInit]
    public static T Sum<T, TLoss>(ReadOnlySpan<T> y, ReadOnlySpan<T> t, T scale, Span<T> dy, double delta)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, IElementwiseLoss
    {
        if (t.Length != y.Length)
        {
            throw new ArgumentException($"t needs {y.Length} elements, but has {t.Length}.", nameof(t));
        }

        Span<T> terms = stackalloc T[Strip];
        ref T terms0 = ref MemoryMarshal.GetReference(terms);
        ref T none = ref Unsafe.NullRef<T>();
        double sum = 0;
        for (int first = 0; first < y.Length; first += Strip)
        {
            int count = Math.Min(Strip, y.Length - first);
            ref T from = ref Unsafe.Add(ref MemoryMarshal.GetReference(y), first);
            ref T target = ref Unsafe.Add(ref MemoryMarshal.GetReference(t), first);
            Widths<UnfusedKernel<Terms<TLoss>>>.Run(count, ref none, ref none, ref from, ref target, ref terms0, 0, count, alpha: delta);
            if (!dy.IsEmpty)
            {
                Widths<UnfusedKernel<Slopes<TLoss>>>.Run(
                    count, ref scale, ref none, ref from, ref target, ref dy[first], 0, count, alpha: delta);
            }

            for (int i = 0; i < count; i++)
            {
                sum += Scalar.Widen(terms[i]);
            }
        }

        return Scalar.Round<T>(sum);
    }

    /// <summary>−Σ t·log softmax(z) of rows, or of classes; dz = (softmax(z)·Σt − t)·scale, unless it is empty. It may be z.</summary>
    [MethodImpl(Loop.Hot), SkipLocalsInit]
    public static T CrossEntropy<T>(ReadOnlySpan<T> z, Targets<T> targets, T scale, Span<T> dz, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (outputs > Exponentials)
        {
            return CrossEntropyOfLongRows(z, targets, scale, dz, outputs);
        }

        int rows = Exponentials / outputs;
        Span<T> memory = stackalloc T[rows * outputs];
        double loss = 0;
        for (int start = 0, first = 0; start < z.Length; start += rows * outputs, first += rows)
        {
            int length = Math.Min(rows * outputs, z.Length - start);
            Span<T> e = memory.Slice(0, length), gradient = dz.IsEmpty ? default : dz.Slice(start, length);
            ReadOnlySpan<T> logits = z.Slice(start, length);
            RowsInOrder.Exponentials(logits, e, outputs);
            loss += targets.Values.IsEmpty
                ? OfLabels(logits, e, targets.Labels.Slice(first, length / outputs), scale, gradient, outputs)
                : OfTargets(logits, e, targets.Values.Slice(start, length), scale, gradient, outputs);
        }

        return Scalar.Round<T>(loss);
    }

    /// <summary>The same of rows whose exponentials are too many to keep: they are computed for the sum, and again for the gradient.</summary>
    [MethodImpl(Loop.Hot), SkipLocalsInit]
    private static T CrossEntropyOfLongRows<T>(ReadOnlySpan<T> z, Targets<T> targets, T scale, Span<T> dz, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> memory = stackalloc T[Exponentials];
        double loss = 0;
        for (int row = 0, start = 0; start < z.Length; row++, start += outputs)
        {
            ReadOnlySpan<T> logits = z.Slice(start, outputs);
            T max = RowsInOrder.Largest(logits), sum = -T.Zero;
            for (int first = 0; first < outputs; first += Exponentials)
            {
                Span<T> e = memory.Slice(0, Math.Min(Exponentials, outputs - first));
                RowsInOrder.Exponentials(logits.Slice(first, e.Length), e, max);
                foreach (T power in e)
                {
                    sum += power;
                }
            }

            T logSum = ReproducibleMath.Log<T>(sum), factor = T.One / sum, targetSum = T.One;
            int label = targets.Values.IsEmpty ? targets.Labels[row] : 0;
            ReadOnlySpan<T> t = targets.Values.IsEmpty ? default : targets.Values.Slice(start, outputs);
            if (t.IsEmpty)
            {
                loss += Scalar.Widen(logSum - (logits[label] - max));
            }
            else
            {
                targetSum = RowsInOrder.Sum(t);
                for (int j = 0; j < t.Length; j++)
                {
                    loss += Scalar.Widen(t[j] * (logSum - (logits[j] - max)));
                }
            }

            for (int first = 0; first < outputs && !dz.IsEmpty; first += Exponentials)
            {
                Span<T> e = memory.Slice(0, Math.Min(Exponentials, outputs - first)), gradient = dz.Slice(start + first, e.Length);
                RowsInOrder.Exponentials(logits.Slice(first, e.Length), e, max);
                for (int j = 0; j < e.Length; j++)
                {
                    T target = t.IsEmpty ? (first + j == label ? T.One : T.Zero) : t[first + j];
                    gradient[j] = ((e[j] * factor * targetSum) - target) * scale;
                }
            }
        }

        return Scalar.Round<T>(loss);
    }

    [MethodImpl(Loop.Hot)]
    private static double OfLabels<T>(
        ReadOnlySpan<T> z, ReadOnlySpan<T> e, ReadOnlySpan<int> labels, T scale, Span<T> dz, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double loss = 0;
        for (int row = 0, start = 0; start < z.Length; row++, start += outputs)
        {
            ReadOnlySpan<T> powers = e.Slice(start, outputs), logits = z.Slice(start, outputs);
            int label = labels[row];
            T sum = RowsInOrder.Sum(powers);
            loss += Scalar.Widen(ReproducibleMath.Log<T>(sum) - (logits[label] - RowsInOrder.Largest(logits)));
            if (!dz.IsEmpty)
            {
                Span<T> gradient = dz.Slice(start, outputs);
                T factor = T.One / sum;
                for (int j = 0; j < gradient.Length; j++)
                {
                    gradient[j] = ((powers[j] * factor) - (j == label ? T.One : T.Zero)) * scale;
                }
            }
        }

        return loss;
    }

    [MethodImpl(Loop.Hot)]
    private static double OfTargets<T>(
        ReadOnlySpan<T> z, ReadOnlySpan<T> e, ReadOnlySpan<T> targets, T scale, Span<T> dz, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double loss = 0;
        for (int start = 0; start < z.Length; start += outputs)
        {
            ReadOnlySpan<T> powers = e.Slice(start, outputs), logits = z.Slice(start, outputs), t = targets.Slice(start, outputs);
            T sum = RowsInOrder.Sum(powers), logSum = ReproducibleMath.Log<T>(sum), max = RowsInOrder.Largest(logits);
            for (int j = 0; j < t.Length; j++)
            {
                loss += Scalar.Widen(t[j] * (logSum - (logits[j] - max)));
            }

            if (!dz.IsEmpty)
            {
                Span<T> gradient = dz.Slice(start, outputs);
                T factor = T.One / sum, targetSum = RowsInOrder.Sum(t);
                for (int j = 0; j < gradient.Length; j++)
                {
                    gradient[j] = ((powers[j] * factor * targetSum) - t[j]) * scale;
                }
            }
        }

        return loss;
    }

    /// <summary>y = what each output adds to the loss, of x beside <c>other</c>.</summary>
    private readonly struct Terms<TLoss> : IKernel
        where TLoss : struct, IElementwiseLoss
    {
        [MethodImpl(Loop.Inlined)]
        public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
            where V : struct
            where T : unmanaged
            where S : ISimd<V, T> => Each<V, T, S>(ref x, ref other, ref y, outputs, alpha);

        [MethodImpl(Loop.Hot)]
        private static void Each<V, T, S>(ref T read, ref T target, ref T terms, int length, double delta)
            where V : struct
            where S : ISimd<V, T>
        {
            nuint i = 0;
            for (; i + (nuint)S.Count <= (nuint)length; i += (nuint)S.Count)
            {
                S.Store(TLoss.Value<V, T, S>(S.Load(ref read, i), S.Load(ref target, i), delta), ref terms, i);
            }

            for (; i < (nuint)length; i++)
            {
                V term = TLoss.Value<V, T, S>(S.Broadcast(Unsafe.Add(ref read, i)), S.Broadcast(Unsafe.Add(ref target, i)), delta);
                Unsafe.Add(ref terms, i) = S.First(term);
            }
        }
    }

    /// <summary>y = w · the derivative of x beside <c>other</c>.</summary>
    private readonly struct Slopes<TLoss> : IKernel
        where TLoss : struct, IElementwiseLoss
    {
        [MethodImpl(Loop.Inlined)]
        public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
            where V : struct
            where T : unmanaged
            where S : ISimd<V, T> => Each<V, T, S>(ref x, ref other, w, ref y, outputs, alpha);

        [MethodImpl(Loop.Hot)]
        private static void Each<V, T, S>(ref T read, ref T target, T scale, ref T slopes, int length, double delta)
            where V : struct
            where S : ISimd<V, T>
        {
            nuint i = 0;
            for (; i + (nuint)S.Count <= (nuint)length; i += (nuint)S.Count)
            {
                V slope = TLoss.Derivative<V, T, S>(S.Load(ref read, i), S.Load(ref target, i), delta);
                S.Store(S.Multiply(slope, S.Broadcast(scale)), ref slopes, i);
            }

            for (; i < (nuint)length; i++)
            {
                V slope = TLoss.Derivative<V, T, S>(S.Broadcast(Unsafe.Add(ref read, i)), S.Broadcast(Unsafe.Add(ref target, i)), delta);
                Unsafe.Add(ref slopes, i) = S.First(S.Multiply(slope, S.Broadcast(scale)));
            }
        }
    }
}
