using System.Globalization;
using System.Text;
using nietras.SeparatedValues;

namespace MlpGen.Cluster;

/// <summary>What a sweep came to, best first: as rows, as text, as CSV.</summary>
public sealed class SweepTable
{
    private static readonly string[] s_measured = ["seed", "epochs", "loss", "metric", "state"];

    internal SweepTable(IEnumerable<SweepRow> rows) =>
        Rows = [.. rows.OrderBy(row => row.Failure is not null).ThenBy(row => row.IsDiscarded).ThenBy(row => row.Loss)];

    /// <summary>A row for each trial: those that were trained to the end by their losses, then those that were discarded, then those that failed.</summary>
    public IReadOnlyList<SweepRow> Rows { get; }

    /// <summary>The first row.</summary>
    public SweepRow Best => Rows[0];

    /// <summary>A line for each row, in columns.</summary>
    public override string ToString()
    {
        List<string[]> lines = [Names, .. Rows.Select(row => Cells(row, "G6"))];
        int[] widths = [.. Enumerable.Range(0, lines[0].Length).Select(column => lines.Max(line => line[column].Length))];
        var text = new StringBuilder();
        foreach (string[] line in lines)
        {
            text.AppendLine(string.Join("  ", line.Zip(widths, (cell, width) => cell.PadLeft(width))).TrimEnd());
        }

        return text.ToString();
    }

    /// <summary>The same with all digits: settings, seed, epochs, loss, metric, and <c>trained</c>, <c>discarded</c> or why it failed.</summary>
    public string ToCsv()
    {
        using SepWriter writer = Sep.New(',').Writer(options => options with { Escape = true }).ToText();
        string[] names = Names;
        foreach (SweepRow row in Rows)
        {
            using SepWriter.Row line = writer.NewRow();
            foreach ((string name, string cell) in names.Zip(Cells(row, "R")))
            {
                line[name].Set(cell);
            }
        }

        return writer.ToString();
    }

    private string[] Names => [.. SettingNames, .. s_measured];

    private IEnumerable<string> SettingNames => Rows.SelectMany(row => row.Settings).Select(setting => setting.Key).Distinct();

    private string[] Cells(SweepRow row, string format) =>
    [
        .. SettingNames.Select(name => row.Settings.Text(name, "")),
        row.Seed.ToString(CultureInfo.InvariantCulture),
        row.Epochs.ToString(CultureInfo.InvariantCulture),
        row.Loss.ToString(format, CultureInfo.InvariantCulture),
        row.Metric.ToString(format, CultureInfo.InvariantCulture),
        row.Failure ?? (row.IsDiscarded ? "discarded" : "trained"),
    ];
}
