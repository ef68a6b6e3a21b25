using System.Xml.Linq;

namespace Charts;

/// <summary>A name beside a sample of what it stands for.</summary>
/// <param name="Name">The name.</param>
/// <param name="Color">The colour of the sample.</param>
/// <param name="Mark">How it is drawn; null for a patch of ground.</param>
internal sealed record LegendEntry(string Name, string Color, Mark? Mark)
{
    private const double SampleWidth = 26, Gap = 7, After = 24, CharacterWidth = 7;

    /// <summary>What it takes, with the distance to the next. Widths of letters are the viewer's: this is a generous guess.</summary>
    public double Width => SampleWidth + Gap + (Name.Length * CharacterWidth) + After;

    /// <summary>Draws it from x on, its middle at y.</summary>
    public IEnumerable<XElement> Draw(double x, double y) =>
    [
        Mark switch
        {
            null => Svg.Rectangle(x, y - 7, SampleWidth, 14, Color),
            Charts.Mark.Dots => Svg.Dot(x + (SampleWidth / 2), y, Color),
            { } mark => Svg.Line(x, y, x + SampleWidth, y, Color, width: 2.2, dashed: mark == Charts.Mark.Dashed),
        },
        Svg.Text(x + SampleWidth + Gap, y + 4.5, Name, size: 13),
    ];
}
