using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

// One empty struct a loss: what they do is in LossMath, and for columns in LossColumns.

/// <summary>Σ (y − t)², to be divided by N·n.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct MeanSquaredErrorLoss : IElementwiseLoss
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T OfRows<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> => LossMath.Sum<T, SquaredError>(read, targets.Values, scale, gradient, delta);

    /// <inheritdoc/>
    public static T OfColumns<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, int samples, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        LossColumns.ByRows<T, MeanSquaredErrorLoss>(read, targets, scale, gradient, outputs, samples, delta);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value<V, T, S>(V read, V target, double delta)
        where V : struct
        where S : ISimd<V, T> => SquaredError.Value<V, T, S>(read, target, delta);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<V, T, S>(V read, V target, double delta)
        where V : struct
        where S : ISimd<V, T> => SquaredError.Derivative<V, T, S>(read, target, delta);
}

/// <summary>Σ (y − t)², to be divided by N.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SumSquaredErrorLoss : IElementwiseLoss
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T OfRows<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> => LossMath.Sum<T, SquaredError>(read, targets.Values, scale, gradient, delta);

    /// <inheritdoc/>
    public static T OfColumns<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, int samples, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        LossColumns.ByRows<T, SumSquaredErrorLoss>(read, targets, scale, gradient, outputs, samples, delta);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value<V, T, S>(V read, V target, double delta)
        where V : struct
        where S : ISimd<V, T> => SquaredError.Value<V, T, S>(read, target, delta);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<V, T, S>(V read, V target, double delta)
        where V : struct
        where S : ISimd<V, T> => SquaredError.Derivative<V, T, S>(read, target, delta);
}

/// <summary>½ Σ (y − t)².</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HalfSquaredErrorLoss : IElementwiseLoss
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T OfRows<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> => LossMath.Sum<T, HalfSquare>(read, targets.Values, scale, gradient, delta);

    /// <inheritdoc/>
    public static T OfColumns<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, int samples, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        LossColumns.ByRows<T, HalfSquaredErrorLoss>(read, targets, scale, gradient, outputs, samples, delta);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value<V, T, S>(V read, V target, double delta)
        where V : struct
        where S : ISimd<V, T> => HalfSquare.Value<V, T, S>(read, target, delta);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<V, T, S>(V read, V target, double delta)
        where V : struct
        where S : ISimd<V, T> => HalfSquare.Derivative<V, T, S>(read, target, delta);
}

/// <summary>Σ |y − t|.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct MeanAbsoluteErrorLoss : IElementwiseLoss
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T OfRows<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> => LossMath.Sum<T, AbsoluteError>(read, targets.Values, scale, gradient, delta);

    /// <inheritdoc/>
    public static T OfColumns<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, int samples, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        LossColumns.ByRows<T, MeanAbsoluteErrorLoss>(read, targets, scale, gradient, outputs, samples, delta);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value<V, T, S>(V read, V target, double delta)
        where V : struct
        where S : ISimd<V, T> => AbsoluteError.Value<V, T, S>(read, target, delta);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<V, T, S>(V read, V target, double delta)
        where V : struct
        where S : ISimd<V, T> => AbsoluteError.Derivative<V, T, S>(read, target, delta);
}

/// <summary>Σ h(y − t), h(d) = ½d² for |d| ≤ δ, δ·(|d| − ½δ) beyond.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HuberLoss : IElementwiseLoss
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T OfRows<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> => LossMath.Sum<T, HuberError>(read, targets.Values, scale, gradient, delta);

    /// <inheritdoc/>
    public static T OfColumns<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, int samples, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        LossColumns.ByRows<T, HuberLoss>(read, targets, scale, gradient, outputs, samples, delta);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value<V, T, S>(V read, V target, double delta)
        where V : struct
        where S : ISimd<V, T> => HuberError.Value<V, T, S>(read, target, delta);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<V, T, S>(V read, V target, double delta)
        where V : struct
        where S : ISimd<V, T> => HuberError.Derivative<V, T, S>(read, target, delta);
}

/// <summary>−Σ t·log σ(z) + (1 − t)·log(1 − σ(z)), from z.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BinaryCrossEntropyLoss : IElementwiseLoss
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T OfRows<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> => LossMath.Sum<T, LogisticError>(read, targets.Values, scale, gradient, delta);

    /// <inheritdoc/>
    public static T OfColumns<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, int samples, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        LossColumns.ByRows<T, BinaryCrossEntropyLoss>(read, targets, scale, gradient, outputs, samples, delta);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value<V, T, S>(V read, V target, double delta)
        where V : struct
        where S : ISimd<V, T> => LogisticError.Value<V, T, S>(read, target, delta);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<V, T, S>(V read, V target, double delta)
        where V : struct
        where S : ISimd<V, T> => LogisticError.Derivative<V, T, S>(read, target, delta);
}

/// <summary>−Σ t·log softmax(z), from z.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct CrossEntropyLoss : ILoss
{
    /// <inheritdoc/>
    public static T OfRows<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        (targets.Values.IsEmpty, gradient.IsEmpty) switch
        {
            (true, true) => LossMath.CrossEntropy(read, targets.Labels, outputs),
            (true, false) => LossMath.CrossEntropy(read, targets.Labels, outputs, scale, gradient),
            (false, true) => LossMath.CrossEntropy(read, targets.Values, outputs),
            (false, false) => LossMath.CrossEntropy(read, targets.Values, outputs, scale, gradient),
        };

    /// <inheritdoc/>
    public static T OfColumns<T>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, int samples, double delta)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        LossColumns.CrossEntropy(read, targets, scale, gradient, outputs, samples);
}
