using System.Globalization;
using Tabular.Reading;

namespace Tabular.Columns;

/// <summary>Finds out what the columns of a table are: numbers, categories, dates, the number of a row, free text.</summary>
internal sealed class ColumnReader
{
    /// <summary>A column of numbers may have a few cells that are none, which are mistakes to be named then, and not a category each.</summary>
    private const double MostlyNumbers = 0.8;

    private const int MostCategories = 50;

    private static readonly string[] s_dates =
    [
        "yyyy-M-d", "yyyy/M/d", "d.M.yyyy", "d/M/yyyy", "M/d/yyyy", "d.M.yy", "yyyy-M-d H:mm", "yyyy-M-d H:mm:ss", "yyyy-M-dTH:mm:ss", "d.M.yyyy H:mm", "M/d/yyyy H:mm",
        "d/M/yyyy H:mm", "yyyy-M-dTH:mm:ssZ", "H:mm", "H:mm:ss", "d-MMM-yy", "d-MMM-yyyy", "d MMM yyyy", "MMM d, yyyy",
    ];

    private readonly List<string> _notes = [];
    private readonly TableChoices _choices;
    private readonly CellReader _cells;
    private readonly Table _table;
    private readonly int _target;

    /// <summary>Of a table, whose rows without a target are passed over.</summary>
    /// <param name="table">The table.</param>
    /// <param name="choices">What the user says of it.</param>
    public ColumnReader(Table table, TableChoices choices)
    {
        _choices = choices;
        _cells = new CellReader(table, choices);
        _target = table.IndexOf(choices.Target, "--target");
        TableRow[] rows = [.. table.Rows.Where(row => !_cells.IsMissing(row.Cells[_target]))];
        if (rows.Length == 0)
        {
            throw new InvalidDataException($"{table.File}: expected values of the target '{table.Header[_target]}', but all are missing.");
        }

        _table = table with { Rows = rows };
        if (rows.Length < table.Rows.Count)
        {
            _notes.Add($"{table.Rows.Count - rows.Length} rows are left out: they have no '{table.Header[_target]}'.");
        }
    }

    /// <summary>Reads the columns.</summary>
    public TableData Read()
    {
        int target = _target;
        int[] ignored = [.. _choices.Ignored.Select(name => _table.IndexOf(name, "--ignore"))];
        int[] named = [.. _choices.Inputs.Select(name => _table.IndexOf(name, "--columns"))];
        int[] categories = [.. _choices.Categories.Select(name => _table.IndexOf(name, "--categories"))];
        if (named.Contains(target) || ignored.Contains(target))
        {
            throw new InvalidDataException($"{_table.File}: '{_table.Header[target]}' is the target, which is neither among --columns nor left out by --ignore.");
        }

        SourceColumn foretold = ReadTarget(target, categories.Contains(target), out string[] classes);
        SourceColumn[] inputs =
        [
            .. Enumerable.Range(0, _table.Header.Count)
                .Where(c => c != target && !ignored.Contains(c) && (named.Length == 0 || named.Contains(c)))
                .Select(c => ReadInput(c, categories.Contains(c), named.Contains(c)))
                .OfType<SourceColumn>(),
        ];
        return inputs.Length == 0
            ? throw new InvalidDataException($"{_table.File}: expected a column or more to foretell '{_table.Header[target]}' from, but none is left. {string.Join(" ", _notes)}".TrimEnd())
            : new TableData(inputs, foretold, classes, [.. _table.Rows.Select(static row => row.Line)], _notes);
    }

    /// <summary>Reads a column of numbers; throws at the first cell that is none.</summary>
    private double[] Numbers(int column) => [.. _table.Rows.Select(row => _cells.Number(row, column))];

