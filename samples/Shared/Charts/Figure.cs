using System.Globalization;
using System.Xml.Linq;

namespace Charts;

/// <summary>Panels side by side and one below the other, under a title and a legend, as one SVG picture.</summary>
/// <param name="title">The heading.</param>
/// <param name="columns">How many panels stand side by side.</param>
/// <param name="panelWidth">The width of each in pixels, its labels included.</param>
/// <param name="panelHeight">Its height.</param>
public sealed class Figure(string title, int columns, double panelWidth = 340, double panelHeight = 290)
{
    private const double Margin = 24, TitleHeight = 48, LegendHeight = 30;

    private readonly List<Panel> _panels = [];
    private readonly List<LegendEntry> _legend = [];

    /// <summary>Adds a panel, row by row.</summary>
    public void Add(Panel panel) => _panels.Add(panel);

    /// <summary>Adds a line to the legend that all panels share.</summary>
    public void AddLegend(string name, string color, Mark mark) => _legend.Add(new LegendEntry(name, color, mark));

    /// <summary>Adds a patch to the legend, the meaning of <see cref="Panel.Band"/>.</summary>
    public void AddBandLegend(string name) => _legend.Add(new LegendEntry(name, PanelDrawing.BandColor, Mark: null));

    /// <summary>Writes the picture, over what was there.</summary>
    public void Save(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        File.WriteAllText(path, ToSvg() + "\n");
    }

    /// <summary>The picture as the text of an SVG file.</summary>
    public string ToSvg()
    {
        int rows = (_panels.Count + columns - 1) / columns;
        double top = TitleHeight + (_legend.Count == 0 ? 0 : LegendHeight);
        double width = (2 * Margin) + (columns * panelWidth);
        double height = top + (rows * panelHeight) + (Margin / 2);

        var svg = new XElement(Svg.Name("svg"),
            new XAttribute("width", Svg.Number(width)), new XAttribute("height", Svg.Number(height)),
            new XAttribute("viewBox", $"0 0 {Svg.Number(width)} {Svg.Number(height)}"), new XAttribute("role", "img"),
            new XAttribute("font-family", "'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"),
            new XElement(Svg.Name("title"), title),
            Svg.Rectangle(0, 0, width, height, "#ffffff"),
            Svg.Text(width / 2, 34, title, size: 20, anchor: "middle", bold: true));

        DrawLegend(svg, width / 2, TitleHeight + 12);
        for (int i = 0; i < _panels.Count; i++)
        {
            double left = Margin + (i % columns * panelWidth), upper = top + (i / columns * panelHeight);
            string clip = string.Create(CultureInfo.InvariantCulture, $"panel{i + 1}");
            svg.Add(new PanelDrawing(_panels[i], left, upper, panelWidth, panelHeight, clip).Draw());
        }

        return svg.ToString();
    }

    private void DrawLegend(XElement svg, double middle, double y)
    {
        double x = middle - (_legend.Sum(entry => entry.Width) / 2);
        foreach (LegendEntry entry in _legend)
        {
            svg.Add(entry.Draw(x, y));
            x += entry.Width;
        }
    }
}
