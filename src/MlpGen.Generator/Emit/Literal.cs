using System.Globalization;
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Emit;

/// <summary>Writes numbers as C# literals that read back to the same bits, whatever the culture.</summary>
internal static class Literal
{
    /// <summary>A literal of the network's number type.</summary>
    public static string Of(double value, Precision precision) => precision == Precision.Double ? Double(value) : Single((float)value);

    /// <summary>A number in prose: digits with separators, such as 13,002.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>An integer literal.</summary>
    public static string Int(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A text, whatever is in it. Quotes are escaped as numbers, so that who looks for the ends of a literal need not know escapes.</summary>
    public static string Text(string value) => $"\"{string.Concat(value.Select(Escaped))}\"";

    private static string Escaped(char c) => c is '"' or '\\' || char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029'
        ? "\\u" + ((int)c).ToString("X4", CultureInfo.InvariantCulture)
        : c.ToString();

    private static string Single(float value) =>
        float.IsNaN(value) ? "float.NaN"
        : float.IsPositiveInfinity(value) ? "float.PositiveInfinity"
        : float.IsNegativeInfinity(value) ? "float.NegativeInfinity"
        : IsNegativeZero(value) ? "-0f"
        : Shortest(value) + "f";

    private static string Double(double value) =>
        double.IsNaN(value) ? "double.NaN"
        : double.IsPositiveInfinity(value) ? "double.PositiveInfinity"
        : double.IsNegativeInfinity(value) ? "double.NegativeInfinity"
        : IsNegativeZero(value) ? "-0d"
        : Shortest(value) + "d";

    /// <summary>The fewest digits that still read back to the same bits: 0.01, not 0.00999999978.</summary>
    private static string Shortest(float value)
    {
        for (int digits = 6; digits < 9; digits++)
        {
            string text = value.ToString("G" + Int(digits), CultureInfo.InvariantCulture);
            if (float.Parse(text, CultureInfo.InvariantCulture) == value)
            {
                return text;
            }
        }

        return value.ToString("G9", CultureInfo.InvariantCulture);
    }

    private static string Shortest(double value)
    {
        for (int digits = 15; digits < 17; digits++)
        {
            string text = value.ToString("G" + Int(digits), CultureInfo.InvariantCulture);
            if (double.Parse(text, CultureInfo.InvariantCulture) == value)
            {
                return text;
            }
        }

        return value.ToString("G17", CultureInfo.InvariantCulture);
    }

    private static bool IsNegativeZero(double value) => value == 0 && double.IsNegativeInfinity(1 / value);
}
