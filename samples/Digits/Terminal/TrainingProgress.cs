using System.Globalization;
using MlpGen.Training;
using Spectre.Console;

namespace Digits.Terminal;

/// <summary>Shows how far training is: as a bar that moves; or, where nothing can move, as a line now and then.</summary>
internal static class TrainingProgress
{
    private const int Lines = 6;

    /// <summary>Runs a training and shows its reports.</summary>
    /// <param name="console">Where.</param>
    /// <param name="epochs">How many reports will come.</param>
    /// <param name="samples">The samples of an epoch.</param>
    /// <param name="train">Trains, and calls what it is given after each epoch.</param>
    public static void Show(IAnsiConsole console, int epochs, int samples, Action<Action<EpochReport>> train)
    {
        if (!console.Profile.Capabilities.Interactive || !console.Profile.Capabilities.Ansi)
        {
            int stride = Math.Max(1, epochs / Lines);
            train(report =>
            {
                if (report.Epoch % stride == 0 || report.Epoch == epochs)
                {
                    console.WriteLine($"  {Line(report, epochs, samples)}");
                }
            });
            return;
        }

        console.Progress()
            .Columns(new ProgressBarColumn { Width = 20 }, new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context =>
            {
                ProgressTask task = context.AddTask("compiling", maxValue: epochs);
                train(report =>
                {
                    task.Description = Line(report, epochs, samples);
                    task.Value = report.Epoch;
                });
            });
    }

    private static string Line(EpochReport report, int epochs, int samples) => string.Create(
        CultureInfo.InvariantCulture,
        $"epoch {report.Epoch}/{epochs}  loss {report.TrainingLoss:0.0000}  test {report.ValidationMetric:P1}  {samples / report.Elapsed.TotalSeconds:N0} images/s");
}
