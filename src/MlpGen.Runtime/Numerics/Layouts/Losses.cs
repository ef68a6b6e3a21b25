using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

// One empty struct a loss: it carries the formulas of one output into the loops of LossMath, and of LossColumns.

/// <summary>Σ (y − t)², to be divided by N·n.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct MeanSquaredErrorLoss : IElementwiseLoss
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static T InOrder<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> => LossInOrder.Sum<T, MeanSquaredErrorLoss>(read, targets.Values, scale, gradient, delta);

    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static T OfRows<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, int samples, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> => LossMath.Sum<T, MeanSquaredErrorLoss>(read, targets.Values, scale, gradient, delta, outputs, samples);

    /// <inheritdoc/>
    public static T OfColumns<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, int samples, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        LossColumns.ByRows<T, MeanSquaredErrorLoss>(read, targets, scale, gradient, outputs, samples, delta);

    /// <summary>(y − t)².</summary>
    [MethodImpl(Loop.Inlined)]
    public static V Value<V, T, S>(V read, V target, double delta)
        where V : struct
        where S : ISimd<V, T>
    {
        V d = S.Subtract(read, target);
        return S.Multiply(d, d);
    }

    /// <summary>2·(y − t).</summary>
    [MethodImpl(Loop.Inlined)]
    public static V Derivative<V, T, S>(V read, V target, double delta)
        where V : struct
        where S : ISimd<V, T> => S.Multiply(S.Subtract(read, target), 2);

    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void TangentOfRows<T>(
        ReadOnlySpan<T> read, Targets<T> targets, T scale, ReadOnlySpan<T> tangent, Span<T> gradientTangent, int outputs, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        LossTangents.Each<T, MeanSquaredErrorLoss>(read, targets.Values, scale, tangent, gradientTangent, delta);

    /// <summary>2.</summary>
    [MethodImpl(Loop.Inlined)]
    public static V SecondDerivative<V, T, S>(V read, V target, double delta)
        where V : struct
        where S : ISimd<V, T> => S.Splat(2);
}

/// <summary>Σ (y − t)², to be divided by N.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SumSquaredErrorLoss : IElementwiseLoss
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static T InOrder<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> => LossInOrder.Sum<T, SumSquaredErrorLoss>(read, targets.Values, scale, gradient, delta);

    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static T OfRows<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, int samples, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> => LossMath.Sum<T, MeanSquaredErrorLoss>(read, targets.Values, scale, gradient, delta, outputs, samples);

    /// <inheritdoc/>
    public static T OfColumns<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, int samples, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        LossColumns.ByRows<T, SumSquaredErrorLoss>(read, targets, scale, gradient, outputs, samples, delta);

    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static V Value<V, T, S>(V read, V target, double delta)
        where V : struct
        where S : ISimd<V, T> => MeanSquaredErrorLoss.Value<V, T, S>(read, target, delta);

    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static V Derivative<V, T, S>(V read, V target, double delta)
        where V : struct
        where S : ISimd<V, T> => MeanSquaredErrorLoss.Derivative<V, T, S>(read, target, delta);

    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void TangentOfRows<T>(
        ReadOnlySpan<T> read, Targets<T> targets, T scale, ReadOnlySpan<T> tangent, Span<T> gradientTangent, int outputs, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        LossTangents.Each<T, SumSquaredErrorLoss>(read, targets.Values, scale, tangent, gradientTangent, delta);

    /// <summary>2.</summary>
    [MethodImpl(Loop.Inlined)]
    public static V SecondDerivative<V, T, S>(V read, V target, double delta)
        where V : struct
        where S : ISimd<V, T> => S.Splat(2);
}

