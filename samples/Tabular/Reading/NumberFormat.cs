using System.Globalization;

namespace Tabular.Reading;

/// <summary>How a file writes numbers: with a point or with a comma.</summary>
internal sealed class NumberFormat
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private static readonly NumberFormatInfo s_comma = new() { NumberDecimalSeparator = "," };

    private readonly NumberFormatInfo _format;

    private NumberFormat(bool isComma)
    {
        IsComma = isComma;
        _format = isComma ? s_comma : NumberFormatInfo.InvariantInfo;
    }

    /// <summary>3.14.</summary>
    public static NumberFormat Point { get; } = new(isComma: false);

    /// <summary>3,14.</summary>
    public static NumberFormat Comma { get; } = new(isComma: true);

    /// <summary>Whether decimals follow a comma.</summary>
    public bool IsComma { get; }

    /// <summary>Whether a text is a number in this format; no thousands are marked off, and no NaN or infinity is one.</summary>
    public bool TryParse(string text, out double number) => double.TryParse(text, Style, _format, out number) && double.IsFinite(number);

    /// <summary>Whether a text is a number in either format.</summary>
    public static bool Either(string text) => Point.TryParse(text, out _) || Comma.TryParse(text, out _);

    /// <summary>The format of a file: the comma where some numbers need it and none needs the point.</summary>
    /// <param name="cells">All cells.</param>
    public static NumberFormat Of(IEnumerable<string> cells)
    {
        bool needsComma = false, needsPoint = false;
        foreach (string cell in cells)
        {
            bool isPoint = Point.TryParse(cell, out _), isComma = Comma.TryParse(cell, out _);
            needsPoint |= isPoint && !isComma;
            needsComma |= isComma && !isPoint;
        }

        return needsComma && !needsPoint ? Comma : Point;
    }
}
