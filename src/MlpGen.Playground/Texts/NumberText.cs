using System.Globalization;

namespace MlpGen.Playground.Texts;

/// <summary>Numbers as they stand in the page.</summary>
public static class NumberText
{
    /// <summary>Four digits that say something, with a true minus: 0.5, −1.234, 3.2e−5.</summary>
    /// <param name="value">Any number.</param>
    public static string Of(double value)
    {
        double size = Math.Abs(value);
        string text = value switch
        {
            double.NaN => "NaN",
            double.PositiveInfinity => "∞",
            double.NegativeInfinity => "-∞",
            0 => "0",
            _ when size is >= 1e6 or < 1e-4 => value.ToString("0.###e0", CultureInfo.InvariantCulture),
            _ when size >= 1000 => value.ToString("0.#", CultureInfo.InvariantCulture),
            _ when size >= 1 => value.ToString("0.####", CultureInfo.InvariantCulture),
            _ => value.ToString("0.#####", CultureInfo.InvariantCulture),
        };
        return text.Replace('-', '−');
    }

    /// <summary>The same, in brackets where it is negative and another sign stands before it.</summary>
    /// <param name="value">Any number.</param>
    public static string Factor(double value) => value < 0 ? $"({Of(value)})" : Of(value);

    /// <summary>For attributes of HTML and SVG, which know one culture.</summary>
    /// <param name="value">A length.</param>
    public static string Attribute(double value) => double.IsFinite(value) ? value.ToString("0.###", CultureInfo.InvariantCulture) : "0";

    /// <summary>The whole number for an input element.</summary>
    /// <param name="value">Any number.</param>
    public static string Exact(double value) => value.ToString("G7", CultureInfo.InvariantCulture);

    /// <summary>An index as a subscript: ₀, ₁₂.</summary>
    /// <param name="index">Not negative.</param>
    public static string Subscript(int index) =>
        string.Concat(index.ToString(CultureInfo.InvariantCulture).Select(static digit => (char)('₀' + (digit - '0'))));
}
