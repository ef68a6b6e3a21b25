using System.Globalization;
using Charts;

namespace OnlineLearner;

/// <summary>Prints what two cancellers did in the same call, and draws it.</summary>
internal sealed class Report(Trial trial, TrialResult linear, TrialResult network)
{
    private const double Budget = 1e9 / EchoPath.SampleRate;

    private readonly double[] _microphone = trial.MicrophonePower();

    /// <summary>How far the echo was taken down, in eight parts of the call.</summary>
    public void PrintReductions()
    {
        Console.WriteLine("Echo taken down, in dB (more is better)");
        Print($"{"seconds",12}{"filter",10}{"network",10}");
        const int Parts = 8;
        for (int part = 0; part < Parts; part++)
        {
            int from = part * _microphone.Length / Parts, to = (part + 1) * _microphone.Length / Parts;
            string note = part == Parts / 2 ? "   the telephone was moved: both learn the new room" : "";
            Print($"{Seconds(from),5:0.0} …{Seconds(to),5:0.0}{linear.Reduction(_microphone, from, to),10:0.0}{network.Reduction(_microphone, from, to),10:0.0}{note}");
        }

        int all = _microphone.Length;
        Print($"{"all",12}{linear.Reduction(_microphone, 0, all),10:0.0}{network.Reduction(_microphone, 0, all),10:0.0}");
        Console.WriteLine();
    }

    /// <summary>What a step takes.</summary>
    public void PrintTimes()
    {
        Print($"Nanoseconds a step (predict, compare, learn), of {trial.Steps:N0} steps");
        Print($"{"",12}{"filter",10}{"network",10}");
        (string Name, double Share)[] rows = [("median", 0.5), ("90 %", 0.9), ("99 %", 0.99), ("99.9 %", 0.999), ("slowest", 1)];
        Print($"{"mean",12}{linear.Times.Mean,10:N0}{network.Times.Mean,10:N0}");
        foreach ((string name, double share) in rows)
        {
            Print($"{name,12}{linear.Times.Percentile(share),10:N0}{network.Times.Percentile(share),10:N0}");
        }

        Console.WriteLine();
        Print($"Budget at {EchoPath.SampleRate / 1000} kHz: {Budget:N0} ns a step. The network's median takes {network.Times.Percentile(0.5) / Budget:P1} of it;");
        Print($"{network.Times.CountAbove(Budget):N0} of its steps took longer than that (the system interrupts any program).");
        Print($"Garbage collections during the network's steps: {network.Collections}; bytes allocated: {network.AllocatedBytes}.");
        Console.WriteLine();
    }

    /// <summary>Sound levels over time.</summary>
    public Figure Draw()
    {
        double[] seconds = [.. Enumerable.Range(0, _microphone.Length).Select(window => Seconds(window) + Seconds(1) / 2)];
        Series[] series =
        [
            new("microphone", Palette.Gray, Mark.Line, seconds, Decibels(_microphone)),
            new("after the linear filter", Palette.Vermilion, Mark.Line, seconds, Decibels(linear.Power)),
            new("after the network", Palette.Blue, Mark.Line, seconds, Decibels(network.Power)),
        ];

        double end = Seconds(_microphone.Length), lowest = series.Min(one => one.Y.Min()), highest = series.Max(one => one.Y.Max());
        var figure = new Figure("An echo canceller that learns at every sample", columns: 1, panelWidth: 820, panelHeight: 380);
        foreach (Series one in series)
        {
            figure.AddLegend(one.Name, one.Color, one.Mark);
        }

        figure.AddBandLegend("telephone moved");
        figure.Add(new Panel
        {
            Title = "What is left of the echo",
            Note = $"mean of each {1000 * Seconds(1):0} ms; lower is better",
            X = new Axis("time (s)", 0, end),
            Y = new Axis("level (dB re full scale)", Math.Floor(lowest / 10) * 10, Math.Ceiling(highest / 10) * 10),
            Band = (end / 2, end),
            Series = series,
        });
        return figure;
    }

    private static double Seconds(int windows) => windows * (double)Trial.Window / EchoPath.SampleRate;

    private static double[] Decibels(double[] power) => [.. power.Select(value => 10 * Math.Log10(value))];

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
