using System.Globalization;

namespace Tabular.Results;

/// <summary>How scores are written.</summary>
internal static class Scores
{
    /// <summary>Three digits behind the point, or as many as tell something.</summary>
    public static string Text(double score) => double.IsNaN(score) ? "–"
        : Math.Abs(score) >= 100 ? score.ToString("0.0", CultureInfo.InvariantCulture)
        : score.ToString("0.000", CultureInfo.InvariantCulture);
}
