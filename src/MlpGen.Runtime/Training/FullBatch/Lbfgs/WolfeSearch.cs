namespace MlpGen.Training;

/// <summary>Finds a step that satisfies the strong Wolfe conditions:
/// φ(t) ≤ φ(0) + c₁·t·φ′(0) and |φ′(t)| ≤ c₂·|φ′(0)|.</summary>
/// <remarks>Brackets such a step, then zooms in by cubics through values and slopes: Nocedal and Wright, Numerical Optimization, 2nd ed.
/// (2006), algorithms 3.5 and 3.6. Where the value is not finite, the step counts as too long.</remarks>
/// <param name="sufficientDecrease">c₁.</param>
/// <param name="curvature">c₂.</param>
/// <param name="mostEvaluations">How many points may be looked at.</param>
internal sealed class WolfeSearch(double sufficientDecrease, double curvature, int mostEvaluations)
{
    /// <summary>Between ends of which one is no number, no polynomial helps: this share of the way from the good one.</summary>
    private const double ShareBeforeOverflow = 0.1;

    /// <summary>How near to the ends of its interval a cubic may lead, as a share of the interval.</summary>
    private const double ShareOfEnds = 0.1;

    private const double LeastGrowth = 2, MostGrowth = 10;

    private LinePoint _start;
    private int _evaluations;

    /// <summary>Searches.</summary>
    /// <param name="line">What to search along. The last point that it is asked for is the one that is returned.</param>
    /// <param name="start">Where it begins: step 0, and a slope below 0.</param>
    /// <param name="firstStep">The step to try first, above 0.</param>
    /// <returns>A point that satisfies both conditions; or one that satisfies the first, if no more evaluations are allowed or numbers are
    /// too coarse; or <paramref name="start"/>, if there was none.</returns>
    public LinePoint Find<TLine>(TLine line, LinePoint start, double firstStep)
        where TLine : ILine
    {
        (_start, _evaluations) = (start, 0);
        LinePoint previous = start;
        for (double step = firstStep; _evaluations < mostEvaluations;)
        {
            LinePoint point = Evaluate(line, step);
            if (IsTooHigh(point) || (point.Value >= previous.Value && previous.Step > 0))
            {
                return Zoom(line, low: previous, high: point);
            }

            if (IsFlat(point))
            {
                return point;
            }

            if (point.Slope >= 0)
            {
                return Zoom(line, low: point, high: previous);
            }

            double least = Cubic(previous, point);
            previous = point;
            step = double.IsNaN(least) ? MostGrowth * step : Math.Clamp(least, LeastGrowth * step, MostGrowth * step);
        }

        return previous;
    }

    /// <summary>Narrows an interval that has such a step inside.</summary>
    /// <param name="line">What to search along.</param>
    /// <param name="low">The end with the smaller value, which satisfies the first condition; the slope leads into the interval.</param>
    /// <param name="high">The other end, on either side.</param>
    private LinePoint Zoom<TLine>(TLine line, LinePoint low, LinePoint high)
        where TLine : ILine
    {
        while (_evaluations < mostEvaluations && IsWide(low, high))
        {
            LinePoint point = Evaluate(line, Between(low, high));
            if (IsTooHigh(point) || point.Value >= low.Value)
            {
                high = point;
                continue;
            }

            if (IsFlat(point))
            {
                return point;
            }

            if (point.Slope * (high.Step - low.Step) >= 0)
            {
                high = low;
            }

            low = point;
        }

        return low.Step > 0 ? line.At(low.Step) : _start;
    }

    private LinePoint Evaluate<TLine>(TLine line, double step)
        where TLine : ILine
    {
        _evaluations++;
        return line.At(step);
    }

    private bool IsTooHigh(LinePoint point) =>
        !point.IsFinite || point.Value > _start.Value + sufficientDecrease * point.Step * _start.Slope;

    private bool IsFlat(LinePoint point) => Math.Abs(point.Slope) <= -curvature * _start.Slope;

    private static bool IsWide(LinePoint low, LinePoint high) =>
        Math.Abs(high.Step - low.Step) > 4 * double.Epsilon + 1e-15 * Math.Max(low.Step, high.Step);

    private static double Between(LinePoint low, LinePoint high)
    {
        double width = high.Step - low.Step;
        if (!high.IsFinite)
        {
            return low.Step + ShareBeforeOverflow * width;
        }

        double share = (Cubic(low, high) - low.Step) / width;
        return low.Step + (double.IsNaN(share) ? 0.5 : Math.Clamp(share, ShareOfEnds, 1 - ShareOfEnds)) * width;
    }

    /// <summary>Where the cubic with the values and slopes of two points is least (3.59); NaN if it has no minimum.</summary>
    private static double Cubic(LinePoint a, LinePoint b)
    {
        double d1 = a.Slope + b.Slope - 3 * (a.Value - b.Value) / (a.Step - b.Step);
        double d2 = Math.CopySign(Math.Sqrt(d1 * d1 - a.Slope * b.Slope), b.Step - a.Step);
        return b.Step - (b.Step - a.Step) * (b.Slope + d2 - d1) / (b.Slope - a.Slope + 2 * d2);
    }
}
