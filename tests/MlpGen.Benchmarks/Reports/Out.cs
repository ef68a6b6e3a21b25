using System.Globalization;

namespace MlpGen.Benchmarks.Reports;

/// <summary>Writes lines and tables whose numbers read the same everywhere.</summary>
internal static class Out
{
    public static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    public static void Heading(string text) => Console.WriteLine($"\n## {text}\n");

    /// <summary>A row of a Markdown table.</summary>
    public static void Row(params ReadOnlySpan<string> cells) => Console.WriteLine($"| {string.Join(" | ", cells)} |");

    /// <summary>The first two lines of a Markdown table.</summary>
    public static void Header(params ReadOnlySpan<string> cells)
    {
        Row(cells);
        Console.WriteLine("|" + string.Concat(Enumerable.Repeat("---|", cells.Length)));
    }

    public static string Whole(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>Three digits that count.</summary>
    public static string Short(double value) => value.ToString(value < 10 ? "0.00" : value < 100 ? "0.0" : "#,0", CultureInfo.InvariantCulture);
}
