using System.Globalization;
using Charts;

namespace Pinn;

/// <summary>Solutions beside the exact one, in the terminal and as a figure.</summary>
internal sealed class Report(params Solution[] solutions)
{
    private static readonly string[] s_colors = [Palette.Gray, Palette.Vermilion];

    /// <summary>A row for each solution.</summary>
    public void Print()
    {
        Print($"{"way",-24}{"steps",9}{"ms",9}{"left over",14}{"largest error",17}");
        foreach (Solution solution in solutions)
        {
            Print($"{solution.Name,-24}{solution.Losses.Count,9:N0}{solution.Elapsed.TotalMilliseconds,9:N0}{solution.Losses[^1],14:0.0e0}{solution.LargestError,17:0.0e0}");
        }
    }

    /// <summary>The motion, and how the residuals fell.</summary>
    public Figure Draw()
    {
        double[] moments = [.. Solution.Moments(400)];
        var figure = new Figure("u″ + 2δ·u′ + ω²·u = 0, solved by a network of 49 parameters", columns: 2, panelWidth: 440);
        figure.AddLegend("exact", Palette.Blue, Mark.Line);
        Series[] curves = [.. solutions.Select((solution, i) => new Series(solution.Name, s_colors[i], Mark.Dashed, moments, [.. moments.Select(solution.At)]))];
        Series[] losses = [.. solutions.Select((solution, i) => Series.OfSteps(solution.Name, s_colors[i], solution.Losses))];
        for (int i = 0; i < solutions.Length; i++)
        {
            figure.AddLegend(solutions[i].Name, s_colors[i], Mark.Dashed);
        }

        figure.Add(new Panel
        {
            Title = "The motion",
            Note = string.Join(", ", solutions.Select(solution => string.Create(CultureInfo.InvariantCulture, $"{solution.Name}: off by {solution.LargestError:0.0e0} at most"))),
            X = new Axis("t in s", 0, Oscillator.Duration),
            Y = new Axis("u", -1, 1.1),
            Series = [new Series("exact", Palette.Blue, Mark.Line, moments, [.. moments.Select(Oscillator.Exact)]), .. curves],
        });
        figure.Add(new Panel
        {
            Title = "What the equation leaves over",
            Note = "the sum of squared residuals",
            X = new Axis("step", 1, solutions.Max(solution => solution.Losses.Count), Log: true),
            Y = Axis.LogAround("residuals", losses.SelectMany(series => series.Y)),
            Series = losses,
        });
        return figure;
    }

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
