using MlpGen.Training;

namespace MlpGen.Cluster;

/// <summary>A report on its way: the runtime knows nothing of Orleans, so this has its numbers.</summary>
[GenerateSerializer]
[Alias("mlpgen.EpochReport")]
internal struct EpochReportSurrogate
{
    [Id(0)]
    public int Epoch;

    [Id(1)]
    public double TrainingLoss;

    [Id(2)]
    public double TrainingMetric;

    [Id(3)]
    public double ValidationLoss;

    [Id(4)]
    public double ValidationMetric;

    [Id(5)]
    public int Metric;

    [Id(6)]
    public double LearningRate;

    [Id(7)]
    public bool IsBest;

    [Id(8)]
    public TimeSpan Elapsed;
}

/// <summary>To and from its surrogate.</summary>
[RegisterConverter]
internal sealed class EpochReportConverter : IConverter<EpochReport, EpochReportSurrogate>
{
    /// <inheritdoc/>
    public EpochReport ConvertFromSurrogate(in EpochReportSurrogate surrogate) => new()
    {
        Epoch = surrogate.Epoch,
        TrainingLoss = surrogate.TrainingLoss,
        TrainingMetric = surrogate.TrainingMetric,
        ValidationLoss = surrogate.ValidationLoss,
        ValidationMetric = surrogate.ValidationMetric,
        Metric = (Metric)surrogate.Metric,
        LearningRate = surrogate.LearningRate,
        IsBest = surrogate.IsBest,
        Elapsed = surrogate.Elapsed,
    };

    /// <inheritdoc/>
    public EpochReportSurrogate ConvertToSurrogate(in EpochReport value) => new()
    {
        Epoch = value.Epoch,
        TrainingLoss = value.TrainingLoss,
        TrainingMetric = value.TrainingMetric,
        ValidationLoss = value.ValidationLoss,
        ValidationMetric = value.ValidationMetric,
        Metric = (int)value.Metric,
        LearningRate = value.LearningRate,
        IsBest = value.IsBest,
        Elapsed = value.Elapsed,
    };
}
