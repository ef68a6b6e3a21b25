using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>y = softmax(x), column by column.</summary>
internal readonly struct SoftmaxColumns : IKernel
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        nuint end = (nuint)(outputs * ColumnTile.Samples);
        for (nuint s = 0; s < (nuint)samples; s += (nuint)S.Count)
        {
            V sum = Exponentials<V, T, S>(ref x, ref y, s, end, out _);
            V scale = S.Divide(S.Splat(1), sum);
            for (nuint i = s; i < end; i += ColumnTile.Samples)
            {
                S.Store(S.Multiply(S.Load(ref y, i), scale), ref y, i);
            }
        }
    }

    /// <summary>e^(z − max z) of the samples from <paramref name="s"/> on, and their sum, which is at least 1.</summary>
    [MethodImpl(Loop.Inlined)]
    public static V Exponentials<V, T, S>(ref T z, ref T e, nuint s, nuint end, out V max)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        max = S.Load(ref z, s);
        for (nuint i = s + ColumnTile.Samples; i < end; i += ColumnTile.Samples)
        {
            max = S.Max(max, S.Load(ref z, i));
        }

        V sum = S.Splat(0);
        for (nuint i = s; i < end; i += ColumnTile.Samples)
        {
            V power = ActivationMath.ExpBounded<V, T, S>(S.Subtract(S.Load(ref z, i), max));
            sum = S.Add(sum, power);
            S.Store(power, ref e, i);
        }

        return sum;
    }
}

/// <summary>y = other ⊙ (x − Σ other·x), column by column: x is ∂L/∂p and <c>other</c> is p.</summary>
internal readonly struct SoftmaxGradientColumns : IKernel
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        nuint end = (nuint)(outputs * ColumnTile.Samples);
        for (nuint s = 0; s < (nuint)samples; s += (nuint)S.Count)
        {
            V mean = S.Splat(0);
            for (nuint i = s; i < end; i += ColumnTile.Samples)
            {
                mean = S.MultiplyAdd(S.Load(ref other, i), S.Load(ref x, i), mean);
            }

            for (nuint i = s; i < end; i += ColumnTile.Samples)
            {
                S.Store(S.Multiply(S.Load(ref other, i), S.Subtract(S.Load(ref x, i), mean)), ref y, i);
            }
        }
    }
}

/// <summary>b += −Σ t·log softmax(z), and y = (softmax(z)·Σt − t)·α unless y is a null reference: x is z, <c>other</c> is t, and α the
/// factor that makes sums means.</summary>
/// <remarks>log softmax(z) = z − max − log Σ e^(z − max): nothing cancels, and nothing is divided by p.</remarks>
internal readonly struct CrossEntropyColumns : IKernel
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        nuint end = (nuint)(outputs * ColumnTile.Samples);
        V loss = S.Splat(0), scale = S.Splat(alpha);
        for (nuint s = 0; s < (nuint)samples; s += (nuint)S.Count)
        {
            V sum = SoftmaxColumns.Exponentials<V, T, S>(ref x, ref y, s, end, out V max);
            V logSum = S.Log(sum), terms = S.Splat(0), targetSum = terms;
            for (nuint i = s; i < end; i += ColumnTile.Samples)
            {
                V t = S.Load(ref other, i);
                targetSum = S.Add(targetSum, t);
                terms = S.MultiplyAdd(t, S.Subtract(logSum, S.Subtract(S.Load(ref x, i), max)), terms);
            }

            int left = samples - (int)s;
            loss = S.Add(loss, left < S.Count ? S.Keep(terms, S.FirstLanes(left)) : terms);

            V share = S.Divide(targetSum, sum);
            for (nuint i = s; i < end; i += ColumnTile.Samples)
            {
                V d = S.Subtract(S.Multiply(S.Load(ref y, i), share), S.Load(ref other, i));
                S.Store(S.Multiply(d, scale), ref y, i);
            }
        }

        b = Scalar.Add(b, S.Sum(loss));
    }
}
