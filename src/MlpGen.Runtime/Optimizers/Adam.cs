using System.Numerics;
using System.Runtime.CompilerServices;
using MlpGen.Numerics;

namespace MlpGen.Optimizers;

/// <summary>Adam: steps by a running mean of the gradient, divided by the root of a running mean of its square.</summary>
/// <remarks>
/// <para>
/// At step t: m ← β₁·m + (1 − β₁)·g; v ← β₂·v + (1 − β₂)·g²; θ ← θ − η·m̂ / (√v̂ + ε), where m̂ = m / (1 − β₁ᵗ) and
/// v̂ = v / (1 − β₂ᵗ). Weight decay makes g ← g + λ·θ first. As <c>torch.optim.Adam</c> (Kingma and Ba, 2015).
/// </para>
/// <para>It remembers m and v: two numbers for each parameter.</para>
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public class Adam<T> : Optimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly bool _isDecoupled;
    private double _meanCorrection, _squareCorrection;

    /// <summary>Adam with the given settings; the defaults are PyTorch's.</summary>
    /// <param name="learningRate">η, finite and ≥ 0.</param>
    /// <param name="beta1">β₁, in [0, 1).</param>
    /// <param name="beta2">β₂, in [0, 1).</param>
    /// <param name="epsilon">ε, finite and ≥ 0.</param>
    /// <param name="weightDecay">λ, finite and ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public Adam(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
        : this(learningRate, beta1, beta2, epsilon, weightDecay, isDecoupled: false)
    {
    }

    private protected Adam(double learningRate, double beta1, double beta2, double epsilon, double weightDecay, bool isDecoupled)
        : base(learningRate, weightDecay, parts: 2)
    {
        Beta1 = Setting.Share(beta1, nameof(beta1));
        Beta2 = Setting.Share(beta2, nameof(beta2));
        Epsilon = Setting.NotNegative(epsilon, nameof(epsilon));
        _isDecoupled = isDecoupled;
    }

    /// <summary>β₁, what the mean of the gradient keeps at a step.</summary>
    public double Beta1 { get; }

    /// <summary>β₂, what the mean of its square keeps.</summary>
    public double Beta2 { get; }

    /// <summary>ε, which bounds the step where the gradient has always been tiny.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    public override string StateKind => _isDecoupled ? "AdamW" : "Adam";

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void BeginStep(long step)
    {
        _meanCorrection = 1 - ReproducibleMath.Power(Beta1, step);
        _squareCorrection = Math.Sqrt(1 - ReproducibleMath.Power(Beta2, step));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradient, StateParts<T> state, Rates rates) =>
        UpdateLoop.Run(new Rule(this, rates), parameters, gradient, state, rates.Step);

    private readonly struct Rule(Adam<T> adam, Rates rates) : IUpdateRule<T>
    {
        private readonly Vector<T> _coupledDecay = adam._isDecoupled ? Vector<T>.Zero : rates.WeightDecay<T>();
        private readonly Vector<T> _kept = adam._isDecoupled ? rates.Kept<T>() : Vector<T>.One;
        private readonly Vector<T> _beta1 = new(T.CreateChecked(adam.Beta1));
        private readonly Vector<T> _oneMinusBeta1 = new(T.CreateChecked(1 - adam.Beta1));
        private readonly Vector<T> _beta2 = new(T.CreateChecked(adam.Beta2));
        private readonly Vector<T> _oneMinusBeta2 = new(T.CreateChecked(1 - adam.Beta2));
        private readonly Vector<T> _step = rates.LearningRate<T>(adam._meanCorrection);
        private readonly Vector<T> _rootScale = new(T.CreateChecked(1 / adam._squareCorrection));
        private readonly Vector<T> _epsilon = new(T.CreateChecked(adam.Epsilon));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update(ref T parameters, Vector<T> gradient, ref T state, nuint stride)
        {
            Vector<T> p = Vector.LoadUnsafe(ref parameters);
            Vector<T> g = gradient + _coupledDecay * p;
            Vector<T> m = _beta1 * Vector.LoadUnsafe(ref state) + _oneMinusBeta1 * g;
            Vector<T> v = _beta2 * Vector.LoadUnsafe(ref state, stride) + _oneMinusBeta2 * g * g;
            m.StoreUnsafe(ref state);
            v.StoreUnsafe(ref state, stride);
            (_kept * p - _step * m / (Vector.SquareRoot(v) * _rootScale + _epsilon)).StoreUnsafe(ref parameters);
        }
    }
}
