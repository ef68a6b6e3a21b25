using System.Globalization;
using System.Xml.Linq;

namespace Charts;

/// <summary>The few elements of SVG that a chart is made of. Lengths are in pixels, y downwards.</summary>
internal static class Svg
{
    private static readonly XNamespace s_namespace = "http://www.w3.org/2000/svg";

    public static XName Name(string name) => s_namespace + name;

    public static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    public static XElement Rectangle(double x, double y, double width, double height, string fill, string stroke = "none") =>
        Element("rect", ("x", Number(x)), ("y", Number(y)), ("width", Number(width)), ("height", Number(height)), ("fill", fill), ("stroke", stroke));

    public static XElement Line(double x1, double y1, double x2, double y2, string stroke, double width = 1, bool dashed = false)
    {
        XElement line = Element("line", ("x1", Number(x1)), ("y1", Number(y1)), ("x2", Number(x2)), ("y2", Number(y2)), ("stroke", stroke), ("stroke-width", Number(width)));
        if (dashed)
        {
            line.Add(new XAttribute("stroke-dasharray", "6 4"));
        }

        return line;
    }

    public static XElement Dot(double x, double y, string fill) =>
        Element("circle", ("cx", Number(x)), ("cy", Number(y)), ("r", "3"), ("fill", fill));

    public static XElement Text(double x, double y, string text, double size, string anchor = "start", bool bold = false, string fill = Palette.Black)
    {
        XElement element = Element("text", ("x", Number(x)), ("y", Number(y)), ("font-size", Number(size)), ("text-anchor", anchor), ("fill", fill));
        if (bold)
        {
            element.Add(new XAttribute("font-weight", "600"));
        }

        element.Add(text);
        return element;
    }

    /// <summary>Text that reads upwards, centred on a point.</summary>
    public static XElement UpwardText(double x, double y, string text, double size)
    {
        XElement element = Text(0, 0, text, size, "middle");
        element.Add(new XAttribute("transform", $"translate({Number(x)} {Number(y)}) rotate(-90)"));
        return element;
    }

    public static XElement Element(string name, params (string Name, string Value)[] attributes) =>
        new(Name(name), attributes.Select(attribute => new XAttribute(attribute.Name, attribute.Value)));
}
