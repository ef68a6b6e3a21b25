using System.Globalization;

namespace Charts;

/// <summary>One axis of a panel: what it says, from where to where it goes, and where its ticks stand.</summary>
/// <param name="Label">Quantity and unit.</param>
/// <param name="Min">The value at its left or lower end; above zero if it is logarithmic.</param>
/// <param name="Max">The value at its other end; above <paramref name="Min"/>.</param>
/// <param name="Log">Equal ratios in place of equal differences.</param>
public sealed record Axis(string Label, double Min, double Max, bool Log = false)
{
    /// <summary>What stands at 0, 1, 2, …, in place of numbers; empty for an axis of numbers.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The letters of the longest name, as ticks write it.</summary>
    internal int LongestName => Names.Count == 0 ? 0 : Names.Max(static name => Math.Min(name.Length, LongestTick));

    private const int LongestTick = 12;

    private static readonly double[] s_roundNumbers = [1, 2, 5, 10];

    /// <summary>A logarithmic axis over all values, a little wider than they are. What is not above zero has no place on it.</summary>
    public static Axis LogAround(string label, IEnumerable<double> values)
    {
        double[] placed = [.. values.Where(value => value > 0 && double.IsFinite(value))];
        return placed.Length == 0
            ? new Axis(label, 0.1, 10, Log: true)
            : new Axis(label, placed.Min() / 1.3, placed.Max() * 1.3, Log: true);
    }

    /// <summary>An axis with a name in the middle of each of as many places.</summary>
    public static Axis OfNames(string label, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return new Axis(label, -0.5, names.Count - 0.5) { Names = names };
    }

    /// <summary>An axis over all values, a little wider than they are.</summary>
    public static Axis Around(string label, IEnumerable<double> values)
    {
        double[] placed = [.. values.Where(double.IsFinite)];
        double low = placed.DefaultIfEmpty(0).Min(), high = placed.DefaultIfEmpty(1).Max();
        double air = high > low ? (high - low) * 0.05 : Math.Max(1, Math.Abs(low)) * 0.1;
        return new Axis(label, low - air, high + air);
    }

    /// <summary>Where a value stands: 0 at <see cref="Min"/>, 1 at <see cref="Max"/>; NaN where a logarithmic axis has no place for it.</summary>
    public double Fraction(double value) =>
        Log ? Math.Log(value / Min) / Math.Log(Max / Min) : (value - Min) / (Max - Min);

    /// <summary>Ticks at round numbers, from left to right.</summary>
    /// <param name="most">How many of them there is room for.</param>
    public IReadOnlyList<Tick> Ticks(int most)
    {
        if (Names.Count > 0)
        {
            return [.. Names.Select(static (name, i) => new Tick(i, name.Length <= LongestTick ? name : name[..(LongestTick - 1)] + "…"))];
        }

        IEnumerable<double> values = Log ? LogTicks(most) : LinearTicks(most);
        return [.. values.Select(value => new Tick(value, Text(value)))];
    }

    /// <summary>Multiples of the smallest of 1, 2, 5, 10, 20, … (or 0.5, 0.2, …) that needs no more ticks than there is room for.</summary>
    private IEnumerable<double> LinearTicks(int most)
    {
        double least = (Max - Min) / most;
        double power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        double step = power * s_roundNumbers.First(factor => factor * power >= least * (1 - 1e-9));
        for (double k = Math.Ceiling((Min / step) - 1e-9); k * step <= Max + (1e-9 * step); k++)
        {
            yield return k * step;
        }
    }

    /// <summary>Powers of ten, only each second or third of them where there are many; 2 and 5 times them too where there are few.</summary>
    private IEnumerable<double> LogTicks(int most)
    {
        int first = (int)Math.Floor(Math.Log10(Min)), last = (int)Math.Ceiling(Math.Log10(Max));
        double[] factors = last - first <= 2 ? [1, 2, 5] : [1];
        int stride = Math.Max(1, (int)Math.Ceiling((last - first) / (double)most));
        for (int exponent = first; exponent <= last; exponent++)
        {
            foreach (double factor in exponent % stride == 0 ? factors : [])
            {
                double value = factor * Math.Pow(10, exponent);
                if (value >= Min && value <= Max)
                {
                    yield return value;
                }
            }
        }
    }

    private static string Text(double value) => Math.Abs(value) switch
    {
        0 => "0",
        >= 1e5 or < 1e-3 => Power(value),
        _ => value.ToString("#,0.####", CultureInfo.InvariantCulture).Replace('-', '−'),
    };

    private static string Power(double value)
    {
        int exponent = (int)Math.Floor(Math.Log10(Math.Abs(value)) + 1e-9);
        double mantissa = Math.Round(value / Math.Pow(10, exponent), 2);
        string digits = string.Concat($"{exponent}".Select(digit => digit == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit - '0']));
        string factor = mantissa == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"{mantissa:0.##}·").Replace('-', '−');
        return $"{factor}10{digits}";
    }
}
