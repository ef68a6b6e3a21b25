using Tabular.Columns;

namespace Tabular.Reading;

/// <summary>Reads cells as numbers or texts; what cannot be read is named with its line and column.</summary>
internal sealed class CellReader
{
    private static readonly string[] s_missing = ["", "NA", "N/A", "NaN", "null", "?", "#N/A"];

    private readonly Table _table;
    private readonly IReadOnlyList<string> _missing;

    /// <summary>Of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="choices">How it writes numbers, and what else says that something is missing.</param>
    public CellReader(Table table, TableChoices choices)
    {
        _table = table;
        _missing = choices.Missing;
        Format = choices.HasDecimalCommas switch
        {
            true => NumberFormat.Comma,
            false => NumberFormat.Point,
            null => NumberFormat.Of(table.Rows.SelectMany(static row => row.Cells)),
        };
    }

    /// <summary>How the file writes numbers.</summary>
    public NumberFormat Format { get; }

    /// <summary>Whether a cell says that its value is missing.</summary>
    public bool IsMissing(string cell) => s_missing.Contains(cell, StringComparer.OrdinalIgnoreCase) || _missing.Contains(cell, StringComparer.OrdinalIgnoreCase);

    /// <summary>A text; "" if it is missing.</summary>
    public string Text(TableRow row, int column) => IsMissing(row.Cells[column]) ? "" : row.Cells[column];

    /// <summary>A number; NaN if it is missing. Throws at a cell that is none.</summary>
    public double Number(TableRow row, int column)
    {
        string cell = row.Cells[column];
        return IsMissing(cell) ? double.NaN
            : Format.TryParse(cell, out double number) ? number
            : NumberFormat.Either(cell) ? throw InOtherFormat(row, column)
            : throw _table.Mistake(
                row, column, $"expected a number in the column '{_table.Header[column]}', but found '{cell}'; --missing \"{cell}\" takes it for a missing one.");
    }

    /// <summary>That a number is written otherwise than those of the file.</summary>
    public InvalidDataException InOtherFormat(TableRow row, int column) => _table.Mistake(
        row, column,
        $"expected a number with a decimal {(Format.IsComma ? "comma" : "point")}, but found '{row.Cells[column]}'; --decimal comma or --decimal point says how the file "
        + "writes numbers, and thousands must not be marked off.");
}