    private SourceColumn ReadTarget(int column, bool mustBeCategories, out string[] classes)
    {
        string[] texts = Texts(column);
        bool areNumbers = !mustBeCategories && AreNumbers(column);
        string[] distinct = [.. texts.Distinct(StringComparer.Ordinal)];
        bool isClassification = _choices.IsClassification ?? (!areNumbers || (distinct.Length <= 10 && texts.All(IsWhole) && (distinct.Length == 2 || texts.Length >= 10 * distinct.Length)));
        if (!isClassification)
        {
            classes = [];
            double[] numbers = Numbers(column);
            return numbers.Distinct().Count() > 1
                ? new SourceColumn(_table.Header[column], column, numbers, null)
                : throw new InvalidDataException($"{_table.File}: the target '{_table.Header[column]}' is {texts[0]} in every row: there is nothing to foretell.");
        }

        if (!mustBeCategories && !areNumbers)
        {
            RefuseDates(column);
        }

        classes = [.. areNumbers ? distinct.OrderBy(text => Number(text)) : distinct.Order(StringComparer.Ordinal)];
        if (classes.Length < 2)
        {
            throw new InvalidDataException($"{_table.File}: the target '{_table.Header[column]}' is '{texts[0]}' in every row: there is nothing to foretell.");
        }

        if (classes.Length > MostCategories)
        {
            throw new InvalidDataException($"{_table.File}: the target '{_table.Header[column]}' has {classes.Length} different values, more than the {MostCategories} classes there may be: --task numbers foretells numbers.");
        }

        if (areNumbers && _choices.IsClassification is null)
        {
            _notes.Add($"'{_table.Header[column]}' has {classes.Length} whole numbers, taken for classes; --task numbers foretells them as numbers.");
        }

        return new SourceColumn(_table.Header[column], column, null, texts);
    }

    private SourceColumn? ReadInput(int column, bool mustBeCategories, bool isNamed)
    {
        string name = _table.Header[column];
        string[] texts = Texts(column);
        string[] distinct = [.. texts.Distinct(StringComparer.Ordinal)];
        if (distinct is [var only])
        {
            _notes.Add($"'{name}' is left out: it is '{only}' in every row.");
            return null;
        }

        if (!mustBeCategories && AreNumbers(column))
        {
            if (!isNamed && IsRowNumber(column))
            {
                _notes.Add($"'{name}' is left out: it counts the rows; --columns takes it all the same.");
                return null;
            }

            return new SourceColumn(name, column, Numbers(column), null);
        }

        if (!mustBeCategories)
        {
            RefuseDates(column);
            if (distinct.Length > MostCategories || (distinct.Length > 20 && distinct.Length > texts.Length / 2))
            {
                _notes.Add($"'{name}' is left out: it has {distinct.Length} different texts in {texts.Length} rows, too many for categories; "
                    + (distinct.Count(HasDigitAtAnEnd) > MostlyNumbers * distinct.Length
                        ? $"if they are numbers, such as '{distinct[0]}', write them without signs and units."
                        : "--categories takes them all the same."));
                return null;
            }
        }

        return new SourceColumn(name, column, null, texts);
    }

    /// <summary>The text of each row; "" where it is missing.</summary>
    private string[] Texts(int column) => [.. _table.Rows.Select(row => _cells.Text(row, column))];

    /// <summary>Whether it is a column of numbers; if nearly, the cell that is none is a mistake.</summary>
    private bool AreNumbers(int column)
    {
        TableRow[] present = [.. _table.Rows.Where(row => !_cells.IsMissing(row.Cells[column]))];
        int numbers = present.Count(row => _cells.Format.TryParse(row.Cells[column], out _));
        if (numbers == 0 || numbers < MostlyNumbers * present.Length)
        {
            // Numbers in the other format are no categories, either.
            return present.Length > 0 && present.Count(row => NumberFormat.Either(row.Cells[column])) == present.Length
                ? throw _cells.InOtherFormat(present.First(row => !_cells.Format.TryParse(row.Cells[column], out _)), column)
                : false;
        }

        return true;
    }

    private double Number(string text) => _cells.Format.TryParse(text, out double number) ? number : double.NaN;

    private static bool HasDigitAtAnEnd(string text) => text.Length > 0 && (char.IsAsciiDigit(text[0]) || char.IsAsciiDigit(text[^1]));

    private bool IsWhole(string text) => _cells.Format.TryParse(text, out double number) && number == Math.Floor(number);

    /// <summary>Whether it goes up by one from row to row, from 0 or 1.</summary>
    private bool IsRowNumber(int column)
    {
        double[] numbers = Numbers(column);
        return numbers.Length > 2 && numbers[0] is 0 or 1 && numbers.Select((number, r) => number - r == numbers[0]).All(static goesOn => goesOn);
    }

    /// <summary>A date is neither a number nor a category: what matters of it (the year, the weekday, days since) the user knows alone.</summary>
    private void RefuseDates(int column)
    {
        TableRow[] present = [.. _table.Rows.Where(row => !_cells.IsMissing(row.Cells[column]))];
        if (present.Length > 0 && present.All(row => DateTime.TryParseExact(row.Cells[column], s_dates, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out _)))
        {
            throw _table.Mistake(
                present[0], column,
                $"the column '{_table.Header[column]}' has dates or times, such as '{present[0].Cells[column]}'. Write what matters of them as numbers (the year, the month, days since …), or leave it out: --ignore \"{_table.Header[column]}\".");
        }
    }
}
