using System.Globalization;
using MlpGen.Weights;
using nietras.SeparatedValues;
using Tabular.Columns;
using Tabular.Networks;
using Tabular.Reading;
using Tabular.Results;

namespace Tabular.Commands;

/// <summary>Foretells rows of a file by a network that was written before, through the frozen class that ships it: raw cells go in.</summary>
/// <param name="Folder">Where the network is.</param>
/// <param name="Path">The rows, under the same names; the target need not be among them.</param>
/// <param name="Output">The CSV to write; null for the terminal.</param>
/// <param name="Choices">How the file writes numbers and what is missing.</param>
/// <param name="AllowUnknown">Whether a category that was not there in training counts as none of them; else it is an error.</param>
internal sealed record Prediction(string Folder, string Path, string? Output, TableChoices Choices, bool AllowUnknown)
{
    /// <summary>Does it.</summary>
    public void Run(TextWriter output)
    {
        FrozenNetwork network = ShippedNetwork.Load(Folder);
        Table table = CsvFile.Read(Path);
        float[] outputs = network.Forward(Encode(network, table));
        string text = Format(network, table, outputs);
        if (Output is null)
        {
            output.Write(text);
            return;
        }

        File.WriteAllText(Output, text);
        output.WriteLine($"Wrote {Output}: {table.Rows.Count} rows");
    }

    private float[] Encode(FrozenNetwork network, Table table)
    {
        float[] inputs = new float[table.Rows.Count * network.InputSize];
        var cells = new CellReader(table, Choices);
        int first = 0;
        foreach (TableColumn column in network.Columns)
        {
            int index = table.IndexOf(column.Name, "the network");
            for (int r = 0; r < table.Rows.Count; r++)
            {
                Encode(column, table, r, index, cells, inputs.AsSpan(r * network.InputSize + first, column.Width));
            }

            first += column.Width;
        }

        return inputs;
    }

    private void Encode(TableColumn column, Table table, int r, int index, CellReader cells, Span<float> inputs)
    {
        TableRow row = table.Rows[r];
        if (column.Categories is { } categories)
        {
            string category = cells.Text(row, index);
            if (categories.Contains(category))
            {
                column.Encode(category, inputs);
            }
            else if (!AllowUnknown)
            {
                string known = string.Join(", ", categories.Take(12).Select(static text => text.Length == 0 ? "(missing)" : $"'{text}'")) + (categories.Count > 12 ? ", …" : "");
                throw table.Mistake(
                    row, index, $"expected one of {known} in the column '{column.Name}', as in training, but {(category.Length == 0 ? "it is missing" : $"found '{category}'")}; --allow-unknown takes it for none of them.");
            }

            return;
        }

        double number = cells.Number(row, index);
        if (double.IsNaN(number) && column.Missing is null)
        {
            throw table.Mistake(row, index, $"expected a number in the column '{column.Name}', of which none was missing in training, but this one is.");
        }

        column.Encode(number, inputs);
    }

    private static string Format(FrozenNetwork network, Table table, float[] outputs)
    {
        using SepWriter writer = Sep.New(',').Writer(static options => options with { Escape = true }).ToText();
        int width = network.OutputSize;
        Foretold? classes = network.Target.Categories is { } names ? Foretold.OfClasses(names.Count, new int[table.Rows.Count], outputs) : null;
        for (int r = 0; r < table.Rows.Count; r++)
        {
            using SepWriter.Row line = writer.NewRow();
            line["line"].Set(table.Rows[r].Line.ToString(CultureInfo.InvariantCulture));
            if (classes is null)
            {
                line[network.Target.Name].Set(outputs[r * width].ToString("R", CultureInfo.InvariantCulture));
                continue;
            }

            IReadOnlyList<string> all = network.Target.Categories!;
            double[] row = classes.Probabilities[r];
            line[network.Target.Name].Set(all[Array.IndexOf(row, row.Max())]);
            for (int c = 0; c < all.Count; c++)
            {
                line[$"p({all[c]})"].Set(row[c].ToString("0.####", CultureInfo.InvariantCulture));
            }
        }

        return writer.ToString();
    }
}
