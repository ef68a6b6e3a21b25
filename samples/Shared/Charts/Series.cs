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
public sealed record Series(string Name, string Color, Mark Mark, IReadOnlyList<double> X, IReadOnlyList<double> Y);
