using System.Globalization;

namespace MlpGen;

/// <summary>Prints steps: formulas in one column, numbers in columns that are aligned at the decimal point.</summary>
/// <remarks>
/// A step has as many decimals as four digits of its largest number take, less those that are zero for all of its numbers.
/// What is exactly 0 is printed as <c>0</c>, what only rounds to it as <c>0.0</c>. The numbers are never those of the culture.
/// </remarks>
internal static class WalkthroughText
{
    /// <summary>A row or column of numbers that is no longer is printed in full.</summary>
    private const int Most = 10;

    /// <summary>Of a longer row, the first numbers are printed; of more rows, the first.</summary>
    private const int FirstNumbers = 6, FirstRows = 4;

    /// <summary>No label widens the column of labels further than this: the numbers of a longer one begin behind it.</summary>
    private const int WidestLabel = 32;

    public static void Write(TextWriter writer, IReadOnlyList<WalkthroughSection> sections)
    {
        var cells = sections.SelectMany(section => section.Steps).ToDictionary(step => step, Cells);
        int label = cells.Keys.Select(step => step.Formula.Length).Where(length => length <= WidestLabel).Append(0).Max();
        int whole = cells.Values.SelectMany(rows => rows).SelectMany(row => row).Max(Point);
        int fraction = cells.Values.SelectMany(rows => rows).SelectMany(row => row[..^1]).Select(cell => cell.Length - Point(cell)).Append(0).Max();

        string blankLine = "";
        foreach (WalkthroughSection section in sections)
        {
            writer.Write(blankLine);
            blankLine = writer.NewLine;
            if (section.Heading.Length > 0)
            {
                writer.WriteLine(section.Heading);
            }

            foreach (WalkthroughStep step in section.Steps)
            {
                WriteStep(step, cells[step]);
            }
        }

        void WriteStep(WalkthroughStep step, string[][] rows)
        {
            for (int i = 0; i < rows.Length; i++)
            {
                string line = "  " + (i == 0 ? step.Formula : "").PadRight(label);
                foreach (string cell in rows[i])
                {
                    line += "  " + cell.PadLeft(whole + cell.Length - Point(cell)).PadRight(whole + fraction);
                }

                if (rows[i].Length < step.Columns)
                {
                    line += i == 0 ? $"  … ({step.Columns.ToString(CultureInfo.InvariantCulture)})" : "  …";
                }

                writer.WriteLine(line.TrimEnd());
            }

            if (rows.Length < step.Rows)
            {
                writer.WriteLine("  " + new string(' ', label) + $"  … ({step.Rows.ToString(CultureInfo.InvariantCulture)} rows)");
            }
        }
    }

    /// <summary>The numbers of a step that are shown.</summary>
    private static string[][] Cells(WalkthroughStep step)
    {
        int rows = step.Rows <= Most ? step.Rows : FirstRows, columns = step.Columns <= Most ? step.Columns : FirstNumbers;
        double[][] shown = [.. Enumerable.Range(0, rows).Select(i => step.Values.Slice(i * step.Columns, columns).ToArray())];
        double largest = shown.SelectMany(row => row).Where(double.IsFinite).Select(Math.Abs).Append(0).Max();
        if (largest is not 0 and (< 1e-4 or >= 1e7))
        {
            return Format(shown, "0.000E+00", spare: 0);
        }

        int decimals = largest == 0 ? 0 : Math.Clamp(3 - (int)Math.Floor(Math.Log10(largest)), 1, 7);
        string format = "F" + decimals.ToString(CultureInfo.InvariantCulture);
        int spare = shown.SelectMany(row => row).Where(value => double.IsFinite(value) && value != 0)
            .Select(value => SpareZeros(value.ToString(format, CultureInfo.InvariantCulture))).Append(decimals).Min();
        return Format(shown, format, spare);
    }

    private static string[][] Format(double[][] rows, string format, int spare) =>
        [.. rows.Select(row => row.Select(value => Number(value, format, spare)).ToArray())];

    /// <summary>A number without its last <paramref name="spare"/> decimals, which are zeros.</summary>
    private static string Number(double value, string format, int spare)
    {
        if (value == 0 || !double.IsFinite(value))
        {
            return value == 0 ? "0" : double.IsNaN(value) ? "NaN" : value > 0 ? "∞" : "-∞";
        }

        string text = value.ToString(format, CultureInfo.InvariantCulture)[..^spare].TrimEnd('.');
        return IsZero(text) ? text.TrimStart('-') : text;
    }

    /// <summary>The zeros at the end of a number's decimals; but one is kept of what rounds to 0.</summary>
    private static int SpareZeros(string number) => number.Length - number.TrimEnd('0').Length - (IsZero(number) ? 1 : 0);

    private static bool IsZero(string number) => !number.AsSpan().ContainsAnyExcept("-0.");

    /// <summary>Where the decimal point is, or would be.</summary>
    private static int Point(string cell) => cell.IndexOf('.') is >= 0 and int point ? point : cell.Length;
}
