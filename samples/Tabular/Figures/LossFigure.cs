using Charts;
using MlpGen.Training;

namespace Tabular.Figures;

/// <summary>The loss over the epochs, on the rows that were learned from and on those that told when to stop.</summary>
internal static class LossFigure
{
    public static Figure Draw(string title, TrainingHistory history)
    {
        double[] epochs = [.. history.Epochs.Select(static report => (double)report.Epoch)];
        double[] training = [.. history.Epochs.Select(static report => report.TrainingLoss)];
        double[] validation = [.. history.Epochs.Select(static report => report.ValidationLoss)];
        int best = history.BestEpoch;
        var figure = new Figure(title, columns: 1, panelWidth: 560, panelHeight: 340);
        figure.Add(new Panel
        {
            Title = "Loss",
            Note = $"least on the validation rows after {best} epochs: so long the network then learns from all rows",
            X = new Axis("epoch", 0, Math.Max(1, epochs.Length)),
            Y = Axis.LogAround("mean loss", training.Concat(validation)),
            Series =
            [
                new Series("learned from", Palette.Blue, Mark.Line, epochs, training),
                new Series("validation", Palette.Vermilion, Mark.Line, epochs, validation),
            ],
            HasLegend = true,
        });
        return figure;
    }
}
