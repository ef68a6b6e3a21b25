using MlpGen.Generator.Model;

namespace MlpGen.Generator.Integers;

/// <summary>Finds the scale and the integers of each output of a layer: as fine as the codes allow, and no sum beyond 32 bits.</summary>
/// <param name="layer">The layer.</param>
/// <param name="parameters">The flat buffer.</param>
/// <param name="offset">Where W begins in it.</param>
/// <param name="input">What the codes of its inputs mean.</param>
/// <param name="largestWeight">The largest code of a weight, ±.</param>
/// <param name="isLast">Whether its scales must be floats.</param>
internal sealed class LayerQuantizer(
    LayerSpec layer, EquatableArray<double> parameters, int offset, CodeScale input, int largestWeight, bool isLast)
{
    /// <summary>How much coarser the next try is where a sum could leave its 32 bits.</summary>
    private const double Coarser = 1 + 1.0 / 256;

    private readonly short[] _weights = new short[layer.WeightCount];
    private readonly int[] _offsets = new int[layer.Outputs];
    private readonly double[] _scales = new double[layer.Outputs];
    private long _largestSum;

    /// <summary>The layer in integers, with nothing yet of what becomes of its sums; null if there are no such integers, for numbers too large.</summary>
    public IntegerLayer? Quantize()
    {
        for (int j = 0; j < layer.Outputs; j++)
        {
            if (!Quantize(j))
            {
                return null;
            }
        }

        return new IntegerLayer(new(_weights), new(_offsets), new(_scales), _largestSum, Rescale: null);
    }

    /// <summary>w of input i to output j.</summary>
    public double Weight(int i, int j) => parameters[offset + i * layer.Outputs + j];

    /// <summary>b of output j; 0 without one.</summary>
    public double Bias(int j) => layer.HasBias ? parameters[offset + layer.WeightCount + j] : 0;

    private bool Quantize(int j)
    {
        double largest = 0, sum = 0, size = 0;
        for (int i = 0; i < layer.Inputs; i++)
        {
            double weight = Weight(i, j);
            largest = Math.Max(largest, Math.Abs(weight));
            sum += weight;
            size += Math.Abs(weight);
        }

        double constant = Bias(j) - input.Step * input.ZeroPoint * sum;
        double scale = Math.Max(
            input.Step * largest / largestWeight,
            (input.Highest * input.Step * size + Math.Abs(constant)) / int.MaxValue);
        if (double.IsNaN(scale) || scale > float.MaxValue)
        {
            return false;
        }

        // Very seldom more than once or twice: only rounding is left out above.
        for (scale = Rounded(scale); !Fits(j, scale); scale = Rounded(scale * Coarser))
        {
            if (scale > float.MaxValue)
            {
                return false;
            }
        }

        _scales[j] = scale;
        return true;
    }

    /// <summary>A float of the last layer is a multiplier that the generated code has.</summary>
    private double Rounded(double scale) => isLast ? (float)scale : scale;

    private bool Fits(int j, double scale)
    {
        long codes = 0, size = 0;
        for (int i = 0; i < layer.Inputs; i++)
        {
            double code = scale > 0 ? Math.Round(Weight(i, j) * input.Step / scale) : 0;
            if (Math.Abs(code) > largestWeight)
            {
                return false;
            }

            _weights[i * layer.Outputs + j] = (short)code;
            codes += (short)code;
            size += Math.Abs((int)code);
        }

        double bias = scale > 0 ? Math.Round(Bias(j) / scale) : 0;
        if (Math.Abs(bias) > int.MaxValue)
        {
            return false;
        }

        long constant = (long)bias - input.ZeroPoint * codes, most = Math.Abs(constant) + input.Highest * size;
        if (most > int.MaxValue)
        {
            return false;
        }

        _offsets[j] = (int)constant;
        _largestSum = Math.Max(_largestSum, most);
        return true;
    }
}
