using MlpGen.Generator.Model;

namespace MlpGen.Generator.Integers;

/// <summary>The numbers of a layer as sums over what they come from: a constant, a multiple of each input, and a multiple of what each activation on the way
/// is not a straight line. What two units have in common so falls out where a third subtracts them, which intervals cannot see.</summary>
/// <remarks>Known as affine arithmetic, or zonotopes. Each symbol stands for an unknown number from −1 to 1.</remarks>
internal sealed class ValueForms
{
    /// <summary>The most multiplications that are worth tighter ranges.</summary>
    private const double MostWork = 2e8;

    /// <summary>Parts of an interval in which an activation is compared with a line.</summary>
    private const int Parts = 256;

    private const double Widening = 1e-10;

    private readonly double[] _inputs;
    private double[] _centers;
    private double[][]? _factors;
    private double _work;

    /// <summary>Begins with the inputs.</summary>
    public ValueForms(Interval[] inputs)
    {
        _centers = [.. inputs.Select(static input => (input.Low + input.High) / 2)];
        _inputs = [.. inputs.Select(static input => input.Width / 2 * (1 + 1e-15))];
    }

    /// <summary>Goes on to z of a layer.</summary>
    /// <returns>Between what ends each lies; null once this takes too long.</returns>
    public Interval[]? Sum(LayerSpec layer, LayerQuantizer weights)
    {
        int symbols = _factors is { } known ? known[0].Length : _inputs.Length;
        _work += (double)layer.WeightCount * (_factors is null ? 1 : symbols);
        if (_work > MostWork)
        {
            return null;
        }

        var centers = new double[layer.Outputs];
        var factors = new double[layer.Outputs][];
        var ranges = new Interval[layer.Outputs];
        for (int j = 0; j < centers.Length; j++)
        {
            double[] row = factors[j] = new double[symbols];
            double center = weights.Bias(j), magnitude = Math.Abs(center);
            for (int i = 0; i < _centers.Length; i++)
            {
                double weight = weights.Weight(i, j);
                center += weight * _centers[i];
                magnitude += Math.Abs(weight * _centers[i]);
                if (_factors is null)
                {
                    row[i] = weight * _inputs[i]; // an input is a multiple of itself alone
                    continue;
                }

                double[] input = _factors[i];
                for (int k = 0; k < symbols; k++)
                {
                    row[k] += weight * input[k];
                }
            }

            double size = row.Sum(static factor => Math.Abs(factor));
            centers[j] = center;
            ranges[j] = new Interval(center - size, center + size).Widened((magnitude + size) * (Widening / 1e-12));
        }

        (_centers, _factors) = (centers, factors);
        return ranges;
    }

    /// <summary>Goes on to the activations of z.</summary>
    /// <param name="bounds">The activation.</param>
    /// <param name="z">Between what ends each z lies.</param>
    public void Activate(ActivationBounds bounds, Interval[] z)
    {
        double[][] factors = _factors!;
        int before = factors[0].Length, after = before + z.Length;
        for (int j = 0; j < z.Length; j++)
        {
            (double slope, Interval above) = LineOf(bounds, z[j]);
            double[] row = new double[after];
            for (int k = 0; k < before; k++)
            {
                row[k] = slope * factors[j][k];
            }

            row[before + j] = above.Width / 2 * (1 + 1e-12) + Widening * (above.Size + Math.Abs(slope) * z[j].Size);
            _centers[j] = slope * _centers[j] + (above.Low + above.High) / 2;
            factors[j] = row;
        }
    }

    /// <summary>A line near the activation, and between what ends the activation is from it.</summary>
    private static (double Slope, Interval Above) LineOf(ActivationBounds bounds, Interval z)
    {
        Interval values = bounds.ValuesOver(z);
        double width = z.Width;
        if (!(width > 0))
        {
            return (0, values);
        }

        double slope = (bounds.ValueAt(z.High) - bounds.ValueAt(z.Low)) / width;
        if (bounds.IsRelu)
        {
            // f − slope·z is 0 at 0, and the same at both ends.
            double most = Math.Max(bounds.ValueAt(z.High) - slope * z.High, bounds.ValueAt(z.Low) - slope * z.Low);
            return (slope, new Interval(z.Low < 0 && z.High > 0 ? 0 : most, most));
        }

        Interval slopes = bounds.SlopesOver(z);
        double part = width / Parts, slack = Math.Max(Math.Abs(slopes.High - slope), Math.Abs(slopes.Low - slope)) * part / 2;
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        for (int k = 0; k <= Parts; k++)
        {
            double at = z.Low + k * part, rest = bounds.ValueAt(at) - slope * at;
            (low, high) = (Math.Min(low, rest), Math.Max(high, rest));
        }

        var line = new Interval(low - slack, high + slack);
        return line.Width < values.Width ? (slope, line) : (0, values);
    }
}
