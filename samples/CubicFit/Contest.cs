using System.Globalization;
using Charts;
using MlpGen.Training;

namespace CubicFit;

/// <summary>Seven networks fit the same curve: what bends, how often, and what becomes of it outside of where it learned.</summary>
internal sealed class Contest
{
    private static readonly double[] s_inside = Cubic.Steps(-Cubic.Inside, Cubic.Inside, 41);
    private static readonly double[] s_outside = [.. Cubic.Steps(-Cubic.Outside, Cubic.Outside, 121).Where(x => Math.Abs(x) > Cubic.Inside)];
    private static readonly double[] s_shown = Cubic.Steps(-Cubic.Outside, Cubic.Outside, 241);
    private static readonly string[] s_colors =
        [Palette.Gray, Palette.Sky, Palette.Blue, Palette.Orange, Palette.Vermilion, Palette.Purple, Palette.Green];

    /// <summary>Fits them all.</summary>
    /// <param name="epochs">Steps of each.</param>
    /// <param name="starts">How often each begins anew.</param>
    /// <param name="seed">Of the first weights.</param>
    public Contest(int epochs, int starts, int seed)
    {
        var plan = new FitPlan(epochs, LearningRate: 0.1, starts, seed);
        FitPlan gentle = plan with { LearningRate = 0.02 }; // many weights that move at once overshoot
        DataSet<double> points = Cubic.Exact(s_inside);
        Fits =
        [
            Fit.Best("no activation", start => new NoActivation(start), points, null, plan),
            Fit.Best("1 sigmoid", start => new OneSigmoid(start), points, null, plan),
            Fit.Best("2 sigmoids", start => new TwoSigmoids(start), points, null, plan),
            Fit.Best("1 ReLU", start => new OneRelu(start), points, null, plan),
            Fit.Best("4 ReLUs", start => new FourRelus(start), points, null, plan),
            Fit.Best("100 ReLUs", start => new HundredRelus(start), points, null, gentle),
            Fit.Best("layers of 4, 3 and 2 tanh", start => new SmallLayers(start), points, null, gentle),
        ];
    }

    /// <summary>The best of each.</summary>
    public IReadOnlyList<Fit> Fits { get; }

    /// <summary>The mean squared error where it learned.</summary>
    public static double InsideError(Fit fit) => fit.Error(s_inside);

    /// <summary>The mean squared error beyond that, on both sides.</summary>
    public static double OutsideError(Fit fit) => fit.Error(s_outside);

    /// <summary>A row for each network.</summary>
    public void Print()
    {
        Print($"{"network",-26}{"parameters",11}{"error inside",15}{"error outside",15}");
        foreach (Fit fit in Fits)
        {
            Print($"{fit.Name,-26}{fit.ParameterCount,11:N0}{Rounded.Text(InsideError(fit)),15}{Rounded.Text(OutsideError(fit)),15}");
        }
    }

    /// <summary>A panel for each network, and one for how their losses fell.</summary>
    public Figure Draw()
    {
        var figure = new Figure("y = x³ + 2x², fitted from −2 to 2", columns: 4);
        figure.AddLegend("y = x³ + 2x²", Palette.Black, Mark.Dashed);
        figure.AddLegend("the network, in its own colour", Palette.Blue, Mark.Line);
        figure.AddBandLegend("where it learned");
        foreach ((Fit fit, string color) in Fits.Zip(s_colors))
        {
            figure.Add(new Panel
            {
                Title = fit.Name,
                Note = $"error {Rounded.Text(InsideError(fit))} inside, {Rounded.Text(OutsideError(fit))} outside",
                X = new Axis("x", -Cubic.Outside, Cubic.Outside),
                Y = new Axis("y", -10, 30),
                Band = (-Cubic.Inside, Cubic.Inside),
                Series =
                [
                    new("y = x³ + 2x²", Palette.Black, Mark.Dashed, s_shown, Array.ConvertAll(s_shown, Cubic.Value)),
                    new(fit.Name, color, Mark.Line, s_shown, fit.Evaluate(s_shown)),
                ],
            });
        }

        figure.Add(DrawLosses());
        return figure;
    }

    private Panel DrawLosses()
    {
        Series[] losses = [.. Fits.Select((fit, index) => fit.LossCurve(fit.Name, s_colors[index]))];
        return new Panel
        {
            Title = "How the errors fell",
            Note = "each in the colour of its panel",
            X = new Axis("epoch", 0, Fits[0].History.Epochs.Count),
            Y = Axis.LogAround("mean squared error", losses.SelectMany(series => series.Y)),
            Series = losses,
        };
    }

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
