using System.Globalization;
using nietras.SeparatedValues;
using Tabular.Columns;
using Tabular.Learning;

namespace Tabular.Results;

/// <summary>Writes what was foretold as a CSV: for a look at single rows, and for other programs, which can take the same folds.</summary>
internal static class PredictionFile
{
    /// <summary>Writes the rows of a cross-validation in the order of the table.</summary>
    public static void Write(string path, TableData data, FoldResult[] folds)
    {
        using SepWriter writer = Sep.New(',').Writer(static options => options with { Escape = true }).ToFile(path);
        var places = folds.SelectMany(static (fold, k) => fold.Rows.Select((row, i) => (Row: row, Fold: k, Index: i))).OrderBy(static place => place.Row);
        foreach ((int row, int k, int i) in places)
        {
            using SepWriter.Row line = writer.NewRow();
            line["line"].Set(data.Lines[row].ToString(CultureInfo.InvariantCulture));
            line["fold"].Set((k + 1).ToString(CultureInfo.InvariantCulture));
            Foretold foretold = folds[k].Foretold;
            if (data.IsClassification)
            {
                line[data.Target.Name].Set(data.Classes[foretold.Labels[i]]);
                line["predicted"].Set(data.Classes[foretold.Answers[i]]);
                for (int c = 0; c < data.Classes.Count; c++)
                {
                    line[$"p({data.Classes[c]})"].Set(foretold.Probabilities[i][c].ToString("0.####", CultureInfo.InvariantCulture));
                }
            }
            else
            {
                line[data.Target.Name].Set(foretold.Measured[i].ToString("R", CultureInfo.InvariantCulture));
                line["predicted"].Set(((float)foretold.Numbers[i]).ToString("R", CultureInfo.InvariantCulture));
            }
        }
    }
}
