using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlpGen.Optimizers;

/// <summary>Gradient descent: θ ← θ − η·g; with momentum μ: v ← μ·v + g, θ ← θ − η·v.</summary>
/// <remarks>
/// <para>As <c>torch.optim.SGD</c> with dampening 0: weight decay makes g ← g + λ·θ first; Nesterov's variant steps by g + μ·v in
/// place of v, v being the new one.</para>
/// <para>Plain descent remembers nothing; with momentum, one number for each parameter.</para>
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Sgd<T> : Optimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Gradient descent with the given settings.</summary>
    /// <param name="learningRate">η, finite and ≥ 0.</param>
    /// <param name="momentum">μ, finite and ≥ 0: the share of the last step that is taken again.</param>
    /// <param name="nesterov">Whether to look ahead by the momentum; needs one.</param>
    /// <param name="weightDecay">λ, finite and ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <exception cref="ArgumentException"><paramref name="nesterov"/> without momentum.</exception>
    public Sgd(double learningRate, double momentum = 0, bool nesterov = false, double weightDecay = 0)
        : base(learningRate, weightDecay, parts: momentum == 0 ? 0 : 1)
    {
        Momentum = Setting.NotNegative(momentum, nameof(momentum));
        Nesterov = nesterov;
        if (nesterov && momentum == 0)
        {
            throw new ArgumentException("Expected a momentum above 0 with nesterov, but it is 0.", nameof(nesterov));
        }
    }

    /// <summary>μ.</summary>
    public double Momentum { get; }

    /// <summary>Whether steps are Nesterov's.</summary>
    public bool Nesterov { get; }

    /// <inheritdoc/>
    public override string StateKind => Momentum > 0 ? "Sgd with momentum" : "Sgd";

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradient, StateParts<T> state, Rates rates)
    {
        if (Momentum > 0)
        {
            UpdateLoop.Run(new WithMomentum(rates, Momentum, Nesterov), parameters, gradient, state, rates.Step);
        }
        else if (rates.HasDecay)
        {
            UpdateLoop.Run(new Decayed(rates), parameters, gradient, state, rates.Step);
        }
        else
        {
            UpdateLoop.Run(new Plain(rates), parameters, gradient, state, rates.Step);
        }
    }

    private readonly struct Plain(Rates rates) : IUpdateRule<T>
    {
        private readonly Vector<T> _learningRate = rates.LearningRate<T>();

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update(ref T parameters, Vector<T> gradient, ref T state, nuint stride) =>
            (Vector.LoadUnsafe(ref parameters) - _learningRate * gradient).StoreUnsafe(ref parameters);
    }

    private readonly struct Decayed(Rates rates) : IUpdateRule<T>
    {
        private readonly Vector<T> _learningRate = rates.LearningRate<T>();
        private readonly Vector<T> _decay = rates.WeightDecay<T>();

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update(ref T parameters, Vector<T> gradient, ref T state, nuint stride)
        {
            Vector<T> p = Vector.LoadUnsafe(ref parameters);
            (p - _learningRate * (gradient + _decay * p)).StoreUnsafe(ref parameters);
        }
    }

    /// <summary>The first step's v is g, as in PyTorch, since v begins at zero.</summary>
    private readonly struct WithMomentum(Rates rates, double momentum, bool nesterov) : IUpdateRule<T>
    {
        private readonly Vector<T> _learningRate = rates.LearningRate<T>();
        private readonly Vector<T> _momentum = new(T.CreateChecked(momentum));
        private readonly Vector<T> _decay = rates.WeightDecay<T>();

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update(ref T parameters, Vector<T> gradient, ref T state, nuint stride)
        {
            Vector<T> p = Vector.LoadUnsafe(ref parameters);
            Vector<T> g = gradient + _decay * p;
            Vector<T> v = _momentum * Vector.LoadUnsafe(ref state) + g;
            v.StoreUnsafe(ref state);
            (p - _learningRate * (nesterov ? g + _momentum * v : v)).StoreUnsafe(ref parameters);
        }
    }
}
