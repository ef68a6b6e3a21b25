using System.Globalization;
using Charts;
using Tabular.Results;

namespace Tabular.Figures;

/// <summary>Figures of foretold numbers: predicted against measured, and what is left over.</summary>
/// <param name="target">What is foretold.</param>
/// <param name="foretold">What was foretold.</param>
internal sealed class NumberFigures(string target, Foretold foretold)
{
    /// <summary>More dots than this say no more and take long to draw.</summary>
    private const int MostDots = 2000;

    private int Stride => (foretold.Count + MostDots - 1) / MostDots;

    private double[] Measured => [.. foretold.Measured.Where((_, r) => r % Stride == 0)];

    private double[] Predicted => [.. foretold.Numbers.Where((_, r) => r % Stride == 0)];

    /// <summary>What was foretold over what was measured; on the diagonal they are the same.</summary>
    public Figure PredictedAgainstMeasured(string title)
    {
        double[] measured = Measured, predicted = Predicted;
        Axis axis = Axis.Around($"{target}, measured", measured.Concat(predicted));
        var figure = new Figure(title, columns: 1, panelWidth: 460, panelHeight: 440);
        figure.Add(new Panel
        {
            Title = "Predicted against measured",
            Note = string.Create(CultureInfo.InvariantCulture, $"{foretold.Count} rows, R² {Score.RSquared(foretold):0.000}"),
            X = axis,
            Y = axis with { Label = $"{target}, predicted" },
            Series =
            [
                new Series("", Palette.Blue, Mark.Dots, measured, predicted),
                new Series("", Palette.Vermilion, Mark.Dashed, [axis.Min, axis.Max], [axis.Min, axis.Max]),
            ],
        });
        return figure;
    }

    /// <summary>Measured less predicted, over what was predicted, and how often each is.</summary>
    public Figure Residuals(string title)
    {
        double[] predicted = Predicted, residuals = [.. Measured.Zip(predicted, static (t, y) => t - y)];
        Axis x = Axis.Around($"{target}, predicted", predicted), y = Axis.Around("measured − predicted", residuals.Append(0));
        var figure = new Figure(title, columns: 2, panelWidth: 420, panelHeight: 360);
        figure.Add(new Panel
        {
            Title = "Residuals",
            Note = string.Create(CultureInfo.InvariantCulture, $"root mean square {Score.RootMeanSquaredError(foretold):0.###}"),
            X = x,
            Y = y,
            Series =
            [
                new Series("", Palette.Blue, Mark.Dots, predicted, residuals),
                new Series("", Palette.Vermilion, Mark.Dashed, [x.Min, x.Max], [0, 0]),
            ],
        });

        const int Bins = 30;
        double[] counts = new double[Bins];
        foreach (double residual in foretold.Measured.Zip(foretold.Numbers, static (t, p) => t - p))
        {
            counts[Math.Clamp((int)(y.Fraction(residual) * Bins), 0, Bins - 1)]++;
        }

        double width = (y.Max - y.Min) / Bins;
        figure.Add(new Panel
        {
            Title = "How often",
            Note = $"all {foretold.Count} rows",
            X = y,
            Y = new Axis("rows", 0, counts.Max() * 1.05),
            Series =
            [
                new Series(
                    "", Palette.Blue, Mark.Line,
                    [.. Enumerable.Range(0, Bins).SelectMany(bin => new[] { y.Min + bin * width, y.Min + (bin + 1) * width })],
                    [.. counts.SelectMany(static count => new[] { count, count })]),
                new Series("", Palette.Vermilion, Mark.Dashed, [0, 0], [0, counts.Max() * 1.05]),
            ],
        });
        return figure;
    }
}
