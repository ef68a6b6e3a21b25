using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlpGen.Optimizers;

/// <summary>RMSprop: steps by the gradient, divided by the root of a running mean of its square.</summary>
/// <remarks>
/// <para>
/// v ← α·v + (1 − α)·g²; d = g / (√v + ε); θ ← θ − η·d, or with momentum μ: b ← μ·b + d, θ ← θ − η·b. Centered, √(v − m²) takes
/// the place of √v, with m ← α·m + (1 − α)·g. Weight decay makes g ← g + λ·θ first. As <c>torch.optim.RMSprop</c> (Hinton, 2012;
/// Graves, 2013), but that v − m² cannot fall below zero by rounding, which gives NaN there.
/// </para>
/// <para>It remembers v, and m or b where they are used: one to three numbers for each parameter.</para>
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class RmsProp<T> : Optimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>RMSprop with the given settings; the defaults are PyTorch's.</summary>
    /// <param name="learningRate">η, finite and ≥ 0.</param>
    /// <param name="alpha">α, in [0, 1).</param>
    /// <param name="epsilon">ε, finite and ≥ 0.</param>
    /// <param name="momentum">μ, finite and ≥ 0.</param>
    /// <param name="centered">Whether to divide by the deviation from the mean gradient in place of the gradient's size.</param>
    /// <param name="weightDecay">λ, finite and ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public RmsProp(double learningRate = 0.01, double alpha = 0.99, double epsilon = 1e-8, double momentum = 0, bool centered = false,
        double weightDecay = 0)
        : base(learningRate, weightDecay, parts: 1 + (momentum == 0 ? 0 : 1) + (centered ? 1 : 0))
    {
        Alpha = Setting.Share(alpha, nameof(alpha));
        Epsilon = Setting.NotNegative(epsilon, nameof(epsilon));
        Momentum = Setting.NotNegative(momentum, nameof(momentum));
        Centered = centered;
    }

    /// <summary>α, what the mean of the square keeps at a step.</summary>
    public double Alpha { get; }

    /// <summary>ε, which bounds the step where the gradient has always been tiny.</summary>
    public double Epsilon { get; }

    /// <summary>μ.</summary>
    public double Momentum { get; }

    /// <summary>Whether the mean gradient is taken off.</summary>
    public bool Centered { get; }

    /// <inheritdoc/>
    public override string StateKind => (Centered ? "centered RmsProp" : "RmsProp") + (Momentum > 0 ? " with momentum" : "");

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradient, StateParts<T> state, Rates rates) =>
        UpdateLoop.Run(new Rule(this, rates), parameters, gradient, state, rates.Step);

    /// <summary>The parts of the state: v, then m if centered, then b if there is momentum.</summary>
    private readonly struct Rule(RmsProp<T> settings, Rates rates) : IUpdateRule<T>
    {
        private readonly Vector<T> _decay = rates.WeightDecay<T>();
        private readonly Vector<T> _alpha = new(T.CreateChecked(settings.Alpha));
        private readonly Vector<T> _oneMinusAlpha = new(T.CreateChecked(1 - settings.Alpha));
        private readonly Vector<T> _epsilon = new(T.CreateChecked(settings.Epsilon));
        private readonly Vector<T> _momentum = new(T.CreateChecked(settings.Momentum));
        private readonly Vector<T> _learningRate = rates.LearningRate<T>();
        private readonly bool _hasMomentum = settings.Momentum > 0;
        private readonly bool _isCentered = settings.Centered;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update(ref T parameters, Vector<T> gradient, ref T state, nuint stride)
        {
            Vector<T> p = Vector.LoadUnsafe(ref parameters);
            Vector<T> g = gradient + _decay * p;
            Vector<T> v = _alpha * Vector.LoadUnsafe(ref state) + _oneMinusAlpha * g * g;
            v.StoreUnsafe(ref state);

            Vector<T> variance = v;
            if (_isCentered)
            {
                Vector<T> m = _alpha * Vector.LoadUnsafe(ref state, stride) + _oneMinusAlpha * g;
                m.StoreUnsafe(ref state, stride);
                variance -= m * m;
                variance = Vector.ConditionalSelect(Vector.LessThan(variance, Vector<T>.Zero), Vector<T>.Zero, variance); // keeps NaN
            }

            Vector<T> step = g / (Vector.SquareRoot(variance) + _epsilon);
            if (_hasMomentum)
            {
                nuint place = _isCentered ? 2 * stride : stride;
                step = _momentum * Vector.LoadUnsafe(ref state, place) + step;
                step.StoreUnsafe(ref state, place);
            }

            (p - _learningRate * step).StoreUnsafe(ref parameters);
        }
    }
}
