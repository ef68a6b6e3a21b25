using MlpGen.Numerics;

namespace MlpGen.Optimizers;

/// <summary>What becomes of a learning rate over time: a factor for each moment, by which the rate that the optimizer began with is
/// multiplied.</summary>
/// <remarks>Time is counted in epochs, and runs on inside an epoch: 2.5 is the middle of the third. The ready-made schedules are pure
/// functions of it, safe to share. Your own: derive from this class, and override <see cref="Factor"/>.</remarks>
public abstract class LearningRateSchedule
{
    /// <summary>1, always.</summary>
    public static LearningRateSchedule Constant { get; } = new ConstantSchedule();

    /// <summary>The factor at a moment.</summary>
    /// <param name="epoch">How many epochs have passed, with the fraction of the present one that has; ≥ 0.</param>
    public abstract double Factor(double epoch);

    /// <summary>γ^⌊epoch / epochs⌋: drops by a factor at regular times (<c>StepLR</c> of PyTorch).</summary>
    /// <param name="epochs">How many epochs the rate stays the same; at least 1.</param>
    /// <param name="factor">γ, finite and ≥ 0.</param>
    public static LearningRateSchedule Step(int epochs, double factor = 0.1) =>
        new StepSchedule(Whole(epochs), Setting.NotNegative(factor, nameof(factor)));

    /// <summary>γ^epoch: falls by the same factor in every epoch (<c>ExponentialLR</c>), smoothly.</summary>
    /// <param name="factor">γ, finite and ≥ 0.</param>
    public static LearningRateSchedule Exponential(double factor) => new ExponentialSchedule(Setting.NotNegative(factor, nameof(factor)));

    /// <summary>f + (1 − f)·(1 + cos(π·epoch / epochs)) / 2: from 1 to f along half a wave, and f from then on
    /// (<c>CosineAnnealingLR</c>).</summary>
    /// <param name="epochs">When f is reached; at least 1.</param>
    /// <param name="final">f, finite and ≥ 0.</param>
    public static LearningRateSchedule Cosine(int epochs, double final = 0) =>
        new CosineSchedule(Whole(epochs), Setting.NotNegative(final, nameof(final)));

    /// <summary>Begins with less: the first <paramref name="epochs"/> rise on a line from <paramref name="first"/> times the rate to
    /// all of it; after them, this schedule begins.</summary>
    /// <param name="epochs">How long it rises; above 0, also less than one epoch.</param>
    /// <param name="first">The factor of the very first step, finite and ≥ 0.</param>
    public LearningRateSchedule AfterWarmUp(double epochs, double first = 0.01) => double.IsFinite(epochs) && epochs > 0
        ? new WarmUpSchedule(epochs, Setting.NotNegative(first, nameof(first)), this)
        : throw new ArgumentOutOfRangeException(nameof(epochs), epochs, "Expected a number of epochs above 0.");

    private static int Whole(int epochs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        return epochs;
    }

    private sealed class ConstantSchedule : LearningRateSchedule
    {
        public override double Factor(double epoch) => 1;
    }

    private sealed class StepSchedule(int epochs, double factor) : LearningRateSchedule
    {
        public override double Factor(double epoch) => ReproducibleMath.Power(factor, (long)Math.Floor(epoch / epochs));
    }

    private sealed class ExponentialSchedule(double factor) : LearningRateSchedule
    {
        public override double Factor(double epoch) => epoch == 0 ? 1 : ReproducibleMath.Exp(epoch * ReproducibleMath.Log(factor));
    }

    private sealed class CosineSchedule(int epochs, double final) : LearningRateSchedule
    {
        public override double Factor(double epoch) => final + (1 - final) * (1 + PortableMath.CosineOfTurns(Math.Min(1, epoch / epochs) / 2)) / 2;
    }

    private sealed class WarmUpSchedule(double epochs, double first, LearningRateSchedule then) : LearningRateSchedule
    {
        public override double Factor(double epoch) => epoch < epochs
            ? (first + (1 - first) * epoch / epochs) * then.Factor(0)
            : then.Factor(epoch - epochs);
    }
}
