using System.Text;

namespace Cluster.Terminal;

/// <summary>A curve of eighths of characters.</summary>
internal static class Curve
{
    private const string Bars = " ▁▂▃▄▅▆▇█";

    /// <summary>Some rows of text, from the top down; the newest number is at the right.</summary>
    /// <param name="values">From 0 to <paramref name="most"/>.</param>
    /// <param name="most">What fills a column.</param>
    /// <param name="width">Characters in a row; older numbers are left out.</param>
    /// <param name="height">Rows.</param>
    public static string[] Draw(IReadOnlyList<double> values, double most, int width, int height)
    {
        double[] shown = [.. values.Skip(Math.Max(0, values.Count - width))];
        return [.. Enumerable.Range(0, height).Reverse().Select(row =>
        {
            var text = new StringBuilder();
            foreach (double value in shown)
            {
                int eighths = (int)Math.Round(8 * height * Math.Clamp(value / most, 0, 1));
                text.Append(Bars[Math.Clamp(eighths - 8 * row, 0, 8)]);
            }

            return text.ToString().PadRight(width);
        })];
    }
}
