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

    /// <summary>The mean loss of some members, and its gradient.</summary>
    /// <param name="job">The call.</param>
    /// <param name="first">The first of the members.</param>
    /// <param name="rows">The parameters of each.</param>
    /// <param name="gradients">Added to; empty if they are not wanted.</param>
    public abstract void Run(in MemberJob<T> job, int first, ReadOnlySpan<T> rows, Span<T> gradients);
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
    public override unsafe void Run(in MemberJob<T> job, int first, ReadOnlySpan<T> rows, Span<T> gradients)
    {
        int size = TNet.ParameterCount, inputs = TNet.InputSize, outputs = TNet.OutputSize;
        for (int at = 0, member = first; at < rows.Length; at += size, member++)
        {
            job.Losses[member] = gradients.IsEmpty
                ? TNet.Loss(rows.Slice(at, size), job.InputsOf(member, inputs), job.TargetsOf(member, outputs))
                : TNet.LossAndGradient(rows.Slice(at, size), job.InputsOf(member, inputs), job.TargetsOf(member, outputs), gradients.Slice(at, size));
        }
    }
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
    public override unsafe void Run(in MemberJob<T> job, int first, ReadOnlySpan<T> rows, Span<T> gradients)
    {
        int size = TNet.ParameterCount, inputs = TNet.InputSize;
        for (int at = 0, member = first; at < rows.Length; at += size, member++)
        {
            job.Losses[member] = gradients.IsEmpty
                ? TNet.Loss(rows.Slice(at, size), job.InputsOf(member, inputs), job.LabelsOf(member))
                : TNet.LossAndGradient(rows.Slice(at, size), job.InputsOf(member, inputs), job.LabelsOf(member), gradients.Slice(at, size));
        }
    }
}
