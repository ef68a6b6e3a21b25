namespace MlpGen.Training;

/// <summary>Precision, recall and F1 from counts.</summary>
internal static class Detection
{
    /// <summary>One of the three; 0 where its denominator is, NaN where nothing is called and nothing there.</summary>
    /// <param name="metric">Which.</param>
    /// <param name="hits">How many samples are called, and rightly.</param>
    /// <param name="called">How many are called.</param>
    /// <param name="there">How many should be.</param>
    public static double Of(Metric metric, double hits, double called, double there) => called + there == 0 ? double.NaN : metric switch
    {
        Metric.Precision => Share(hits, called),
        Metric.Recall => Share(hits, there),
        _ => 2.0 * hits / (called + there),
    };

    private static double Share(double part, double whole) => whole == 0 ? 0 : part / whole;
}
