namespace Charts;

/// <summary>One coordinate system with what is drawn in it.</summary>
public sealed record Panel
{
    /// <summary>What it shows, in bold above it.</summary>
    public required string Title { get; init; }

    /// <summary>A line below the title: figures, mostly.</summary>
    public string Note { get; init; } = "";

    /// <summary>The horizontal axis.</summary>
    public required Axis X { get; init; }

    /// <summary>The vertical axis.</summary>
    public required Axis Y { get; init; }

    /// <summary>What is drawn, the first at the bottom. What leaves the axes is cut off.</summary>
    public required IReadOnlyList<Series> Series { get; init; }

    /// <summary>Shaded squares behind the series, in axes of names.</summary>
    public IReadOnlyList<Cell> Cells { get; init; } = [];

    /// <summary>A part of the horizontal axis with a shaded ground.</summary>
    public (double From, double To)? Band { get; init; }

    /// <summary>Whether the names of the series stand in its upper right corner.</summary>
    public bool HasLegend { get; init; }

    /// <summary>Whether they stand in the lower right corner instead, where curves leave room there.</summary>
    public bool LegendIsLow { get; init; }
}
