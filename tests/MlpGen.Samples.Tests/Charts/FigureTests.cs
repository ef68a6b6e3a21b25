using System.Globalization;
using System.Xml.Linq;
using Charts;

namespace MlpGen.Samples.Tests.Charts;

/// <summary>A figure is one well-formed SVG picture, the same in every culture.</summary>
public class FigureTests
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void A_line_goes_through_its_points_and_is_cut_off_at_the_axes()
    {
        XElement svg = XElement.Parse(Draw([0, 1, 2], [0, 5, 10]).ToSvg());

        string path = svg.Descendants(s_svg + "path").Single().Attribute("d")!.Value;
        XElement plot = svg.Descendants(s_svg + "clipPath").Single().Element(s_svg + "rect")!;
        double left = Number(plot, "x"), top = Number(plot, "y"), width = Number(plot, "width"), height = Number(plot, "height");
        Assert.Equal(FormattableString.Invariant($"M{left} {top + height}L{left + (width / 2)} {top + (height / 2)}L{left + width} {top}"), path);
        Assert.Equal("url(#panel1)", svg.Descendants(s_svg + "g").Single(group => group.Attribute("clip-path") is not null).Attribute("clip-path")!.Value);
    }

    [Fact]
    public void A_point_that_is_not_finite_is_a_gap()
    {
        XElement svg = XElement.Parse(Draw([0, 0.5, 1, 1.5, 2], [0, 1, double.NaN, 1, 0]).ToSvg());

        string path = svg.Descendants(s_svg + "path").Single().Attribute("d")!.Value;
        Assert.Equal(2, path.Count(letter => letter == 'M'));
        Assert.DoesNotContain("NaN", path, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_written_as_they_are_whatever_they_contain()
    {
        XElement svg = XElement.Parse(Draw([0], [0]).ToSvg());

        Assert.Contains(svg.Descendants(s_svg + "text"), text => text.Value == "a < b & c");
    }

    [Fact]
    public void The_culture_makes_no_difference()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        string here = Draw([0, 0.3], [0, 1.7]).ToSvg();
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.Equal(here, Draw([0, 0.3], [0, 1.7]).ToSvg());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Saving_makes_the_folder_that_is_not_there()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("figure");
        try
        {
            string path = Path.Combine(folder.FullName, "new", "figure.svg");

            Draw([0], [0]).Save(path);

            Assert.Equal("svg", XElement.Load(path).Name.LocalName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Figure Draw(double[] x, double[] y)
    {
        var figure = new Figure("a < b & c", columns: 2);
        figure.Add(new Panel
        {
            Title = "panel",
            X = new Axis("x", 0, 2),
            Y = new Axis("y", 0, 10),
            Series = [new Series("line", Palette.Blue, Mark.Line, x, y)],
        });
        return figure;
    }

    private static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
