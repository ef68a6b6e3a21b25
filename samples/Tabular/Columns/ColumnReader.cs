using System.Globalization;
using Tabular.Reading;

namespace Tabular.Columns;

/// <summary>Finds out what the columns of a table are: numbers, categories, dates, the number of a row, free text.</summary>
/// <param name="table">The table.</param>
/// <param name="choices">What the user says of it.</param>
internal sealed class ColumnReader(Table table, TableChoices choices)
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

    private readonly CellReader _cells = new(table, choices);

    /// <summary>Reads the columns.</summary>
    public TableData Read()
    {
        int target = table.IndexOf(choices.Target, "--target");
        int[] ignored = [.. choices.Ignored.Select(name => table.IndexOf(name, "--ignore"))];
        int[] named = [.. choices.Inputs.Select(name => table.IndexOf(name, "--columns"))];
        int[] categories = [.. choices.Categories.Select(name => table.IndexOf(name, "--categories"))];
        if (named.Contains(target) || ignored.Contains(target))
        {
            throw new InvalidDataException($"{table.File}: '{table.Header[target]}' is the target, which is neither among --columns nor left out by --ignore.");
        }

        SourceColumn foretold = ReadTarget(target, categories.Contains(target), out string[] classes);
        SourceColumn[] inputs =
        [
            .. Enumerable.Range(0, table.Header.Count)
                .Where(c => c != target && !ignored.Contains(c) && (named.Length == 0 || named.Contains(c)))
                .Select(c => ReadInput(c, categories.Contains(c), named.Contains(c)))
                .OfType<SourceColumn>(),
        ];
        return inputs.Length == 0
            ? throw new InvalidDataException($"{table.File}: expected a column or more to foretell '{table.Header[target]}' from, but none is left. {string.Join(" ", _notes)}".TrimEnd())
            : new TableData(inputs, foretold, classes, [.. table.Rows.Select(static row => row.Line)], _notes);
    }

    /// <summary>Reads a column of numbers; throws at the first cell that is none.</summary>
    private double[] Numbers(int column) => [.. table.Rows.Select(row => _cells.Number(row, column))];

    private SourceColumn ReadTarget(int column, bool mustBeCategories, out string[] classes)
    {
        if (table.Rows.FirstOrDefault(row => _cells.IsMissing(row.Cells[column])) is { } empty)
        {
            throw table.Mistake(empty, column, $"expected a value of the target '{table.Header[column]}', but it is missing: take out rows without one.");
        }

        string[] texts = Texts(column);
        bool areNumbers = !mustBeCategories && AreNumbers(column);
        string[] distinct = [.. texts.Distinct(StringComparer.Ordinal)];
        bool isClassification = choices.IsClassification ?? (!areNumbers || (distinct.Length <= 10 && texts.All(IsWhole) && (distinct.Length == 2 || texts.Length >= 10 * distinct.Length)));
        if (!isClassification)
        {
            classes = [];
            double[] numbers = Numbers(column);
            return numbers.Distinct().Count() > 1
                ? new SourceColumn(table.Header[column], column, numbers, null)
                : throw new InvalidDataException($"{table.File}: the target '{table.Header[column]}' is {texts[0]} in every row: there is nothing to foretell.");
        }

        if (!mustBeCategories && !areNumbers)
        {
            RefuseDates(column);
        }

        classes = [.. areNumbers ? distinct.OrderBy(text => Number(text)) : distinct.Order(StringComparer.Ordinal)];
        if (classes.Length < 2)
        {
            throw new InvalidDataException($"{table.File}: the target '{table.Header[column]}' is '{texts[0]}' in every row: there is nothing to foretell.");
        }

        if (classes.Length > MostCategories)
        {
            throw new InvalidDataException($"{table.File}: the target '{table.Header[column]}' has {classes.Length} different values, more than the {MostCategories} classes there may be: --task numbers foretells numbers.");
        }

        if (areNumbers && choices.IsClassification is null)
        {
            _notes.Add($"'{table.Header[column]}' has {classes.Length} whole numbers, taken for classes; --task numbers foretells them as numbers.");
        }

        return new SourceColumn(table.Header[column], column, null, texts);
    }

    private SourceColumn? ReadInput(int column, bool mustBeCategories, bool isNamed)
    {
        string name = table.Header[column];
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
                _notes.Add($"'{name}' is left out: it has {distinct.Length} different texts in {texts.Length} rows, too many for categories; --categories takes them all the same.");
                return null;
            }
        }

        return new SourceColumn(name, column, null, texts);
    }

    /// <summary>The text of each row; "" where it is missing.</summary>
    private string[] Texts(int column) => [.. table.Rows.Select(row => _cells.Text(row, column))];

    /// <summary>Whether it is a column of numbers; if nearly, the cell that is none is a mistake.</summary>
    private bool AreNumbers(int column)
    {
        TableRow[] present = [.. table.Rows.Where(row => !_cells.IsMissing(row.Cells[column]))];
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
        TableRow[] present = [.. table.Rows.Where(row => !_cells.IsMissing(row.Cells[column]))];
        if (present.Length > 0 && present.All(row => DateTime.TryParseExact(row.Cells[column], s_dates, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out _)))
        {
            throw table.Mistake(
                present[0], column,
                $"the column '{table.Header[column]}' has dates or times, such as '{present[0].Cells[column]}'. Write what matters of them as numbers (the year, the month, days since …), or leave it out: --ignore \"{table.Header[column]}\".");
        }
    }
}
