using nietras.SeparatedValues;

namespace Tabular.Reading;

/// <summary>Reads a table from a CSV file: a header, commas, semicolons, tabs or bars between columns, quotes where a text has some of those.</summary>
internal static class CsvFile
{
    private static readonly char[] s_separators = [',', ';', '\t', '|'];

    /// <summary>Reads a file; throws <see cref="InvalidDataException"/> with line and column at what is no table.</summary>
    public static Table Read(string path)
    {
        string name = Path.GetFileName(path), text = File.ReadAllText(path);
        return Parse(name, text);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="text">The whole text.</param>
    public static Table Parse(string name, string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{name}: expected a text with separated values, but there are zero bytes in it: is it a spreadsheet? Save it as CSV (UTF-8).");
        }

        char separator = SeparatorOf(text);
        using SepReader reader = Sep.New(separator).Reader(static options => options with
        {
            HasHeader = false,
            Unescape = true,
            DisableColCountCheck = true,
            Trim = SepTrim.All,
        }).FromText(text);

        string[]? header = null;
        var rows = new List<TableRow>();
        foreach (SepReader.Row row in reader)
        {
            string[] cells = new string[row.ColCount];
            for (int c = 0; c < cells.Length; c++)
            {
                cells[c] = row[c].ToString();
            }

            if (cells is [""])
            {
                continue; // an empty line, as at the end
            }

            if (header is null)
            {
                header = Header(name, cells, FirstLine(text));
                continue;
            }

            if (cells.Length != header.Length)
            {
                throw new InvalidDataException(
                    $"{name}({row.LineNumberFrom},{Math.Min(cells.Length, header.Length) + 1}): expected {header.Length} columns, as the header has, separated by {Named(separator)}, "
                    + $"but this row has {cells.Length}.");
            }

            rows.Add(new TableRow(row.LineNumberFrom, cells));
        }

        return header is null ? throw new InvalidDataException($"{name}: expected a header and rows, but the file is empty.")
            : rows.Count == 0 ? throw new InvalidDataException($"{name}: expected rows below the header, but there are none.")
            : new Table(name, header, rows);
    }

    /// <summary>The line of the header: the reader counts only those below it.</summary>
    private static int FirstLine(string text) => 1 + text.AsSpan(0, text.Length - text.AsSpan().TrimStart().Length).Count('\n');

    private static string[] Header(string name, string[] cells, int line)
    {
        if (cells.Length == 1)
        {
            throw new InvalidDataException($"{name}({line},1): expected two columns or more, but the header is '{cells[0]}', with no comma, semicolon, tab or bar in it.");
        }

        if (cells.All(static cell => cell.Length > 0 && (char.IsAsciiDigit(cell[^1]) || cell[^1] == '.') && NumberFormat.Either(cell)))
        {
            throw new InvalidDataException($"{name}({line},1): expected a header with the names of columns, but found numbers: write the names as the first line.");
        }

        // What programs write as the number of a row has no name.
        string[] header = [.. cells.Select(static (cell, c) => cell.Length > 0 ? cell : c == 0 ? "(no name)" : $"(no name {c + 1})")];
        for (int c = 0; c < header.Length; c++)
        {
            if (Array.IndexOf(header, header[c]) < c)
            {
                throw new InvalidDataException($"{name}({line},{c + 1}): expected different names of columns, but '{header[c]}' is there twice.");
            }
        }

        return header;
    }

    /// <summary>What the first line has most of, outside of quotes.</summary>
    private static char SeparatorOf(string text)
    {
        int[] counts = new int[s_separators.Length];
        bool isQuoted = false;
        foreach (char c in text)
        {
            isQuoted ^= c == '"';
            if (!isQuoted && c is '\n' or '\r' && counts.Any(static count => count > 0))
            {
                break;
            }

            int kind = Array.IndexOf(s_separators, c);
            if (!isQuoted && kind >= 0)
            {
                counts[kind]++;
            }
        }

        return s_separators[Array.IndexOf(counts, counts.Max())];
    }

    private static string Named(char separator) => separator switch
    {
        '\t' => "tabs",
        ';' => "semicolons",
        '|' => "bars",
        _ => "commas",
    };
}
