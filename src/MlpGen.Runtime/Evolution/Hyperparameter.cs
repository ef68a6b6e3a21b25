using System.Globalization;
using MlpGen.Numerics;

namespace MlpGen.Evolution;

/// <summary>A number of the settings that is searched for.</summary>
/// <typeparam name="TSettings">The settings, such as a record of yours.</typeparam>
public sealed class Hyperparameter<TSettings>
{
    private readonly Func<TSettings, double> _get;
    private readonly Func<TSettings, double, TSettings> _with;

    internal Hyperparameter(
        string name, double minimum, double maximum, bool isLogarithmic, Func<TSettings, double> get, Func<TSettings, double, TSettings> with)
    {
        (Name, Minimum, Maximum, IsLogarithmic, _get, _with) = (name, minimum, maximum, isLogarithmic, get, with);
    }

    /// <summary>What tables and files call it.</summary>
    public string Name { get; }

    /// <summary>The least value that it may have.</summary>
    public double Minimum { get; }

    /// <summary>The largest.</summary>
    public double Maximum { get; }

    /// <summary>Whether its logarithm is what is drawn evenly.</summary>
    public bool IsLogarithmic { get; }

    /// <summary>Its value in some settings.</summary>
    public double Of(TSettings settings) => _get(settings);

    /// <summary>The same settings with another value of it.</summary>
    internal TSettings With(TSettings settings, double value) => _with(settings, value);

    /// <summary>Draws a value, evenly between the bounds, or of its logarithm.</summary>
    internal double Draw(ref RandomSource random)
    {
        double share = random.NextUniform();
        double value = IsLogarithmic
            ? ReproducibleMath.Exp(Between(ReproducibleMath.Log(Minimum), ReproducibleMath.Log(Maximum), share))
            : Between(Minimum, Maximum, share);
        return Math.Clamp(value, Minimum, Maximum);
    }

    /// <summary>A value nearby: larger or smaller, each as likely, by a factor, or if it is not logarithmic, by a tenth of the range.</summary>
    internal double Perturb(double value, double factor, ref RandomSource random)
    {
        bool isLarger = random.NextUniform() < 0.5;
        double step = (Maximum - Minimum) / 10;
        double moved = IsLogarithmic ? (isLarger ? value * factor : value / factor) : isLarger ? value + step : value - step;
        return Math.Clamp(moved, Minimum, Maximum);
    }

    /// <summary>Its name and bounds.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Name} in [{Minimum}, {Maximum}]{(IsLogarithmic ? ", logarithmic" : "")}");

    private static double Between(double from, double to, double share) => from + share * (to - from);
}
