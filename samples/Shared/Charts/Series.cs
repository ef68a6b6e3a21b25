namespace Charts;

/// <summary>How the points of a series are drawn.</summary>
public enum Mark
{
    /// <summary>Joined by a line.</summary>
    Line,

    /// <summary>Joined by a dashed line.</summary>
    Dashed,

    /// <summary>A dot each.</summary>
    Dots,
}

/// <summary>A row of points that belong together. A point that is not finite, or has no place on an axis, is a gap.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Color">An SVG colour; see <see cref="Palette"/>.</param>
/// <param name="Mark">Line or dots.</param>
/// <param name="X">One value a point.</param>
/// <param name="Y">As many.</param>
public sealed record Series(string Name, string Color, Mark Mark, IReadOnlyList<double> X, IReadOnlyList<double> Y)
{
    /// <summary>A line over steps that are counted from 1, for a logarithmic axis: so many points that it is whole, and no more, those whose step is the next
    /// hundredth of a power of ten.</summary>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="color">Its colour.</param>
    /// <param name="values">One for each step.</param>
    public static Series OfSteps(string name, string color, IReadOnlyList<double> values)
    {
        int[] shown = [.. Enumerable.Range(1, values.Count).DistinctBy(step => (int)(100 * Math.Log10(step)))];
        return new Series(name, color, Mark.Line, [.. shown.Select(step => (double)step)], [.. shown.Select(step => values[step - 1])]);
    }
}
