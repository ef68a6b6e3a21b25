namespace MlpGen.Generator.Model;

/// <summary>All that the generator knows of one loss: a row of the table below.</summary>
/// <remarks>No parameter has a default: who adds a loss answers every question, and no room falls back to a guess.</remarks>
/// <param name="Function">Which.</param>
/// <param name="Formula">The whole formula, in the name of z of the last layer and δ; s counts the samples.</param>
/// <param name="GradientFormula">The whole formula of what it gives, in the name of dz: that of the last layer if it is fused, else dy.</param>
/// <param name="FusedWith">The activation of the last layer that it computes itself, from z, so that it gives dz at once; null if it is computed from y.</param>
/// <param name="TakesLabels">Whether class labels may stand for targets.</param>
/// <param name="IsMeanOverOutputs">Whether it is a mean over the outputs too, and not over the samples alone.</param>
/// <param name="Delta">Its parameter δ; null for a loss without one.</param>
/// <param name="IsSquared">Whether its gradient is in proportion to the error, so that a saturated activation alone decides whether it vanishes.</param>
/// <param name="Unreachable">The targets that outputs which hardly fall below 0 could not reach as logits; null for a loss that takes no logits.</param>
/// <param name="RuntimeName">The function of <c>LossMath</c>.</param>
internal sealed record LossTraits(
    LossFunction Function,
    Func<string, string, string> Formula,
    Func<string, string> GradientFormula,
    Activation? FusedWith,
    bool TakesLabels,
    bool IsMeanOverOutputs,
    ShapeParameter? Delta,
    bool IsSquared,
    string? Unreachable,
    string RuntimeName)
{
    /// <summary>What makes the sum over samples, and of some losses over outputs, a mean.</summary>
    public string Scale => IsMeanOverOutputs ? "1 / (N·n)" : "1 / N";

    private static readonly Dictionary<LossFunction, LossTraits> s_rows = Rows().ToDictionary(static row => row.Function);

    /// <summary>The row of a loss.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It has none.</exception>
    public static LossTraits Of(LossFunction function) => s_rows.TryGetValue(function, out LossTraits? row)
        ? row
        : throw new ArgumentOutOfRangeException(nameof(function), function, "This loss has no row in the table.");

    /// <summary>Whether it is computed from z, and gives dz of the last layer at once.</summary>
    public bool IsFused => FusedWith is not null;

    /// <summary>The name of what it reads of the last layer, whose number this is.</summary>
    public string Reads(int last) => IsFused ? $"z{last}" : $"a{last}";

    /// <summary>The name of what it gives.</summary>
    public string Gives(int last) => IsFused ? $"dz{last}" : "dy";

    /// <summary>Whether it has a parameter δ.</summary>
    public bool HasDelta => Delta is not null;

    /// <summary>Whether the term of an output depends on the others, so that it is a function of whole rows.</summary>
    public bool CouplesOutputs => FusedWith is { } activation && ActivationTraits.Of(activation).CouplesOutputs;

    /// <summary>Why a last layer with this activation does not fit it; null where it does. A loss of y takes any.</summary>
    public string? WhyUnfit(Activation last) =>
        FusedWith is null || last == FusedWith ? null : ActivationTraits.Of(last).WhyUnfit?.Invoke(Unreachable!);

    private static IEnumerable<LossTraits> Rows() =>
    [
        new(
            LossFunction.MeanSquaredError,
            Formula: static (_, _) => "L = 1/(N·n) Σ (y − t)²",
            GradientFormula: static _ => "dy = 2·(y − t) / (N·n)",
            FusedWith: null,
            TakesLabels: false,
            IsMeanOverOutputs: true,
            Delta: null,
            IsSquared: true,
            Unreachable: null,
            RuntimeName: "MeanSquaredError"),
        new(
            LossFunction.HalfSquaredError,
            Formula: static (_, _) => "L = 1/(2N) Σₛ ‖yₛ − tₛ‖²",
            GradientFormula: static _ => "dy = (y − t) / N",
            FusedWith: null,
            TakesLabels: false,
            IsMeanOverOutputs: false,
            Delta: null,
            IsSquared: true,
            Unreachable: null,
            RuntimeName: "HalfSquaredError"),
        new(
            LossFunction.SumSquaredError,
            Formula: static (_, _) => "L = 1/N Σₛ ‖yₛ − tₛ‖²",
            GradientFormula: static _ => "dy = 2·(y − t) / N",
            FusedWith: null,
            TakesLabels: false,
            IsMeanOverOutputs: false,
            Delta: null,
            IsSquared: true,
            Unreachable: null,
            RuntimeName: "SumSquaredError"),
        new(
            LossFunction.MeanAbsoluteError,
            Formula: static (_, _) => "L = 1/(N·n) Σ |y − t|",
            GradientFormula: static _ => "dy = sign(y − t) / (N·n), 0 where y = t",
            FusedWith: null,
            TakesLabels: false,
            IsMeanOverOutputs: true,
            Delta: null,
            IsSquared: false,
            Unreachable: null,
            RuntimeName: "MeanAbsoluteError"),
        new(
            LossFunction.Huber,
            Formula: static (_, delta) => $"L = 1/(N·n) Σ ρ(y − t), ρ(u) = ½u² where |u| ≤ δ, else δ·(|u| − ½δ), δ = {delta}",
            GradientFormula: static _ => "dy = min(max(y − t, −δ), δ) / (N·n)",
            FusedWith: null,
            TakesLabels: false,
            IsMeanOverOutputs: true,
            Delta: new(Default: 1, MayBeZero: false),
            IsSquared: false,
            Unreachable: null,
            RuntimeName: "Huber"),
        new(
            LossFunction.CrossEntropy,
            Formula: static (z, _) => $"L = −1/N Σₛ Σⱼ tₛⱼ·log pₛⱼ, p = softmax({z})",
            GradientFormula: static dz => $"{dz} = (p·Σt − t) / N: softmax and logarithm cancel, and nothing is divided by p",
            FusedWith: Activation.Softmax,
            TakesLabels: true,
            IsMeanOverOutputs: false,
            Delta: null,
            IsSquared: false,
            Unreachable: "targets of 0",
            RuntimeName: "CrossEntropy"),
        new(
            LossFunction.BinaryCrossEntropy,
            Formula: static (z, _) => $"L = −1/(N·n) Σ [t·log p + (1 − t)·log(1 − p)], p = σ({z})",
            GradientFormula: static dz => $"{dz} = (p − t) / (N·n): sigmoid and logarithm cancel, and nothing is divided by p",
            FusedWith: Activation.Sigmoid,
            TakesLabels: false,
            IsMeanOverOutputs: true,
            Delta: null,
            IsSquared: false,
            Unreachable: "targets under ½",
            RuntimeName: "BinaryCrossEntropy"),
    ];
}
