using System.Globalization;
using System.Numerics;
using MlpGen.Numerics;
using MlpGen.Training;

namespace MlpGen.Evolution;

/// <summary>CMA-ES, the evolution strategy that learns the shape of the valley: for up to some hundred parameters, and losses that may be rugged,
/// noisy, or without a gradient.</summary>
/// <remarks>
/// <para>N. Hansen, <i>The CMA Evolution Strategy: A Tutorial</i> (arXiv:1604.00772), whose names and standard settings these are. Members
/// are x = m + σ·y with y = B·D·z, z ~ N(0, I) and B·D²·Bᵀ = C. Of the λ members, in the order of their losses:</para>
/// <code>
/// ȳ   = Σ wᵢ·yᵢ over the better half;  m ← m + σ·ȳ
/// p_σ ← (1 − c_σ)·p_σ + √(c_σ·(2 − c_σ)·μ_eff)·C^(−½)·ȳ
/// σ   ← σ·exp(c_σ/d_σ·(‖p_σ‖/E‖N(0, I)‖ − 1))
/// p_c ← (1 − c_c)·p_c + h_σ·√(c_c·(2 − c_c)·μ_eff)·ȳ
/// C   ← (1 + c₁·(1 − h_σ)·c_c·(2 − c_c) − c₁ − c_μ·Σwᵢ)·C + c₁·p_c·p_cᵀ + c_μ·Σ wᵢ°·yᵢ·yᵢᵀ
/// </code>
/// <para>wᵢ° is wᵢ, or where that is negative (the worse half), wᵢ·n/‖C^(−½)·yᵢ‖². h_σ is 0 while p_σ is long, else 1. All of it is computed in
/// <see cref="double"/>, whatever <typeparamref name="T"/>.</para>
/// <para>Memory is three matrices of P² doubles; a generation takes about 2·λ·P² multiply-adds, and once in a few generations 10/3·P³.</para>
/// <para>What is minimized may be scaled or bent in any way that keeps the order of losses, and turned in any way: the search is the same.</para>
/// </remarks>
/// <example>
/// <code>
/// var search = new CmaEs&lt;float&gt;(net.Parameters, new CmaEsOptions { Seed = 1 });
/// float[] members = new float[search.MemberCount * search.ParameterCount];
/// double[] losses = new double[search.MemberCount];
/// while (search.StopReason == SearchStop.None)
/// {
///     search.Ask(members);
///     // … the loss of each row
///     search.Tell(losses);
/// }
/// </code>
/// </example>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed partial class CmaEs<T> : SearchStrategy<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly CmaEsOptions _options;
    private readonly CmaEsConstants _constants;
    private readonly CovarianceMatrix _covariance;
    private readonly LossRecord _record;
    private readonly double[] _mean, _stepPath, _covariancePath;
    private readonly double[] _standard, _steps, _vectors, _vectorWeights, _standardMean, _stepMean, _turned;
    private readonly T[] _roundedMean;
    private double _stepSize;
    private int _decomposed, _stop;
    private bool _isDrawn;

    /// <summary>A search around a start.</summary>
    /// <param name="start">The first mean, such as the parameters of a network; a copy is taken.</param>
    /// <param name="options">How to search; the defaults of <see cref="CmaEsOptions"/> if left out.</param>
    /// <exception cref="ArgumentException">The start is empty, not finite, or of more parameters than <see cref="CmaEsOptions.MaxParameters"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public CmaEs(ReadOnlySpan<T> start, CmaEsOptions? options = null)
        : this(start, Checked(options ?? new CmaEsOptions(), start), 0)
    {
    }

    private CmaEs(ReadOnlySpan<T> start, CmaEsOptions options, int _)
        : base(start, MembersOf(options, start.Length), options, DistributionSize(start.Length, MembersOf(options, start.Length)))
    {
        int n = ParameterCount, members = MemberCount;
        _options = options;
        _constants = new CmaEsConstants(n, members, options.Active);
        _covariance = new CovarianceMatrix(n);
        _record = new LossRecord(n, members);
        _mean = new double[n];
        _stepPath = new double[n];
        _covariancePath = new double[n];
        _standardMean = new double[n];
        _stepMean = new double[n];
        _turned = new double[n];
        _standard = new double[checked(members * n)];
        _steps = new double[members * n];
        _vectors = new double[checked((members + 1) * n)];
        _vectorWeights = new double[members + 1];
        _roundedMean = start.ToArray();
        _stepSize = options.StepSize;
        for (int i = 0; i < n; i++)
        {
            _mean[i] = double.CreateTruncating(start[i]);
        }
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<T> Mean => _roundedMean;

    /// <inheritdoc/>
    public override double StepSize => _stepSize;

    /// <summary>The longest axis of the distribution over the shortest, squared: 1 at the start.</summary>
    public double Condition => _covariance.Condition;

    /// <summary>The standard deviation of a parameter among the members to come.</summary>
    /// <param name="parameter">Its place.</param>
    public double Deviation(int parameter) => _stepSize * Math.Sqrt(_covariance.Variance(parameter));

    private protected override SearchStop OwnStopReason => (SearchStop)_stop;

    private protected override void Write(int member, Span<T> parameters)
    {
        Draw();
        ReadOnlySpan<double> step = StepOf(member);
        for (int i = 0; i < parameters.Length; i++)
        {
            parameters[i] = T.CreateTruncating(_mean[i] + _stepSize * step[i]);
        }
    }

    /// <summary>Draws z and y of all members, unless they are there.</summary>
    private void Draw()
    {
        if (_isDrawn)
        {
            return;
        }

        for (int member = 0; member < MemberCount; member++)
        {
            Span<double> standard = _standard.AsSpan(member * ParameterCount, ParameterCount);
            NormalNoise.Fill(standard, RandomSource.KeyOf(Seed, Generation, member));
            _covariance.Stretch(standard, _steps.AsSpan(member * ParameterCount, ParameterCount));
        }

        _isDrawn = true;
    }

    private ReadOnlySpan<double> StepOf(int member) => _steps.AsSpan(member * ParameterCount, ParameterCount);

    private ReadOnlySpan<double> StandardOf(int member) => _standard.AsSpan(member * ParameterCount, ParameterCount);

    private static int MembersOf(CmaEsOptions options, int n) =>
        options.Members > 0 ? options.Members : 4 + (int)(3 * ReproducibleMath.Log((double)Math.Max(1, n)));

    private static CmaEsOptions Checked(CmaEsOptions options, ReadOnlySpan<T> start)
    {
        options.Check();
        int parameters = start.Length;
        return parameters <= options.MaxParameters ? options : throw new ArgumentException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Expected at most {options.MaxParameters} parameters (MaxParameters), but got {parameters}: CMA-ES would keep three matrices " +
                $"of {parameters}² numbers, {24.0 * parameters * parameters / (1 << 20):F0} MiB. EvolutionStrategy takes any number."),
            nameof(start));
    }
}
