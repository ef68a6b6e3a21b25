using System.Globalization;
using Charts;
using Tabular.Results;

namespace Tabular.Figures;

/// <summary>Figures of foretold classes: what is taken for what, whether probabilities are what they say, and how well classes are told apart.</summary>
/// <param name="classes">Their names.</param>
/// <param name="foretold">What was foretold.</param>
internal sealed class ClassFigures(IReadOnlyList<string> classes, Foretold foretold)
{
    private const int Bins = 10;

    private static readonly string[] s_colors = [Palette.Blue, Palette.Vermilion, Palette.Green, Palette.Purple, Palette.Orange, Palette.Sky, Palette.Black, Palette.Gray];

    /// <summary>A row for each class that rows are, a column for each that they are taken for.</summary>
    public Figure Confusion(string title)
    {
        int[] answers = foretold.Answers;
        var cells = new List<Cell>();
        for (int actual = 0; actual < classes.Count; actual++)
        {
            int members = foretold.Labels.Count(label => label == actual);
            for (int said = 0; said < classes.Count; said++)
            {
                int count = foretold.Labels.Zip(answers).Count(pair => pair.First == actual && pair.Second == said);
                cells.Add(new Cell(said, classes.Count - 1 - actual, members == 0 ? 0 : 0.9 * count / members, count.ToString(CultureInfo.InvariantCulture)));
            }
        }

        double side = Math.Clamp(84 * classes.Count, 330, 1200);
        var figure = new Figure(title, columns: 1, panelWidth: side + 90, panelHeight: side);
        figure.Add(new Panel
        {
            Title = "Confusion",
            Note = string.Create(CultureInfo.InvariantCulture, $"{foretold.Count} rows, {Scores.Text(Score.Accuracy(foretold))} right; darker is a larger share of its row"),
            X = Axis.OfNames("taken for", classes),
            Y = Axis.OfNames("is", [.. classes.Reverse()]),
            Series = [],
            Cells = cells,
        });
        return figure;
    }

    /// <summary>How often a class is there where its probability was said to be p; of two classes the second, else all together.</summary>
    public Figure Calibration(string title)
    {
        (double Said, double IsSo)[] pairs =
        [
            .. foretold.Labels.SelectMany((label, r) => Enumerable.Range(classes.Count == 2 ? 1 : 0, classes.Count == 2 ? 1 : classes.Count)
                .Select(k => (foretold.Probabilities[r][k], label == k ? 1.0 : 0))),
        ];
        var bins = pairs.GroupBy(static pair => Math.Min(Bins - 1, (int)(pair.Said * Bins))).OrderBy(static bin => bin.Key)
            .Select(static bin => (Said: bin.Average(static pair => pair.Said), IsSo: bin.Average(static pair => pair.IsSo), Count: bin.Count())).ToArray();
        double error = bins.Sum(bin => (double)bin.Count / pairs.Length * Math.Abs(bin.Said - bin.IsSo));
        var figure = new Figure(title, columns: 1, panelWidth: 420, panelHeight: 400);
        figure.Add(new Panel
        {
            Title = classes.Count == 2 ? $"Calibration: '{classes[1]}'" : "Calibration",
            Note = string.Create(CultureInfo.InvariantCulture, $"in tenths of what was said; off by {error:0.000} in the mean"),
            X = new Axis("said probability", 0, 1),
            Y = new Axis("share that is so", 0, 1),
            Series =
            [
                new Series("as it should be", Palette.Gray, Mark.Dashed, [0, 1], [0, 1]),
                new Series("", Palette.Blue, Mark.Line, [.. bins.Select(static bin => bin.Said)], [.. bins.Select(static bin => bin.IsSo)]),
                new Series("", Palette.Blue, Mark.Dots, [.. bins.Select(static bin => bin.Said)], [.. bins.Select(static bin => bin.IsSo)]),
            ],
        });
        return figure;
    }

    /// <summary>The ROC curve of each class against the others; of two classes that of the second.</summary>
    public Figure Roc(string title)
    {
        int[] shown = classes.Count == 2 ? [1] : [.. Enumerable.Range(0, classes.Count).Where(k => foretold.Labels.Contains(k)).Take(s_colors.Length)];
        Series[] curves = [.. shown.Select((k, i) => Curve(k, s_colors[i]))];
        var figure = new Figure(title, columns: 1, panelWidth: 460, panelHeight: 430);
        figure.Add(new Panel
        {
            Title = "ROC",
            Note = classes.Count == 2 ? $"'{classes[1]}' against '{classes[0]}'" : "each class against the others",
            X = new Axis("false positive rate", 0, 1),
            Y = new Axis("true positive rate", 0, 1.02),
            Series = [.. curves, new Series("by chance", Palette.Gray, Mark.Dashed, [0, 1], [0, 1])],
            HasLegend = true,
            LegendIsLow = true,
        });
        return figure;
    }

    private Series Curve(int k, string color)
    {
        int[] order = [.. Enumerable.Range(0, foretold.Count).OrderByDescending(r => foretold.Probabilities[r][k])];
        int members = foretold.Labels.Count(label => label == k), others = foretold.Count - members, hits = 0, alarms = 0;
        List<double> x = [0], y = [0];
        for (int i = 0; i < order.Length; i++)
        {
            _ = foretold.Labels[order[i]] == k ? hits++ : alarms++;
            if (i + 1 == order.Length || foretold.Probabilities[order[i + 1]][k] != foretold.Probabilities[order[i]][k])
            {
                Corner(x, y, (double)alarms / Math.Max(1, others), (double)hits / Math.Max(1, members));
            }
        }

        // A straight piece needs its ends alone.
        static void Corner(List<double> x, List<double> y, double nextX, double nextY)
        {
            if (x.Count > 1 && ((x[^1] == nextX && x[^2] == nextX) || (y[^1] == nextY && y[^2] == nextY)))
            {
                x.RemoveAt(x.Count - 1);
                y.RemoveAt(y.Count - 1);
            }

            x.Add(nextX);
            y.Add(nextY);
        }

        string area = string.Create(CultureInfo.InvariantCulture, $"{Score.RocAuc(foretold, k):0.000}");
        return new Series($"{classes[k]}: {area}", color, Mark.Line, x, y);
    }
}