/// <summary>½ Σ (y − t)².</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HalfSquaredErrorLoss : IElementwiseLoss
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static T InOrder<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> => LossInOrder.Sum<T, HalfSquaredErrorLoss>(read, targets.Values, scale, gradient, delta);

    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static T OfRows<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, int samples, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> => LossMath.Sum<T, HalfSquaredErrorLoss>(read, targets.Values, scale, gradient, delta, outputs, samples);

    /// <inheritdoc/>
    public static T OfColumns<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, int samples, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        LossColumns.ByRows<T, HalfSquaredErrorLoss>(read, targets, scale, gradient, outputs, samples, delta);

    /// <summary>½(y − t)².</summary>
    [MethodImpl(Loop.Inlined)]
    public static V Value<V, T, S>(V read, V target, double delta)
        where V : struct
        where S : ISimd<V, T>
    {
        V d = S.Subtract(read, target);
        return S.Multiply(S.Multiply(d, d), 0.5);
    }

    /// <summary>y − t.</summary>
    [MethodImpl(Loop.Inlined)]
    public static V Derivative<V, T, S>(V read, V target, double delta)
        where V : struct
        where S : ISimd<V, T> => S.Subtract(read, target);

    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void TangentOfRows<T>(
        ReadOnlySpan<T> read, Targets<T> targets, T scale, ReadOnlySpan<T> tangent, Span<T> gradientTangent, int outputs, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        LossTangents.Each<T, HalfSquaredErrorLoss>(read, targets.Values, scale, tangent, gradientTangent, delta);

    /// <summary>1.</summary>
    [MethodImpl(Loop.Inlined)]
    public static V SecondDerivative<V, T, S>(V read, V target, double delta)
        where V : struct
        where S : ISimd<V, T> => S.Splat(1);
}

/// <summary>Σ |y − t|.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct MeanAbsoluteErrorLoss : IElementwiseLoss
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static T InOrder<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> => LossInOrder.Sum<T, MeanAbsoluteErrorLoss>(read, targets.Values, scale, gradient, delta);

    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static T OfRows<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, int samples, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> => LossMath.Sum<T, MeanAbsoluteErrorLoss>(read, targets.Values, scale, gradient, delta, outputs, samples);

    /// <inheritdoc/>
    public static T OfColumns<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, int samples, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        LossColumns.ByRows<T, MeanAbsoluteErrorLoss>(read, targets, scale, gradient, outputs, samples, delta);

    /// <summary>|y − t|.</summary>
    [MethodImpl(Loop.Inlined)]
    public static V Value<V, T, S>(V read, V target, double delta)
        where V : struct
        where S : ISimd<V, T> => S.Abs(S.Subtract(read, target));

    /// <summary>The sign of y − t: 0 for 0, and NaN for NaN.</summary>
    [MethodImpl(Loop.Inlined)]
    public static V Derivative<V, T, S>(V read, V target, double delta)
        where V : struct
        where S : ISimd<V, T>
    {
        V d = S.Subtract(read, target);
        return S.Choose(S.GreaterThan(d, 0), S.Splat(1), S.Choose(S.LessThan(d, 0), S.Splat(-1), d));
    }

    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void TangentOfRows<T>(
        ReadOnlySpan<T> read, Targets<T> targets, T scale, ReadOnlySpan<T> tangent, Span<T> gradientTangent, int outputs, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        LossTangents.Each<T, MeanAbsoluteErrorLoss>(read, targets.Values, scale, tangent, gradientTangent, delta);

    /// <summary>0.</summary>
    [MethodImpl(Loop.Inlined)]
    public static V SecondDerivative<V, T, S>(V read, V target, double delta)
        where V : struct
        where S : ISimd<V, T> => S.Splat(0);
}

/// <summary>Σ ρ(y − t), ρ(u) = ½u² for |u| ≤ δ, δ·(|u| − ½δ) beyond.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HuberLoss : IElementwiseLoss
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static T InOrder<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> => LossInOrder.Sum<T, HuberLoss>(read, targets.Values, scale, gradient, delta);

    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static T OfRows<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, int samples, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> => LossMath.Sum<T, HuberLoss>(read, targets.Values, scale, gradient, delta, outputs, samples);

    /// <inheritdoc/>
    public static T OfColumns<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, int samples, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        LossColumns.ByRows<T, HuberLoss>(read, targets, scale, gradient, outputs, samples, delta);

    /// <summary>With c = min(|d|, δ), both branches are c·(|d| − ½c).</summary>
    [MethodImpl(Loop.Inlined)]
    public static V Value<V, T, S>(V read, V target, double delta)
        where V : struct
        where S : ISimd<V, T>
    {
        V distance = S.Abs(S.Subtract(read, target));
        V c = S.Min(delta, distance);
        return S.Multiply(c, S.MultiplyAdd(c, -0.5, distance));
    }

    /// <summary>d, held between −δ and δ.</summary>
    [MethodImpl(Loop.Inlined)]
    public static V Derivative<V, T, S>(V read, V target, double delta)
        where V : struct
        where S : ISimd<V, T> => S.Max(-delta, S.Min(delta, S.Subtract(read, target)));

    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void TangentOfRows<T>(
        ReadOnlySpan<T> read, Targets<T> targets, T scale, ReadOnlySpan<T> tangent, Span<T> gradientTangent, int outputs, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        LossTangents.Each<T, HuberLoss>(read, targets.Values, scale, tangent, gradientTangent, delta);

    /// <summary>1 between −δ and δ, else 0.</summary>
    [MethodImpl(Loop.Inlined)]
    public static V SecondDerivative<V, T, S>(V read, V target, double delta)
        where V : struct
        where S : ISimd<V, T> => S.Choose(S.LessThanOrEqual(S.Abs(S.Subtract(read, target)), delta), S.Splat(1), S.Splat(0));
}

