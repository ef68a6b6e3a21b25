namespace MlpGen.Training;

/// <summary>One number of each epoch's report, as files of training states have it: a tensor with a number for each epoch.</summary>
/// <param name="Name">The last part of the tensor's name.</param>
/// <param name="Get">The number of a report.</param>
/// <param name="Set">A report with that number.</param>
/// <param name="IsLegal">Which numbers there may be; null for any.</param>
internal sealed record HistoryColumn(
    string Name, Func<EpochReport, double> Get, Func<EpochReport, double, EpochReport> Set, Predicate<double>? IsLegal = null)
{
    private static readonly double s_mostSeconds = TimeSpan.MaxValue.TotalSeconds / 2;

    /// <summary>All of a report but its number, which its place tells.</summary>
    public static HistoryColumn[] All { get; } =
    [
        new("training_loss", static report => report.TrainingLoss, static (report, value) => report with { TrainingLoss = value }),
        new("training_metric", static report => report.TrainingMetric, static (report, value) => report with { TrainingMetric = value }),
        new("validation_loss", static report => report.ValidationLoss, static (report, value) => report with { ValidationLoss = value }),
        new("validation_metric", static report => report.ValidationMetric, static (report, value) => report with { ValidationMetric = value }),
        new("metric", static report => (int)report.Metric, static (report, value) => report with { Metric = (Metric)value },
            static value => value is >= (int)Metric.Auto and <= (int)Metric.RocAuc && double.IsInteger(value)),
        new("learning_rate", static report => report.LearningRate, static (report, value) => report with { LearningRate = value }),
        new("is_best", static report => report.IsBest ? 1 : 0, static (report, value) => report with { IsBest = value == 1 }, static value => value is 0 or 1),
        new("seconds", static report => report.Elapsed.TotalSeconds,
            static (report, value) => report with { Elapsed = TimeSpan.FromTicks((long)Math.Round(value * TimeSpan.TicksPerSecond)) },
            static value => value >= 0 && value <= s_mostSeconds),
    ];
}
