using MlpGen.Weights;

namespace MlpGen.Onnx.Reading;

/// <summary>A function of one number, known by its values at points that tell all activations apart.</summary>
/// <remarks>
/// Exporters write one activation in many words: SiLU as x·σ(x), GELU as x·½·(1 + erf(x/√2)), Softplus as log(1 + eˣ). What counts is the
/// function, so what a graph does to the outputs of a layer is done to these points, and looked up by its values.
/// </remarks>
internal static class Curve
{
    /// <summary>Beyond, a formula that is right may overflow on the way.</summary>
    private const double Moderate = 60;

    private const double Tolerance = 2e-6;

    /// <summary>The points: dense where activations bend, and far out where they have become straight.</summary>
    public static readonly double[] Points = MakePoints();

    /// <summary>All but those with an α, which is read off, and Softmax, which is no function of one number.</summary>
    private static readonly Activation[] s_fixed =
    [
        .. Enum.GetValues<Activation>().Where(static activation =>
            activation is not (Activation.Identity or Activation.Softmax) && LayerInfo.DefaultAlpha(activation) is null),
    ];

    /// <summary>What activation a function is, of one of these lines, times <see cref="Fit.Scale"/> plus <see cref="Fit.Shift"/>; null if it is
    /// none. An activation as it is goes before one that is scaled, and the first line before the others.</summary>
    public static Fit? Recognize(double[] values, IReadOnlyList<Line> lines)
    {
        Fit? scaled = null;
        foreach (Line line in lines)
        {
            double[] points = Array.ConvertAll(Points, z => line.At(z));
            foreach (Activated candidate in s_fixed.Select(static activation => new Activated(activation, 0)).Concat(WithAlpha(values, points)))
            {
                if (Fitting(candidate, line, points, values) is { } fit)
                {
                    if (fit.IsPlain)
                    {
                        return fit;
                    }

                    scaled ??= fit;
                }
            }
        }

        return scaled;
    }

    /// <summary>LeakyRelu and Elu, should it be one of them: straight above 0, with an α that is read off near −1.</summary>
    private static IEnumerable<Activated> WithAlpha(double[] values, double[] points)
    {
        (int one, int three, int below) = (Nearest(points, 1), Nearest(points, 3), Nearest(points, -1));
        double scale = (values[three] - values[one]) / (points[three] - points[one]), shift = values[one] - scale * points[one];
        double bent = (values[below] - shift) / scale;
        if (points[one] > 0 && points[below] < 0 && double.IsFinite(bent) && bent <= 0)
        {
            yield return new Activated(Activation.LeakyRelu, Rounded(bent / points[below]));
            if (bent < 0)
            {
                yield return new Activated(Activation.Elu, Rounded(bent / (Math.Exp(points[below]) - 1)));
            }
        }
    }

    private static int Nearest(double[] points, double wanted)
    {
        int nearest = 0;
        for (int k = 1; k < points.Length; k++)
        {
            nearest = Math.Abs(points[k] - wanted) < Math.Abs(points[nearest] - wanted) ? k : nearest;
        }

        return nearest;
    }

    /// <summary>A number to the digits of a float, since that is what it was computed from.</summary>
    private static double Rounded(double alpha) => Node.Shortest((float)alpha);

    private static Fit? Fitting(Activated candidate, Line line, double[] points, double[] values)
    {
        var layer = new DocumentLayer(1, 1, candidate.Activation.ToString(), candidate.Alpha, false);
        double[] expected = Array.ConvertAll(points, z => ReferenceNetwork.Activate(layer, z));
        (int above, int below) = (Nearest(points, 1), Nearest(points, -1));
        double scale = (values[above] - values[below]) / (expected[above] - expected[below]), shift = values[above] - scale * expected[above];
        if (!double.IsFinite(scale) || !double.IsFinite(shift) || scale == 0)
        {
            return null;
        }

        if (Math.Abs(scale - 1) < Tolerance && Math.Abs(shift) < Tolerance)
        {
            (scale, shift) = (1, 0);
        }

        for (int k = 0; k < values.Length; k++)
        {
            double fitted = scale * expected[k] + shift;
            bool isClose = Math.Abs(values[k] - fitted) <= Tolerance * Math.Max(Math.Abs(scale), Math.Abs(fitted));
            if (!isClose && (double.IsFinite(values[k]) || Math.Abs(points[k]) <= Moderate))
            {
                return null;
            }
        }

        return new Fit(candidate, line, scale, shift);
    }

    private static double[] MakePoints()
    {
        var points = new List<double> { 0, -1, 1, -3, 3 };
        for (int k = 1; k <= 96; k++)
        {
            points.Add(0.1171 * k);
            points.Add(-0.1171 * k);
        }

        foreach (double far in (double[])[1e-4, 1e-2, 15.3, 21.7, 33.1, 47.9, 59.5, 88.8, 130.7, 411.3, 1234.5, 1e4, 1e6, 1e9])
        {
            points.Add(far);
            points.Add(-far);
        }

        return [.. points];
    }
}

/// <summary>An activation with its α; 0 where it has none.</summary>
internal sealed record Activated(Activation Activation, double Alpha);

/// <summary>scale·z + shift.</summary>
internal readonly record struct Line(double Scale, double Shift)
{
    /// <summary>The number itself.</summary>
    public static readonly Line Itself = new(1, 0);

    public double At(double z) => Scale * z + Shift;
}

/// <summary>A function in terms of an activation: scale·f(line) + shift.</summary>
internal sealed record Fit(Activated Activated, Line Line, double Scale, double Shift)
{
    /// <summary>Whether it is the activation itself, of the line.</summary>
    public bool IsPlain => Scale == 1 && Shift == 0;
}
