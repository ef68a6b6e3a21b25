namespace Tabular.Reading;

/// <summary>A table as its file has it: texts, under names.</summary>
/// <param name="File">What messages call it.</param>
/// <param name="Header">The name of each column; each differs from the others.</param>
/// <param name="Rows">The rows below the header.</param>
internal sealed record Table(string File, IReadOnlyList<string> Header, IReadOnlyList<TableRow> Rows)
{
    /// <summary>The place of a column that the user names.</summary>
    /// <param name="name">As the header has it, whatever the case if that leaves no doubt.</param>
    /// <param name="option">Where the user names it, for the message.</param>
    public int IndexOf(string name, string option)
    {
        int[] found = [.. Enumerable.Range(0, Header.Count).Where(c => Header[c] == name)];
        found = found.Length > 0 ? found : [.. Enumerable.Range(0, Header.Count).Where(c => string.Equals(Header[c], name, StringComparison.OrdinalIgnoreCase))];
        return found.Length == 1 ? found[0] : throw new InvalidDataException(
            $"{File}: {option} names the column '{name}', but the columns are {string.Join(", ", Header.Select(static h => $"'{h}'"))}.");
    }

    /// <summary>What is wrong with a cell, with its place: <c>table.csv(17,3): …</c>, line and column counted from 1.</summary>
    public InvalidDataException Mistake(TableRow row, int column, string message) => new($"{File}({row.Line},{column + 1}): {message}");
}

/// <summary>A row.</summary>
/// <param name="Line">The line of the file that it begins in, from 1.</param>
/// <param name="Cells">The text of each column, without spaces around it.</param>
internal sealed record TableRow(int Line, string[] Cells);
