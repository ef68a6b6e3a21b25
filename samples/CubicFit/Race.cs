using System.Diagnostics;
using System.Globalization;
using Charts;
using MlpGen;
using MlpGen.Optimizers;
using MlpGen.Training;

namespace CubicFit;

/// <summary>Three ways to the same error: how many steps each takes from the same weights, and how long.</summary>
internal sealed class Race
{
    /// <summary>The mean squared error to reach.</summary>
    public const double Goal = 1e-8;

    private static readonly DataSet<double> s_points = Cubic.Exact(Cubic.Steps(-Cubic.Inside, Cubic.Inside, 41));

    /// <summary>Runs them.</summary>
    /// <param name="adamSteps">Steps of Adam, whose learning rate falls to zero over them.</param>
    /// <param name="seed">Of the first weights, the same for all.</param>
    public Race(int adamSteps, int seed)
    {
        NetworkWarmup.Run<EightTanh, double>();
        Runs =
        [
            Run("Adam", Palette.Gray, () => FitByAdam(new EightTanh(seed), adamSteps)),
            Run("L-BFGS", Palette.Blue, () => LbfgsTrainer.For(new EightTanh(seed), new LbfgsOptions { Epochs = 10_000, TargetLoss = Goal }).Fit(s_points)),
            Run("Levenberg-Marquardt", Palette.Vermilion,
                () => LevenbergMarquardtTrainer.For(new EightTanh(seed), new LevenbergMarquardtOptions { TargetLoss = Goal }).Fit(s_points)),
        ];
    }

    /// <summary>One for each way.</summary>
    public IReadOnlyList<Runner> Runs { get; }

    /// <summary>A row for each way.</summary>
    public void Print()
    {
        Print($"{"way",-26}{"steps",11}{"ms",11}{"error",15}");
        foreach (Runner run in Runs)
        {
            Print($"{run.Name,-26}{run.Steps,11:N0}{run.Elapsed.TotalMilliseconds,11:N1}{Rounded.Text(run.Error),15}{(run.HasArrived ? "" : "   not there")}");
        }
    }

    /// <summary>How the errors fell.</summary>
    public Figure Draw()
    {
        var figure = new Figure("y = x³ + 2x² by eight tanh: three ways to an error of 1e-8", columns: 1, panelWidth: 560);
        Series[] losses = [.. Runs.Select(Curve)];
        foreach (Runner run in Runs)
        {
            figure.AddLegend(run.Name, run.Color, Mark.Line);
        }

        figure.Add(new Panel
        {
            Title = "Mean squared error",
            Note = string.Join(", ", Runs.Select(run => string.Create(CultureInfo.InvariantCulture, $"{run.Name} {run.Steps:N0} steps"))),
            X = new Axis("step", 1, Runs.Max(run => run.Steps), Log: true),
            Y = Axis.LogAround("mean squared error", losses.SelectMany(series => series.Y)),
            Series = losses,
        });
        return figure;
    }

    private static Series Curve(Runner run) => Series.OfSteps(run.Name, run.Color, [.. run.History.Epochs.Select(epoch => epoch.TrainingLoss)]);

    /// <summary>Runs a way twice: the first time, what is called is made ready.</summary>
    private static Runner Run(string name, string color, Func<TrainingHistory> fit)
    {
        fit();
        long start = Stopwatch.GetTimestamp();
        TrainingHistory history = fit();
        return new Runner(name, color, history, Stopwatch.GetElapsedTime(start));
    }

    private static TrainingHistory FitByAdam(EightTanh network, int steps) => Trainer.For(network, new Adam<double>(0.02), new TrainerOptions
    {
        BatchSize = TrainerOptions.AllSamples,
        Epochs = steps,
        Schedule = LearningRateSchedule.Cosine(steps),
        Metric = Metric.None,
    }).Fit(s_points);

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    /// <summary>One way.</summary>
    /// <param name="Name">What to call it.</param>
    /// <param name="Color">In the figure.</param>
    /// <param name="History">What each step came to.</param>
    /// <param name="Elapsed">How long it took.</param>
    internal sealed record Runner(string Name, string Color, TrainingHistory History, TimeSpan Elapsed)
    {
        /// <summary>Steps to the goal; all, if that was not reached.</summary>
        public int Steps { get; } = History.Epochs.FirstOrDefault(epoch => epoch.TrainingLoss <= Goal) is { Epoch: > 0 } first
            ? first.Epoch
            : History.Epochs.Count;

        /// <summary>The last error.</summary>
        public double Error => History.Last.TrainingLoss;

        /// <summary>Whether that is the goal.</summary>
        public bool HasArrived => Error <= Goal;
    }
}
