using System.Numerics;
using System.Runtime.CompilerServices;
using MlpGen.Optimizers;
using MlpGen.Training;

namespace MlpGen.Evolution;

/// <summary>An evolution strategy that estimates a gradient and lets an optimizer step along it: for networks of any size, and many members
/// computed at the same time.</summary>
/// <remarks>
/// <para>Salimans, Ho, Chen, Sidor and Sutskever, <i>Evolution Strategies as a Scalable Alternative to Reinforcement Learning</i>
/// (arXiv:1703.03864). Members come in antithetic pairs, θ + σ·εᵢ and θ − σ·εᵢ with εᵢ ~ N(0, I). Losses count by their ranks alone, r from −½ for
/// the least to ½ for the largest (equal losses share theirs), and the estimate is</para>
/// <code>
/// g = 1/(K·σ)·Σᵢ (r(θ + σ·εᵢ) − r(θ − σ·εᵢ))·εᵢ
/// </code>
/// <para>The optimizer takes a step with it, and applies its own weight decay.</para>
/// <para>Noise is not kept but drawn again: εᵢ is a function of seed, generation and i. So memory is a few times P, and
/// <see cref="EvolutionStrategy.Member"/> computes a member anywhere from θ, σ and three numbers.</para>
/// </remarks>
/// <example>
/// <code>
/// var search = new EvolutionStrategy&lt;float&gt;(net.Parameters, new Adam&lt;float&gt;(0.05), new EvolutionStrategyOptions { Seed = 1 });
/// </code>
/// </example>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed partial class EvolutionStrategy<T> : SearchStrategy<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] _mean, _gradient;
    private readonly double[] _ranks;
    private double _stepSize;

    /// <summary>A search around a start.</summary>
    /// <param name="start">The first θ, such as the parameters of a network; a copy is taken.</param>
    /// <param name="optimizer">What takes the steps; for this search alone.</param>
    /// <param name="options">How to search; the defaults of <see cref="EvolutionStrategyOptions"/> if left out.</param>
    /// <exception cref="ArgumentException">The start is empty or not finite, or the optimizer has a state for another number of parameters.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public EvolutionStrategy(ReadOnlySpan<T> start, IOptimizer<T> optimizer, EvolutionStrategyOptions? options = null)
        : this(start, optimizer, Checked(options ?? new EvolutionStrategyOptions()), 0)
    {
    }

    private EvolutionStrategy(ReadOnlySpan<T> start, IOptimizer<T> optimizer, EvolutionStrategyOptions options, int _)
        : base(start, options.MembersOrUsual, options, distributionSize: 1)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        optimizer.Prepare(start.Length);
        Optimizer = optimizer;
        _mean = start.ToArray();
        _gradient = new T[start.Length];
        _ranks = new double[MemberCount];
        _stepSize = options.StepSize;
    }

    /// <summary>What takes the steps. Its learning rate may be changed between generations.</summary>
    public IOptimizer<T> Optimizer { get; }

    /// <inheritdoc/>
    public override ReadOnlySpan<T> Mean => _mean;

    /// <inheritdoc/>
    public override double StepSize => _stepSize;

    /// <summary>Changes σ from now on: where it falls slowly, a search ends closer to the minimum.</summary>
    /// <param name="stepSize">Finite and above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public void SetStepSize(double stepSize) => _stepSize = SearchOptions.CheckStepSize(stepSize, nameof(stepSize));

    private protected override void Write(int member, Span<T> parameters) =>
        EvolutionStrategy.Member<T>(_mean, _stepSize, Seed, Generation, member, parameters);

    private protected override void Learn(Ranking ranking)
    {
        ranking.Centre(_ranks);
        for (int first = 0; first < _gradient.Length; first += EvolutionStrategy.Chunk)
        {
            Estimate(first, _gradient.AsSpan(first, Math.Min(EvolutionStrategy.Chunk, _gradient.Length - first)));
        }

        Optimizer.Step(_mean, _gradient);
    }

    /// <summary>A part of g.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Estimate(int first, Span<T> gradient)
    {
        Span<double> sum = stackalloc double[gradient.Length], noise = stackalloc double[gradient.Length];
        sum.Clear();
        for (int member = 0; member < MemberCount; member += 2)
        {
            double difference = _ranks[member] - _ranks[member + 1];
            if (difference != 0)
            {
                NormalNoise.Fill(noise, EvolutionStrategy.PairKey(Seed, Generation, member), first);
                GradientSum.Add<double>(sum, noise, difference);
            }
        }

        double scale = 1 / (MemberCount * _stepSize);
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] = T.CreateTruncating(scale * sum[i]);
        }
    }

    private protected override string StateKind => $"evolution strategy by {Optimizer.StateKind}";

    private protected override int OptimizerStateSize => Optimizer.StateSize;

    private protected override void SaveOptimizer(Span<T> state) => Optimizer.SaveState(state);

    private protected override void TakeUp(ReadOnlySpan<T> mean, ReadOnlySpan<T> optimizerState)
    {
        Optimizer.LoadState(optimizerState);
        mean.CopyTo(_mean);
    }

    private protected override void Remember(ref StateCursor cursor) => cursor.Meet(ref _stepSize);

    private static EvolutionStrategyOptions Checked(EvolutionStrategyOptions options)
    {
        options.Check();
        return options;
    }
}
