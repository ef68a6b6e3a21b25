using MlpGen.Weights;

namespace MlpGen.Onnx.Files;

/// <summary>Folds the normalisation of a <c>.weights.json</c> into its first and last layer, in double precision, so that the network takes raw inputs in
/// every format: W ← W / deviation, b ← b − Σ W·mean / deviation; and of outputs W ← W·deviation, b ← b·deviation + mean.</summary>
internal static class FoldedNormalization
{
    /// <summary>The same network of raw numbers; this one if there is nothing to fold.</summary>
    /// <param name="network">The network as the file has it.</param>
    /// <param name="data">What the file says of the data.</param>
    /// <param name="precision">What numbers are meant as: those of floats are rounded to floats in the end.</param>
    /// <exception cref="WeightsException">Outputs are turned back behind an activation.</exception>
    public static DenseNetwork Fold(DenseNetwork network, DataDocument data, Precision precision)
    {
        string[] notes = [.. Notes(network, data)];
        if (notes.Length == 0)
        {
            return network;
        }

        LayerInfo[] layers = network.Layers.ToArray();
        bool needsBias = data.Inputs is not null && !layers[0].HasBias, needsLastBias = data.Outputs is not null && !layers[^1].HasBias;
        layers[0] = layers[0] with { HasBias = layers[0].HasBias || needsBias };
        layers[^1] = layers[^1] with { HasBias = layers[^1].HasBias || needsLastBias };
        double[][] weights = [.. network.Layers.ToArray().Select(layer => network.Parameters.Slice(layer.WeightOffset, layer.WeightCount).ToArray())];
        double[][] biases =
        [
            .. network.Layers.ToArray().Select(layer => layer.HasBias ? network.Parameters.Slice(layer.BiasOffset, layer.Outputs).ToArray() : new double[layer.Outputs]),
        ];
        FoldInputs(data.Inputs, layers[0].Outputs, weights[0], biases[0]);
        FoldOutputs(data.Outputs, layers[^1].Outputs, weights[^1], biases[^1]);
        double[] parameters = [.. layers.SelectMany((layer, l) => layer.HasBias ? weights[l].Concat(biases[l]) : weights[l])];
        return new DenseNetwork(
            layers, precision == Precision.Single ? Array.ConvertAll(parameters, static number => (double)(float)number) : parameters, precision, network.HasActivations)
        {
            Names = network.Names,
            Notes = notes,
        };
    }

    private static IEnumerable<string> Notes(DenseNetwork network, DataDocument data)
    {
        if (data.Inputs is not null)
        {
            yield return "the normalisation of its inputs is folded into the weights of layer 1";
        }

        if (data.Outputs is not null)
        {
            LayerInfo last = network.Layers[^1];
            if (last.Activation != Activation.Identity || !network.HasActivations)
            {
                throw new WeightsException(
                    $"layer {network.Layers.Length}", "Identity, into which the normalisation of outputs can be folded",
                    network.HasActivations ? $"{last.Activation}" : "a file that names no activations", advice: "[Frozen] and WeightsJson.Load apply it behind any activation");
            }

            yield return $"the normalisation of its outputs is folded into the weights of layer {network.Layers.Length}";
        }

        if (data.Columns.Count > 0 || data.Target is not null)
        {
            yield return "names and categories of the columns of its table are left out";
        }
    }

    private static void FoldInputs(DocumentNormalization? constants, int outputs, double[] weights, double[] bias)
    {
        for (int i = 0; i < constants?.Means.Length; i++)
        {
            for (int j = 0; j < outputs; j++)
            {
                ref double weight = ref weights[i * outputs + j];
                weight /= constants.Deviations[i];
                bias[j] -= weight * constants.Means[i];
            }
        }
    }

    private static void FoldOutputs(DocumentNormalization? constants, int outputs, double[] weights, double[] bias)
    {
        for (int j = 0; j < constants?.Means.Length; j++)
        {
            for (int k = j; k < weights.Length; k += outputs)
            {
                weights[k] *= constants.Deviations[j];
            }

            bias[j] = bias[j] * constants.Deviations[j] + constants.Means[j];
        }
    }
}
