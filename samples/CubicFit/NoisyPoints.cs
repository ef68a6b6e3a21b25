using System.Globalization;
using Charts;
using MlpGen.Training;

namespace CubicFit;

/// <summary>A few noisy points: a network that is too small misses the curve, one that is too large learns the noise as well, unless its
/// weights are held small.</summary>
internal sealed class NoisyPoints
{
    private const double Noise = 1.2;
    private const double Decay = 4;

    private static readonly double[] s_shown = Cubic.Steps(-Cubic.Inside, Cubic.Inside, 241);

    private readonly DataSet<double> _points;

    /// <summary>Fits all of them.</summary>
    /// <param name="epochs">Steps of each.</param>
    /// <param name="seed">Of points and weights.</param>
    public NoisyPoints(int epochs, int seed)
    {
        _points = Cubic.Noisy(20, Noise, seed);
        DataSet<double> others = Cubic.Noisy(200, Noise, seed + 1);
        var small = new FitPlan(epochs, LearningRate: 0.03, Starts: 5, seed);
        var large = new FitPlan(epochs, LearningRate: 0.01, Starts: 1, seed);

        TooSmall = Fit.Best("no activation", start => new NoActivation(start), _points, others, small);
        RightSize = Fit.Best("1 sigmoid", start => new OneSigmoid(start), _points, others, small);
        TooLarge = Fit.Best("50-50 tanh", start => new TooLarge(start), _points, others, large);
        Decayed = Fit.Best("50-50 tanh, weight decay", start => new TooLarge(start), _points, others, large with { WeightDecay = Decay });
    }

    /// <summary>Underfits.</summary>
    public Fit TooSmall { get; }

    /// <summary>Fits.</summary>
    public Fit RightSize { get; }

    /// <summary>Overfits.</summary>
    public Fit TooLarge { get; }

    /// <summary>The same network, with weight decay.</summary>
    public Fit Decayed { get; }

    /// <summary>The mean squared distance from the curve without noise, where there were points.</summary>
    public static double CurveError(Fit fit) => fit.Error(s_shown);

    /// <summary>A row for each network.</summary>
    public void Print()
    {
        Print($"{"network",-26}{"parameters",11}{"its points",15}{"other points",15}{"the curve",12}");
        foreach (Fit fit in (Fit[])[TooSmall, RightSize, TooLarge, Decayed])
        {
            Print($"{fit.Name,-26}{fit.ParameterCount,11:N0}{Rounded.Text(fit.History.Last.TrainingLoss),15}{Rounded.Text(fit.History.Last.ValidationLoss),15}{Rounded.Text(CurveError(fit)),12}");
        }

        Print($"(mean squared errors; the noise alone is {Rounded.Text(Noise * Noise)})");
    }

    /// <summary>The fits, and how errors went for the large network without and with decay.</summary>
    public Figure Draw()
    {
        var figure = new Figure("Twenty noisy points: too small, right, too large", columns: 3);
        figure.AddLegend("y = x³ + 2x²", Palette.Black, Mark.Dashed);
        figure.AddLegend("points to learn from", Palette.Vermilion, Mark.Dots);
        figure.AddLegend("the network", Palette.Blue, Mark.Line);
        figure.Add(DrawFit(TooSmall, "Underfitting"));
        figure.Add(DrawFit(RightSize, "The right size"));
        figure.Add(DrawFit(TooLarge, "Overfitting"));
        figure.Add(DrawFit(Decayed, "Held by weight decay"));
        figure.Add(DrawErrors(TooLarge, "Errors without weight decay"));
        figure.Add(DrawErrors(Decayed, "Errors with weight decay"));
        return figure;
    }

    private Panel DrawFit(Fit fit, string title) => new()
    {
        Title = $"{title}: {fit.Name.Split(',')[0]}",
        Note = $"error {Rounded.Text(fit.History.Last.TrainingLoss)} at the points, {Rounded.Text(CurveError(fit))} from the curve",
        X = new Axis("x", -Cubic.Inside, Cubic.Inside),
        Y = new Axis("y", -6, 20),
        Series =
        [
            new("y = x³ + 2x²", Palette.Black, Mark.Dashed, s_shown, Array.ConvertAll(s_shown, Cubic.Value)),
            new(fit.Name, Palette.Blue, Mark.Line, s_shown, fit.Evaluate(s_shown)),
            new("points", Palette.Vermilion, Mark.Dots, _points.Inputs.ToArray(), _points.Targets.ToArray()),
        ],
    };

    private static Panel DrawErrors(Fit fit, string title) => new()
    {
        Title = title,
        Note = "mean over each set of points",
        X = new Axis("epoch", 0, fit.History.Epochs.Count),
        Y = new Axis("squared error", 0.001, 1000, Log: true),
        HasLegend = true,
        Series =
        [
            fit.LossCurve("points to learn from", Palette.Vermilion),
            fit.ValidationCurve("200 other points", Palette.Green),
        ],
    };

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
