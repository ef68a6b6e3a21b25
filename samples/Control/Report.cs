using System.Diagnostics;
using System.Globalization;
using Charts;

namespace Control;

/// <summary>What a trial came to, in the terminal and as a figure.</summary>
internal sealed class Report(Model model, Trial trial)
{
    /// <summary>Rows of figures.</summary>
    public void Print()
    {
        double seconds = trial.Path.Length * Pendulum.Tick;
        TimeSpan[] sorted = [.. trial.Decisions.Order()];
        (double step, double jacobian) = Times();
        Print($"model off by           {model.Error:0.0e0} rad/s², root mean square on motions it has not seen");
        Print($"stands from            {Text(trial.StandsFrom(0, Trial.PushAt))}");
        Print($"pushed by {Trial.Push} rad/s    at {Trial.PushAt} s, stands again from {Text(trial.StandsFrom(Trial.PushAt, seconds))}");
        Print($"a decision             {sorted[sorted.Length / 2].TotalMicroseconds:N0} µs in the median, {sorted[^1].TotalMicroseconds:N0} µs at worst, of {1e6 * Pendulum.Tick:N0} µs to the next tick");
        Print($"  a step of the model  {step:N0} ns");
        Print($"  its Jacobian         {jacobian:N0} ns, {Controller.Horizon} of them in one call");
        Print($"allocated              {trial.AllocatedBytes} bytes in {trial.Decisions.Length:N0} decisions");
    }

    /// <summary>How it swung up, and what the motor did.</summary>
    public Figure Draw()
    {
        var figure = new Figure("A pendulum swings up by a model that was learnt", columns: 1, panelWidth: 720, panelHeight: 230);
        double[] times = [.. trial.Path.Select((_, i) => i * Pendulum.Tick)];
        var time = new Axis("t in s", 0, trial.Path.Length * Pendulum.Tick);
        figure.Add(new Panel
        {
            Title = "Height of the mass",
            Note = string.Create(CultureInfo.InvariantCulture, $"pushed at {Trial.PushAt} s"),
            X = time,
            Y = new Axis("height in m", -1.1, 1.1),
            Series = [new Series("height", Palette.Blue, Mark.Line, times, [.. trial.Path.Select(motion => Math.Cos(motion.Angle))])],
        });
        figure.Add(new Panel
        {
            Title = "Torque of the motor",
            Note = string.Create(CultureInfo.InvariantCulture, $"at most {Pendulum.Torque} N·m: 9.81 would hold it level"),
            X = time,
            Y = new Axis("torque in N·m", -1.1 * Pendulum.Torque, 1.1 * Pendulum.Torque),
            Series = [new Series("torque", Palette.Vermilion, Mark.Line, times, trial.Torques)],
        });
        return figure;
    }

    /// <summary>Nanoseconds of a step of the model, and of its Jacobian in a batch: the best of some rounds.</summary>
    private (double Step, double Jacobian) Times()
    {
        double[] inputs = new double[4 * Controller.Horizon], jacobians = new double[4 * Controller.Horizon];
        var slopes = new Slope[Controller.Horizon];
        for (int i = 0; i < Controller.Horizon; i++)
        {
            Model.Encode(trial.Path[i], trial.Torques[i], inputs.AsSpan(4 * i, 4));
        }

        double step = Best(() =>
        {
            Motion motion = Motion.Hanging;
            for (int i = 0; i < Controller.Horizon; i++)
            {
                motion = model.Step(motion, trial.Torques[i]);
            }
        });
        return (step, Best(() => model.Differentiate(inputs, jacobians, slopes)));
    }

    private static double Best(Action horizon)
    {
        const int rounds = 200, repetitions = 10;
        double best = double.PositiveInfinity;
        for (int round = 0; round < rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < repetitions; i++)
            {
                horizon();
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / (repetitions * Controller.Horizon));
        }

        return best;
    }

    private static string Text(double? seconds) => seconds is { } value ? string.Create(CultureInfo.InvariantCulture, $"{value:0.00} s") : "not at all";

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
