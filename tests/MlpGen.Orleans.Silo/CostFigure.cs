using System.Globalization;
using Charts;

namespace MlpGen.Orleans.Silo;

/// <summary>The figure of docs/cluster.md: what steps over silos cost, and how they scale by the model.</summary>
internal static class CostFigure
{
    private const double Samples = 16_384;

    private static readonly string[] s_colors = [Palette.Sky, Palette.Blue, Palette.Orange, Palette.Vermilion];

    /// <summary>Writes the picture.</summary>
    /// <param name="path">Where.</param>
    /// <param name="points">What was measured.</param>
    /// <param name="model">What follows from it.</param>
    public static void Save(string path, IReadOnlyList<CostPoint> points, CostModel model)
    {
        var figure = new Figure("One network over many silos", columns: 3, panelWidth: 350);
        figure.Add(Messages(points, model));
        figure.Add(BySilos(model));
        figure.Add(BySamples(model));
        figure.Save(path);
    }

    private static Panel Messages(IReadOnlyList<CostPoint> points, CostModel model)
    {
        double[] sizes = [.. points.Select(point => point.Parameters).Distinct()];
        var measured = points.GroupBy(point => point.Silos).Select((group, i) => new Series(
            group.Key == 1 ? "1 silo" : Invariant($"{group.Key} silos"), s_colors[i], Mark.Dots,
            [.. group.Select(point => point.Parameters)], [.. group.Select(point => point.PerShard)]));
        var predicted = new Series("model", Palette.Gray, Mark.Dashed, sizes, [.. sizes.Select(model.Shard)]);
        return new()
        {
            Title = "What messages cost",
            Note = "a step beside its arithmetic, each shard",
            X = Axis.LogAround("parameters", points.Select(point => point.Parameters)),
            Y = new Axis("µs", 10, 30_000, Log: true),
            Series = [predicted, .. measured],
            HasLegend = true,
            LegendIsLow = true,
        };
    }

    private static Panel BySilos(CostModel model)
    {
        double[] silos = [.. Enumerable.Range(0, 61).Select(step => Math.Pow(10, step / 20.0))];
        return new()
        {
            Title = "By the number of silos",
            Note = Invariant($"model, {Samples:N0} samples a step"),
            X = new Axis("silos", 1, 1000, Log: true),
            Y = new Axis("times as fast as one processor", 0.02, 500, Log: true),
            Series = [.. Sizes().Select(size => new Series(size.Name, size.Color, Mark.Line, silos, [.. silos.Select(n => model.Speedup(size.Parameters, Samples, n))]))],
            HasLegend = true,
        };
    }

    private static Panel BySamples(CostModel model)
    {
        double[] samples = [.. Enumerable.Range(0, 49).Select(step => 64 * Math.Pow(2, step / 3.0))];
        return new()
        {
            Title = "By the samples of a step",
            Note = "model, with the best number of silos",
            X = new Axis("samples a step", samples[0], samples[^1], Log: true),
            Y = new Axis("times as fast as one processor", 1, 50, Log: true),
            Series = [.. Sizes().Select(size => new Series(size.Name, size.Color, Mark.Line, samples, [.. samples.Select(n => model.BestSpeedup(size.Parameters, n))]))],
        };
    }

    private static IEnumerable<(double Parameters, string Name, string Color)> Sizes() =>
        CostModel.Sizes.Zip(s_colors, (parameters, color) => (parameters, Invariant($"{parameters:N0} parameters"), color));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
