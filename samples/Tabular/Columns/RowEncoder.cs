using MlpGen.Weights;
using Tabular.Reading;

namespace Tabular.Columns;

/// <summary>Turns rows into the inputs of a network, by what the rows that it was fitted to have.</summary>
internal sealed class RowEncoder
{
    private readonly IReadOnlyList<SourceColumn> _sources;

    private readonly double[] _means;

    private RowEncoder(IReadOnlyList<SourceColumn> sources, TableColumn[] columns, double[] means)
    {
        _sources = sources;
        Columns = columns;
        _means = means;
    }

    /// <summary>Each column with its categories, or with what stands in for missing numbers.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>How many inputs a row becomes.</summary>
    public int Width => Columns.Sum(static column => column.Width);

    /// <summary>Finds the categories that occur, and the mean of the numbers that are there, in some rows alone.</summary>
    public static RowEncoder Fit(TableData data, ReadOnlySpan<int> rows)
    {
        int[] fitted = rows.ToArray();
        double[] means = [.. data.Inputs.Select(source => MeanOf(source, fitted))];
        return new RowEncoder(data.Inputs, [.. data.Inputs.Select((source, c) => Fit(source, fitted, means[c]))], means);
    }

    /// <summary>The inputs of some rows, one row behind the other. A category that was not in the rows that this was fitted to is none of them: all its inputs
    /// are 0. A number that is missing where none was is the mean.</summary>
    public float[] Encode(ReadOnlySpan<int> rows)
    {
        int width = Width;
        float[] inputs = new float[rows.Length * width];
        for (int r = 0; r < rows.Length; r++)
        {
            int at = r * width;
            for (int c = 0; c < Columns.Count; c++)
            {
                Encode(c, rows[r], inputs.AsSpan(at, Columns[c].Width));
                at += Columns[c].Width;
            }
        }

        return inputs;
    }

    private void Encode(int column, int row, Span<float> inputs)
    {
        TableColumn known = Columns[column];
        if (_sources[column].Texts is { } texts)
        {
            if (known.Categories!.Contains(texts[row]))
            {
                known.Encode(texts[row], inputs);
            }

            return;
        }

        double number = _sources[column].Numbers![row];
        known.Encode(double.IsNaN(number) && known.Missing is null ? _means[column] : number, inputs);
    }

    private static TableColumn Fit(SourceColumn source, int[] rows, double mean) =>
        source.Texts is { } texts ? new TableColumn(source.Name, rows.Select(r => texts[r]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        : Array.Exists(rows, r => double.IsNaN(source.Numbers![r])) ? new TableColumn(source.Name, mean)
        : new TableColumn(source.Name);

    /// <summary>The mean of the numbers that are there; 0 if none is, and of a column of categories.</summary>
    private static double MeanOf(SourceColumn source, int[] rows) => source.Numbers is { } numbers
        ? rows.Select(r => numbers[r]).Where(static number => !double.IsNaN(number)).DefaultIfEmpty(0).Average()
        : 0;
}
