using System.Numerics;
using System.Runtime.CompilerServices;
using MlpGen.Numerics;

namespace MlpGen.Populations;

/// <summary>Losses and gradients of a population whose network has a loss.</summary>
/// <remarks>
/// <para>The loss of a member is the mean over its samples, as the network's own <c>Loss</c> has it. Gradients are <b>added</b>, as everywhere in
/// MlpGen: <see cref="PopulationVector{T}.Clear"/> begins anew. Nothing is ever dropped: as <c>LossAndGradient</c> of the network, not
/// <c>TrainingLossAndGradient</c>.</para>
/// <para>All throw <see cref="ArgumentException"/> for a length that is wrong, a label that is no class, memory that is written over what is
/// read, no samples, or a gradient that is not a vector of the population. Nothing is written then.</para>
/// </remarks>
public static class PopulationLosses
{
    /// <summary>The loss of each member, over samples of its own.</summary>
    /// <param name="population">The members.</param>
    /// <param name="inputs">For each member its n ≥ 1 samples: K · n rows of <c>InputSize</c>, member by member.</param>
    /// <param name="targets">K · n rows of <c>OutputSize</c>.</param>
    /// <param name="losses">Overwritten; K long.</param>
    [MethodImpl(Loop.Hot)]
    public static void Loss<TNet, T>(this Population<TNet, T> population, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, Span<T> losses)
        where TNet : ITrainableNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Of(population).Losses(TargetLosses<TNet, T>.Instance, false, inputs, targets, default, false, losses, null);

    /// <summary>The loss of each member, over samples that all share.</summary>
    /// <param name="population">The members.</param>
    /// <param name="inputs">n ≥ 1 rows of <c>InputSize</c>.</param>
    /// <param name="targets">n rows of <c>OutputSize</c>.</param>
    /// <param name="losses">Overwritten; K long.</param>
    [MethodImpl(Loop.Hot)]
    public static void LossShared<TNet, T>(this Population<TNet, T> population, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, Span<T> losses)
        where TNet : ITrainableNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Of(population).Losses(TargetLosses<TNet, T>.Instance, true, inputs, targets, default, false, losses, null);

    /// <summary>The loss of each member, over samples of its own, and its gradient.</summary>
    /// <param name="population">The members.</param>
    /// <param name="inputs">For each member its n ≥ 1 samples: K · n rows of <c>InputSize</c>, member by member.</param>
    /// <param name="targets">K · n rows of <c>OutputSize</c>.</param>
    /// <param name="losses">Overwritten; K long.</param>
    /// <param name="gradient">∂L/∂parameters of each member is added to it.</param>
    [MethodImpl(Loop.Hot)]
    public static void LossAndGradient<TNet, T>(
        this Population<TNet, T> population, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, Span<T> losses, PopulationVector<T> gradient)
        where TNet : ITrainableNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Of(population).Losses(TargetLosses<TNet, T>.Instance, false, inputs, targets, default, false, losses, Of(gradient));

    /// <summary>The loss of each member, over samples that all share, and its gradient.</summary>
    /// <param name="population">The members.</param>
    /// <param name="inputs">n ≥ 1 rows of <c>InputSize</c>.</param>
    /// <param name="targets">n rows of <c>OutputSize</c>.</param>
    /// <param name="losses">Overwritten; K long.</param>
    /// <param name="gradient">∂L/∂parameters of each member is added to it.</param>
    [MethodImpl(Loop.Hot)]
    public static void LossAndGradientShared<TNet, T>(
        this Population<TNet, T> population, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, Span<T> losses, PopulationVector<T> gradient)
        where TNet : ITrainableNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Of(population).Losses(TargetLosses<TNet, T>.Instance, true, inputs, targets, default, false, losses, Of(gradient));

    /// <summary>The loss of each member, over samples of its own with class labels.</summary>
    /// <param name="population">The members.</param>
    /// <param name="inputs">For each member its n ≥ 1 samples: K · n rows of <c>InputSize</c>, member by member.</param>
    /// <param name="labels">K · n classes, 0 … <c>OutputSize</c> − 1.</param>
    /// <param name="losses">Overwritten; K long.</param>
    [MethodImpl(Loop.Hot)]
    public static void Loss<TNet, T>(this Population<TNet, T> population, ReadOnlySpan<T> inputs, ReadOnlySpan<int> labels, Span<T> losses)
        where TNet : IClassifier<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Of(population).Losses(LabelLosses<TNet, T>.Instance, false, inputs, default, labels, true, losses, null);

    /// <summary>The loss of each member, over samples with class labels that all share.</summary>
    /// <param name="population">The members.</param>
    /// <param name="inputs">n ≥ 1 rows of <c>InputSize</c>.</param>
    /// <param name="labels">n classes, 0 … <c>OutputSize</c> − 1.</param>
    /// <param name="losses">Overwritten; K long.</param>
    [MethodImpl(Loop.Hot)]
    public static void LossShared<TNet, T>(this Population<TNet, T> population, ReadOnlySpan<T> inputs, ReadOnlySpan<int> labels, Span<T> losses)
        where TNet : IClassifier<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Of(population).Losses(LabelLosses<TNet, T>.Instance, true, inputs, default, labels, true, losses, null);

    /// <summary>The loss of each member, over samples of its own with class labels, and its gradient.</summary>
    /// <param name="population">The members.</param>
    /// <param name="inputs">For each member its n ≥ 1 samples: K · n rows of <c>InputSize</c>, member by member.</param>
    /// <param name="labels">K · n classes, 0 … <c>OutputSize</c> − 1.</param>
    /// <param name="losses">Overwritten; K long.</param>
    /// <param name="gradient">∂L/∂parameters of each member is added to it.</param>
    [MethodImpl(Loop.Hot)]
    public static void LossAndGradient<TNet, T>(
        this Population<TNet, T> population, ReadOnlySpan<T> inputs, ReadOnlySpan<int> labels, Span<T> losses, PopulationVector<T> gradient)
        where TNet : IClassifier<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Of(population).Losses(LabelLosses<TNet, T>.Instance, false, inputs, default, labels, true, losses, Of(gradient));

    /// <summary>The loss of each member, over samples with class labels that all share, and its gradient.</summary>
    /// <param name="population">The members.</param>
    /// <param name="inputs">n ≥ 1 rows of <c>InputSize</c>.</param>
    /// <param name="labels">n classes, 0 … <c>OutputSize</c> − 1.</param>
    /// <param name="losses">Overwritten; K long.</param>
    /// <param name="gradient">∂L/∂parameters of each member is added to it.</param>
    [MethodImpl(Loop.Hot)]
    public static void LossAndGradientShared<TNet, T>(
        this Population<TNet, T> population, ReadOnlySpan<T> inputs, ReadOnlySpan<int> labels, Span<T> losses, PopulationVector<T> gradient)
        where TNet : IClassifier<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Of(population).Losses(LabelLosses<TNet, T>.Instance, true, inputs, default, labels, true, losses, Of(gradient));

    [MethodImpl(Loop.Inlined)]
    private static TArgument Of<TArgument>(TArgument argument, [CallerArgumentExpression(nameof(argument))] string name = "")
        where TArgument : class
    {
        ArgumentNullException.ThrowIfNull(argument, name);
        return argument;
    }
}