/// <summary>−Σ t·log σ(z) + (1 − t)·log(1 − σ(z)), from z.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BinaryCrossEntropyLoss : IElementwiseLoss
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static T InOrder<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> => LossInOrder.Sum<T, BinaryCrossEntropyLoss>(read, targets.Values, scale, gradient, delta);

    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static T OfRows<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, int samples, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> => LossMath.Sum<T, BinaryCrossEntropyLoss>(read, targets.Values, scale, gradient, delta, outputs, samples);

    /// <inheritdoc/>
    public static T OfColumns<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, int samples, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        LossColumns.ByRows<T, BinaryCrossEntropyLoss>(read, targets, scale, gradient, outputs, samples, delta);

    /// <summary>max(z, 0) − z·t + log(1 + e^−|z|): the tail comes last, when nothing is left that could swallow it.</summary>
    [MethodImpl(Loop.Inlined)]
    public static V Value<V, T, S>(V read, V target, double delta)
        where V : struct
        where S : ISimd<V, T> =>
        S.Add(S.MultiplyAdd(S.Negate(read), target, S.Max(0, read)), ActivationMath.Softplus<V, T, S>(S.NegativeAbs(read)));

    /// <summary>σ(z) − t.</summary>
    [MethodImpl(Loop.Inlined)]
    public static V Derivative<V, T, S>(V read, V target, double delta)
        where V : struct
        where S : ISimd<V, T> => S.Subtract(ActivationMath.Sigmoid<V, T, S>(read), target);

    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void TangentOfRows<T>(
        ReadOnlySpan<T> read, Targets<T> targets, T scale, ReadOnlySpan<T> tangent, Span<T> gradientTangent, int outputs, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        LossTangents.Each<T, BinaryCrossEntropyLoss>(read, targets.Values, scale, tangent, gradientTangent, delta);

    /// <summary>σ(z)·σ(−z).</summary>
    [MethodImpl(Loop.Inlined)]
    public static V SecondDerivative<V, T, S>(V read, V target, double delta)
        where V : struct
        where S : ISimd<V, T> => S.Multiply(ActivationMath.Sigmoid<V, T, S>(read), ActivationMath.Sigmoid<V, T, S>(S.Negate(read)));
}

/// <summary>−Σ t·log softmax(z), from z.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct CrossEntropyLoss : ILoss
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static T InOrder<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> => LossInOrder.CrossEntropy(read, targets, scale, gradient, outputs);

    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static T OfRows<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, int samples, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        (targets.Values.IsEmpty, gradient.IsEmpty) switch
        {
            (true, true) => LossMath.CrossEntropy(read, targets.Labels, outputs),
            (true, false) => LossMath.CrossEntropy(read, targets.Labels, outputs, scale, gradient),
            (false, true) => LossMath.CrossEntropy(read, targets.Values, outputs),
            (false, false) => LossMath.CrossEntropy(read, targets.Values, outputs, scale, gradient),
        };

    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static T OfColumns<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, int samples, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        LossColumns.CrossEntropy(read, targets, scale, gradient, outputs, samples);

    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void TangentOfRows<T>(
        ReadOnlySpan<T> read, Targets<T> targets, T scale, ReadOnlySpan<T> tangent, Span<T> gradientTangent, int outputs, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> => LossTangents.CrossEntropy(read, targets, scale, tangent, gradientTangent, outputs);
}
