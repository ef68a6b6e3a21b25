using System.Numerics;

namespace MlpGen.Training;

/// <summary>λ/2·Σ w² over the weights, and over biases if asked for: what is minimized with a loss.</summary>
internal sealed class Penalty<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly double _lambda;
    private readonly Range[] _ranges;

    /// <param name="options">λ, and what it applies to.</param>
    /// <param name="layers">Which parameters are biases.</param>
    public Penalty(FullBatchOptions options, ReadOnlySpan<LayerInfo> layers)
    {
        _lambda = options.WeightDecay;
        List<Range> ranges = [];
        foreach (LayerInfo layer in layers)
        {
            if (_lambda > 0)
            {
                int biases = layer.HasBias && options.DecayBiases ? layer.Outputs : 0; // they lie right behind
                ranges.Add(layer.WeightOffset..(layer.WeightOffset + layer.WeightCount + biases));
            }
        }

        _ranges = [.. ranges];
    }

    /// <summary>The penalty.</summary>
    public double Of(ReadOnlySpan<T> parameters)
    {
        double sum = 0;
        foreach (Range range in _ranges)
        {
            sum += DotProduct.Of(parameters[range], parameters[range]);
        }

        return _lambda / 2 * sum;
    }

    /// <summary>g ← g + λ·w.</summary>
    public void AddGradient(ReadOnlySpan<T> parameters, Span<T> gradient)
    {
        foreach (Range range in _ranges)
        {
            GradientSum.Add(gradient[range], parameters[range], T.CreateTruncating(_lambda));
        }
    }

    /// <summary>g ← g + λ·w, and λ to the diagonal of the second derivatives.</summary>
    public void AddTo(ReadOnlySpan<T> parameters, Span<double> gradient, Span<double> diagonal)
    {
        foreach (Range range in _ranges)
        {
            for (int p = range.Start.Value; p < range.End.Value; p++)
            {
                gradient[p] += _lambda * double.CreateTruncating(parameters[p]);
                diagonal[p] += _lambda;
            }
        }
    }
}
