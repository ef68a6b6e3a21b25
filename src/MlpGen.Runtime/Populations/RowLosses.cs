using System.Numerics;
using System.Runtime.CompilerServices;
using MlpGen.Numerics;

namespace MlpGen.Populations;

/// <summary>The losses of members that have rows of their own: the network's own members, which a population cannot call without knowing that
/// there are such.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal abstract class RowLosses<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Which loss it is.</summary>
    public abstract LossInfo Info { get; }

    /// <summary>The mean loss, and its gradient added to one that is not empty.</summary>
    public abstract T Run(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, ReadOnlySpan<int> labels, Span<T> gradient);
}

/// <summary>Of rows of targets.</summary>
internal sealed class TargetLosses<TNet, T> : RowLosses<T>
    where TNet : ITrainableNetwork<TNet, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The only one.</summary>
    public static readonly TargetLosses<TNet, T> Instance = new();

    /// <inheritdoc/>
    public override LossInfo Info => TNet.LossInfo;

    /// <inheritdoc/>
    [MethodImpl(Loop.Hot)]
    public override T Run(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, ReadOnlySpan<int> labels, Span<T> gradient) =>
        gradient.IsEmpty ? TNet.Loss(parameters, inputs, targets) : TNet.LossAndGradient(parameters, inputs, targets, gradient);
}

/// <summary>Of labels.</summary>
internal sealed class LabelLosses<TNet, T> : RowLosses<T>
    where TNet : IClassifier<TNet, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The only one.</summary>
    public static readonly LabelLosses<TNet, T> Instance = new();

    /// <inheritdoc/>
    public override LossInfo Info => TNet.LossInfo;

    /// <inheritdoc/>
    [MethodImpl(Loop.Hot)]
    public override T Run(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, ReadOnlySpan<int> labels, Span<T> gradient) =>
        gradient.IsEmpty ? TNet.Loss(parameters, inputs, labels) : TNet.LossAndGradient(parameters, inputs, labels, gradient);
}
