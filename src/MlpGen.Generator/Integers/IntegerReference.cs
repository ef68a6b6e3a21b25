using MlpGen.Generator.Model;

namespace MlpGen.Generator.Integers;

/// <summary>Evaluates a network of integers as its generated code does, number by number.</summary>
internal static class IntegerReference
{
    /// <summary>y for one x. The last activation is that of the textbook in double precision, which differs from the generated one in last bits.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="network">Its integers.</param>
    /// <param name="input">x.</param>
    public static double[] Forward(NetworkSpec spec, IntegerNetwork network, double[] input)
    {
        int[] codes = [.. input.Select(x => Quantize(network, (float)x))];
        for (int l = 0; l < spec.Layers.Count; l++)
        {
            IntegerLayer layer = network.Layers[l];
            int[] sums = Sum(spec.Layers[l], layer, codes);
            if (layer.Rescale is { } rescale)
            {
                codes = [.. sums.Select((sum, j) => RescalePlanner.CodeAt(rescale, PlaceOf(rescale, sum, j)))];
            }
            else
            {
                return Output(spec.Layers[l], [.. sums.Select((sum, j) => (double)((float)sum * (float)layer.Scales[j]))]);
            }
        }

        throw new InvalidOperationException("The last layer has no codes.");
    }

    private static int Quantize(IntegerNetwork network, float x)
    {
        float scaled = x * (float)network.InputScale;
        float shifted = scaled + network.Input.ZeroPoint;
        return (int)Math.Round(Math.Min(Math.Max((double)shifted, 0), network.Input.Highest));
    }

    private static int[] Sum(LayerSpec spec, IntegerLayer layer, int[] codes)
    {
        var sums = new int[spec.Outputs];
        for (int j = 0; j < sums.Length; j++)
        {
            int sum = layer.Offsets[j];
            for (int i = 0; i < codes.Length; i++)
            {
                sum += codes[i] * layer.Weights[i * spec.Outputs + j];
            }

            sums[j] = sum;
        }

        return sums;
    }

    private static int PlaceOf(IntegerRescale rescale, int sum, int j)
    {
        long product = (long)sum * rescale.Multipliers[j] + (1L << (rescale.Shift - 1));
        return (int)Math.Min(Math.Max((product >> rescale.Shift) + rescale.Places.ZeroPoint, 0), rescale.Places.Highest);
    }

    private static double[] Output(LayerSpec layer, double[] z)
    {
        if (layer.Activation != Activation.Softmax)
        {
            return [.. z.Select(value => ActivationTraits.Of(layer.Activation).Reference(value, layer.Alpha))];
        }

        double largest = z.Max();
        double[] powers = [.. z.Select(value => ReferenceMath.Exp(value - largest))];
        double sum = powers.Sum();
        return [.. powers.Select(power => power / sum)];
    }
}
