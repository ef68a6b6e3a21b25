namespace Tabular.Commands;

/// <summary>A table for the terminal: columns as wide as they need, the first to the left and the others to the right.</summary>
internal static class TextTable
{
    /// <summary>Writes rows, the first of which is the header.</summary>
    public static void Write(TextWriter output, IReadOnlyList<string[]> rows)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(c => rows.Max(row => row[c].Length))];
        foreach (string[] row in rows)
        {
            output.WriteLine("  " + string.Join("   ", row.Select((cell, c) => c == 0 ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c]))).TrimEnd());
        }
    }
}
