using System.Text;
using System.Xml.Linq;

namespace Charts;

/// <summary>Draws one panel into its rectangle of the figure.</summary>
/// <param name="panel">What to draw.</param>
/// <param name="left">Left edge of the rectangle.</param>
/// <param name="top">Upper edge.</param>
/// <param name="width">Width.</param>
/// <param name="height">Height.</param>
/// <param name="clip">A name, unique in the figure, for what cuts lines off at the axes.</param>
internal sealed class PanelDrawing(Panel panel, double left, double top, double width, double height, string clip)
{
    public const string BandColor = "#e3eef7";
    private const string GridColor = "#e2e2e2", FrameColor = "#777777";

    // The plot lies inside of titles above, labels below and on the left, and air on the right.
    private readonly double _left = left + Math.Max(62, panel.Y.LongestName * 7 + 34), _right = left + width - 14;
    private readonly double _top = top + 46, _bottom = top + height - 46;

    public XElement Draw()
    {
        var group = new XElement(Svg.Name("g"));
        group.Add(Svg.Text(_left, top + 18, panel.Title, size: 15, bold: true));
        group.Add(Svg.Text(_left, top + 36, panel.Note, size: 12.5, fill: "#555555"));
        DrawGround(group);
        DrawAxes(group);

        DrawCells(group);
        XElement lines = Svg.Element("g", ("clip-path", $"url(#{clip})"));
        foreach (Series series in panel.Series)
        {
            lines.Add(series.Mark == Mark.Dots ? Dots(series) : Line(series));
        }

        group.Add(new XElement(Svg.Name("clipPath"), new XAttribute("id", clip), Plot("#000000")), lines);
        if (panel.HasLegend)
        {
            DrawLegend(group);
        }

        return group;
    }

    private XElement Plot(string fill, string stroke = "none") => Svg.Rectangle(_left, _top, _right - _left, _bottom - _top, fill, stroke);

    private double X(double value) => _left + (panel.X.Fraction(value) * (_right - _left));

    private double Y(double value) => _bottom - (panel.Y.Fraction(value) * (_bottom - _top));

    private void DrawGround(XElement group)
    {
        if (panel.Band is var (from, to))
        {
            double start = Math.Max(X(from), _left), end = Math.Min(X(to), _right);
            group.Add(Svg.Rectangle(start, _top, end - start, _bottom - _top, BandColor));
        }
    }

    private void DrawCells(XElement group)
    {
        foreach (Cell cell in panel.Cells)
        {
            double start = X(cell.X - 0.5), end = X(cell.X + 0.5), upper = Math.Min(Y(cell.Y - 0.5), Y(cell.Y + 0.5)), lower = Math.Max(Y(cell.Y - 0.5), Y(cell.Y + 0.5));
            XElement ground = Svg.Rectangle(start, upper, end - start, lower - upper, Palette.Blue, "#ffffff");
            ground.Add(new XAttribute("fill-opacity", Svg.Number(cell.Strength)));
            double size = Math.Clamp((end - start) / 4, 7, 13);
            group.Add(ground, Svg.Text((start + end) / 2, (upper + lower) / 2 + size / 3, cell.Text, size, anchor: "middle", fill: cell.Strength > 0.55 ? "#ffffff" : Palette.Black));
        }
    }

    private void DrawAxes(XElement group)
    {
        foreach (Tick tick in panel.X.Ticks(most: 6))
        {
            group.Add(Svg.Line(X(tick.Value), _top, X(tick.Value), _bottom, GridColor));
            group.Add(Svg.Text(X(tick.Value), _bottom + 16, tick.Label, size: 12, anchor: "middle"));
        }

        foreach (Tick tick in panel.Y.Ticks(most: 6))
        {
            group.Add(Svg.Line(_left, Y(tick.Value), _right, Y(tick.Value), GridColor));
            group.Add(Svg.Text(_left - 7, Y(tick.Value) + 4, tick.Label, size: 12, anchor: "end"));
        }

        group.Add(Plot("none", FrameColor));
        group.Add(Svg.Text((_left + _right) / 2, _bottom + 35, panel.X.Label, size: 13, anchor: "middle"));
        group.Add(Svg.UpwardText(left + 16, (_top + _bottom) / 2, panel.Y.Label, size: 13));
    }

    private IEnumerable<XElement> Dots(Series series) =>
        series.X.Zip(series.Y, (x, y) => (X: X(x), Y: Y(y))).Where(IsPlaced).Select(point => Svg.Dot(point.X, point.Y, series.Color));

    private XElement Line(Series series)
    {
        var path = new StringBuilder();
        bool drawing = false;
        foreach ((double x, double y) in series.X.Zip(series.Y, (x, y) => (X(x), Y(y))))
        {
            bool placed = IsPlaced((x, y));
            if (placed)
            {
                path.Append(drawing ? 'L' : 'M').Append(Svg.Number(x)).Append(' ').Append(Svg.Number(y));
            }

            drawing = placed;
        }

        XElement line = Svg.Element("path", ("d", path.ToString()), ("fill", "none"), ("stroke", series.Color), ("stroke-width", "2.2"), ("stroke-linejoin", "round"));
        if (series.Mark == Mark.Dashed)
        {
            line.Add(new XAttribute("stroke-dasharray", "6 4"));
        }

        return line;
    }

    /// <summary>Finite, and not so far out that a viewer's single precision would lose it.</summary>
    private static bool IsPlaced((double X, double Y) point) => Math.Abs(point.X) < 1e6 && Math.Abs(point.Y) < 1e6;

    private void DrawLegend(XElement group)
    {
        LegendEntry[] entries = [.. panel.Series.Select(series => new LegendEntry(series.Name, series.Color, series.Mark))];
        double x = _right - entries.Max(entry => entry.Width) + 10;
        double y = panel.LegendIsLow ? _bottom - 14 - (entries.Length * 18) : _top + 6;
        XElement ground = Svg.Rectangle(x - 8, y, _right - x + 2, (entries.Length * 18) + 8, "#ffffff", GridColor);
        ground.Add(new XAttribute("fill-opacity", "0.85"));
        group.Add(ground);
        for (int i = 0; i < entries.Length; i++)
        {
            group.Add(entries[i].Draw(x, y + 13 + (i * 18)));
        }
    }
}
