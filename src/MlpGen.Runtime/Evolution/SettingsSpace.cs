using System.Runtime.CompilerServices;
using MlpGen.Numerics;

namespace MlpGen.Evolution;

/// <summary>The settings that a population tries: which of their numbers vary, and between what bounds.</summary>
/// <remarks>It does not change: each method gives another space, with one hyperparameter more.</remarks>
/// <example>
/// <code>
/// record Settings(double LearningRate, double WeightDecay);
///
/// var space = new SettingsSpace&lt;Settings&gt;(new Settings(0, 0))
///     .Logarithmic(s => s.LearningRate, (s, x) => s with { LearningRate = x }, 1e-4, 1e-1)
///     .Linear(s => s.WeightDecay, (s, x) => s with { WeightDecay = x }, 0, 0.1);
/// </code>
/// </example>
/// <typeparam name="TSettings">The settings, such as a record of yours.</typeparam>
public sealed class SettingsSpace<TSettings>
{
    private readonly TSettings _others;
    private readonly Hyperparameter<TSettings>[] _hyperparameters;

    /// <summary>A space in which nothing varies yet.</summary>
    /// <param name="others">All settings that do not vary; what varies is replaced.</param>
    public SettingsSpace(TSettings others)
        : this(others, [])
    {
    }

    private SettingsSpace(TSettings others, Hyperparameter<TSettings>[] hyperparameters) => (_others, _hyperparameters) = (others, hyperparameters);

    /// <summary>What varies.</summary>
    public IReadOnlyList<Hyperparameter<TSettings>> Hyperparameters => _hyperparameters;

    /// <summary>One more number varies, evenly between bounds.</summary>
    /// <param name="get">Its value in some settings.</param>
    /// <param name="with">The same settings with another value.</param>
    /// <param name="minimum">The least value.</param>
    /// <param name="maximum">The largest.</param>
    /// <param name="name">What tables call it: <c>LearningRate</c> of <c>s => s.LearningRate</c>, if left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bounds are not finite, or not in this order.</exception>
    public SettingsSpace<TSettings> Linear(
        Func<TSettings, double> get,
        Func<TSettings, double, TSettings> with,
        double minimum,
        double maximum,
        [CallerArgumentExpression(nameof(get))] string name = "") =>
        Add(get, with, minimum, maximum, isLogarithmic: false, name);

    /// <summary>One more number varies, evenly in its logarithm: for what matters by factors, as a learning rate does.</summary>
    /// <param name="get">Its value in some settings.</param>
    /// <param name="with">The same settings with another value.</param>
    /// <param name="minimum">The least value, above 0.</param>
    /// <param name="maximum">The largest.</param>
    /// <param name="name">What tables call it: <c>LearningRate</c> of <c>s => s.LearningRate</c>, if left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bounds are not finite, not above 0, or not in this order.</exception>
    public SettingsSpace<TSettings> Logarithmic(
        Func<TSettings, double> get,
        Func<TSettings, double, TSettings> with,
        double minimum,
        double maximum,
        [CallerArgumentExpression(nameof(get))] string name = "") =>
        minimum > 0
            ? Add(get, with, minimum, maximum, isLogarithmic: true, name)
            : throw new ArgumentOutOfRangeException(nameof(minimum), minimum, "Expected a minimum above 0, of which there is a logarithm.");

    /// <summary>Draws settings: each hyperparameter for itself.</summary>
    internal TSettings Draw(ref RandomSource random)
    {
        TSettings settings = _others;
        foreach (Hyperparameter<TSettings> hyperparameter in _hyperparameters)
        {
            settings = hyperparameter.With(settings, hyperparameter.Draw(ref random));
        }

        return settings;
    }

    /// <summary>Settings nearby: each hyperparameter is moved, or with some probability drawn anew.</summary>
    internal TSettings Explore(TSettings settings, double factor, double resampling, ref RandomSource random)
    {
        foreach (Hyperparameter<TSettings> hyperparameter in _hyperparameters)
        {
            double value = random.NextUniform() < resampling
                ? hyperparameter.Draw(ref random)
                : hyperparameter.Perturb(hyperparameter.Of(settings), factor, ref random);
            settings = hyperparameter.With(settings, value);
        }

        return settings;
    }

    /// <summary>What varies, as numbers.</summary>
    internal double[] Numbers(TSettings settings) => [.. _hyperparameters.Select(hyperparameter => hyperparameter.Of(settings))];

    /// <summary>The settings of such numbers.</summary>
    internal TSettings Of(ReadOnlySpan<double> numbers)
    {
        TSettings settings = _others;
        for (int k = 0; k < _hyperparameters.Length; k++)
        {
            settings = _hyperparameters[k].With(settings, numbers[k]);
        }

        return settings;
    }

    private SettingsSpace<TSettings> Add(
        Func<TSettings, double> get, Func<TSettings, double, TSettings> with, double minimum, double maximum, bool isLogarithmic, string name)
    {
        ArgumentNullException.ThrowIfNull(get);
        ArgumentNullException.ThrowIfNull(with);
        if (!(double.IsFinite(minimum) && double.IsFinite(maximum) && minimum <= maximum))
        {
            throw new ArgumentOutOfRangeException(
                nameof(maximum), maximum, FormattableString.Invariant($"Expected finite bounds, the minimum first, but the minimum is {minimum}."));
        }

        name = name[(name.LastIndexOf('.') + 1)..].Trim();
        return _hyperparameters.All(other => other.Name != name)
            ? new SettingsSpace<TSettings>(_others, [.. _hyperparameters, new Hyperparameter<TSettings>(name, minimum, maximum, isLogarithmic, get, with)])
            : throw new ArgumentException($"Expected each hyperparameter once, but '{name}' varies already.", nameof(name));
    }
}
