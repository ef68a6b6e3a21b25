using MlpGen.Generator.Model;

namespace MlpGen.Generator.Parsing.Frozen;

/// <summary>Evaluates a network as the textbook does, in double precision, whatever the generated code will do.</summary>
internal static class ReferenceNetwork
{
    /// <summary>y for one x.</summary>
    /// <param name="layers">The network.</param>
    /// <param name="parameters">W1, b1, ….</param>
    /// <param name="input">x.</param>
    public static double[] Forward(IEnumerable<LayerSpec> layers, double[] parameters, double[] input)
    {
        double[] a = input;
        int offset = 0;
        foreach (LayerSpec layer in layers)
        {
            var z = new double[layer.Outputs];
            for (int j = 0; j < z.Length; j++)
            {
                double sum = 0;
                for (int i = 0; i < a.Length; i++)
                {
                    sum += a[i] * parameters[offset + i * layer.Outputs + j];
                }

                z[j] = sum + (layer.HasBias ? parameters[offset + layer.WeightCount + j] : 0);
            }

            offset += layer.WeightCount + (layer.HasBias ? layer.Outputs : 0);
            ActivationTraits activation = ActivationTraits.Of(layer.Activation);
            a = activation.CouplesOutputs ? Softmax(z) : [.. z.Select(value => activation.Reference(value, layer.Alpha))];
        }

        return a;
    }

    private static double[] Softmax(double[] z)
    {
        double largest = z.Max();
        double[] e = [.. z.Select(value => Math.Exp(value - largest))];
        double sum = e.Sum();
        return [.. e.Select(value => value / sum)];
    }
}
