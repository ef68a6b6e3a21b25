using Charts;
using MlpGen.Training;

namespace Digits.Results;

/// <summary>Draws how networks learned: the loss that they descend, and the mistakes that they still make.</summary>
internal static class LossFigure
{
    private static readonly string[] s_colors = [Palette.Blue, Palette.Vermilion];

    public static Figure Draw(IReadOnlyList<LessonResult> results)
    {
        Series[] losses = Curves(results, epoch => epoch.TrainingLoss);
        Series[] mistakes = Curves(results, epoch => 100 * (1 - epoch.ValidationMetric));
        var epochs = new Axis("epoch", 0, results.Max(result => result.History.Epochs.Count));

        var figure = new Figure("Learning to read digits", columns: 2, panelWidth: 430, panelHeight: 340);
        for (int i = 0; i < results.Count; i++)
        {
            figure.AddLegend(losses[i].Name, losses[i].Color, losses[i].Mark);
        }

        figure.Add(new Panel
        {
            Title = "Loss on the training pictures",
            Note = "mean over the epoch; each network has a loss of its own",
            X = epochs,
            Y = Axis.LogAround("loss", losses.SelectMany(series => series.Y)),
            Series = losses,
        });
        figure.Add(new Panel
        {
            Title = "Mistakes on the test pictures",
            Note = "in the end " + string.Join(" and ", results.Select(result => FormattableString.Invariant($"{100 * (1 - result.Test.Accuracy):0.0} %"))),
            X = epochs,
            Y = Axis.LogAround("read wrong (%)", mistakes.SelectMany(series => series.Y)),
            Series = mistakes,
        });
        return figure;
    }

    private static Series[] Curves(IReadOnlyList<LessonResult> results, Func<EpochReport, double> value) =>
    [
        .. results.Select((result, index) => new Series(
            result.Name,
            s_colors[index],
            Mark.Line,
            [.. result.History.Epochs.Select(epoch => (double)epoch.Epoch)],
            [.. result.History.Epochs.Select(value)])),
    ];
}
