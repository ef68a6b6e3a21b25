using System.Globalization;

namespace MlpGen.Training;

/// <summary>What one epoch came to. NaN where nothing was measured.</summary>
public readonly record struct EpochReport
{
    /// <summary>1 for the first.</summary>
    public required int Epoch { get; init; }

    /// <summary>The mean over the epoch of the loss of each sample, computed as its mini-batch was met: while the weights moved, and
    /// with dropout, but without any penalty on weights. Of trainers whose every step sees all samples: the loss after the step, without
    /// dropout.</summary>
    public required double TrainingLoss { get; init; }

    /// <summary>The metric on the training set after the epoch, if <see cref="TrainerOptions.TrainingMetric"/> asks for it.</summary>
    public double TrainingMetric { get; init; }

    /// <summary>The mean loss on the validation set after the epoch, without dropout.</summary>
    public double ValidationLoss { get; init; }

    /// <summary>The metric on the validation set after the epoch.</summary>
    public double ValidationMetric { get; init; }

    /// <summary>Which number the metrics are.</summary>
    public Metric Metric { get; init; }

    /// <summary>The learning rate of the last step. Of <see cref="LbfgsTrainer{TNetwork, T}"/>: the length of the step, in units of its
    /// direction. Of <see cref="LevenbergMarquardtTrainer{TNetwork, T}"/>: the damping μ that the step was taken with.</summary>
    public double LearningRate { get; init; }

    /// <summary>Whether the loss on the validation set (on the training set, where there is none) was smaller than ever before.</summary>
    public bool IsBest { get; init; }

    /// <summary>How long the epoch took, validation included.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>One line for a log or a terminal.</summary>
    public override string ToString()
    {
        string line = string.Create(CultureInfo.InvariantCulture, $"epoch {Epoch}: training loss {TrainingLoss:G6}");
        string name = NameOf(Metric);
        if (!double.IsNaN(TrainingMetric))
        {
            line += string.Create(CultureInfo.InvariantCulture, $", {name} {TrainingMetric:F4}");
        }

        if (!double.IsNaN(ValidationLoss))
        {
            line += string.Create(CultureInfo.InvariantCulture, $"; validation loss {ValidationLoss:G6}");
        }

        if (!double.IsNaN(ValidationMetric))
        {
            line += string.Create(CultureInfo.InvariantCulture, $", {name} {ValidationMetric:F4}");
        }

        return line;
    }

    private static string NameOf(Metric metric) => metric switch
    {
        Metric.RSquared => "R²",
        Metric.MultiLabelAccuracy => "multi-label accuracy",
        Metric.Precision => "precision",
        Metric.Recall => "recall",
        Metric.F1 => "F1",
        Metric.RocAuc => "ROC AUC",
        _ => "accuracy",
    };
}
