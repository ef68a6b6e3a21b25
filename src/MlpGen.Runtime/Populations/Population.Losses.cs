using System.Runtime.CompilerServices;
using MlpGen.Numerics;

namespace MlpGen.Populations;

/// <content>Losses, which <see cref="PopulationLosses"/> asks for.</content>
public sealed partial class Population<TNet, T>
{
    private MemberLosses<T>? _losses;

    /// <summary>The loss of each member, and its gradient if it is wanted.</summary>
    /// <param name="rows">How the network computes it for a member.</param>
    /// <param name="isShared">Whether all members have the same samples.</param>
    /// <param name="inputs">Samples.</param>
    /// <param name="targets">Rows of targets; empty if there are labels.</param>
    /// <param name="labels">Classes; empty if there are rows.</param>
    /// <param name="losses">Overwritten.</param>
    /// <param name="gradient">Added to; null if it is not wanted.</param>
    /// <param name="hasLabels">Whether labels are what counts.</param>
    [MethodImpl(Loop.Hot)]
    internal unsafe void Losses(
        RowLosses<T> rows, bool isShared, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, ReadOnlySpan<int> labels, bool hasLabels,
        Span<T> losses, PopulationVector<T>? gradient)
    {
        int samples = isShared
            ? SpanGuard.CountRowsAtLeastOne(inputs.Length, _inputs, nameof(inputs))
            : MemberCheck.Rows(inputs.Length, Members, _inputs, nameof(inputs));
        if (samples == 0)
        {
            SpanGuard.ThrowEmptyBatch(nameof(inputs));
        }

        int members = isShared ? 1 : Members;
        if (hasLabels)
        {
            MemberCheck.Count(labels.Length, members, samples, nameof(labels));
            SpanGuard.CheckLabels(labels, _outputs);
            SpanGuard.CheckSeparate(losses, labels, nameof(losses), nameof(labels));
        }
        else
        {
            MemberCheck.Length(targets.Length, members, samples, _outputs, nameof(targets));
            SpanGuard.CheckSeparate(losses, targets, nameof(losses), nameof(targets));
        }

        MemberCheck.Count(losses.Length, Members, 1, nameof(losses));
        SpanGuard.CheckSeparate(losses, inputs, nameof(losses), nameof(inputs));
        CheckGradient(gradient, nameof(gradient));

        _losses ??= Parameters.Layout.Runs[0].IsRows ? null : MemberLosses<T>.Of(rows.Info);
        _jobLosses = _losses;
        _jobRows = rows;
        fixed (T* x = inputs, t = targets, l = losses, g = gradient is null ? default : gradient.Packed)
        fixed (int* classes = labels)
        {
            Run(samples, isShared, x, null, t, classes, l, g);
        }
    }

    /// <summary>Throws unless the vector is one of this population, and not its parameters.</summary>
    [MethodImpl(Loop.Hot)]
    private void CheckGradient(PopulationVector<T>? gradient, string argument)
    {
        if (gradient is not null && gradient.Layout != Parameters.Layout)
        {
            throw new ArgumentException(
                $"Expected {argument} to be a vector of this population (NewVector), of {Members} members with {_size} parameters, " +
                $"but it is one of another, of {gradient.Members} with {gradient.ParameterCount}.", argument);
        }

        if (gradient == Parameters)
        {
            throw new ArgumentException($"Expected {argument} to be a vector of its own (NewVector), but it is the population's Parameters.", argument);
        }
    }
}
