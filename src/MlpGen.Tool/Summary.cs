using MlpGen.Onnx;

namespace MlpGen.Tool;

/// <summary>A network in numbers, as scripts get it.</summary>
internal sealed record Summary(string File, Precision Precision, int Inputs, int Outputs, int Parameters, long Bytes, long MultiplyAdds, IReadOnlyList<LayerSummary> Layers)
{
    /// <summary>The numbers of a network.</summary>
    public static Summary Of(string file, DenseNetwork network)
    {
        var layers = new List<LayerSummary>();
        foreach (LayerInfo layer in network.Layers)
        {
            double[] weights = network.Parameters.Slice(layer.WeightOffset, layer.WeightCount).ToArray();
            double[]? bias = layer.HasBias ? network.Parameters.Slice(layer.BiasOffset, layer.Outputs).ToArray() : null;
            layers.Add(new LayerSummary(
                layers.Count + 1, layer.Inputs, layer.Outputs, network.HasActivations ? layer.Activation : null,
                layer.HasAlpha ? layer.Alpha : null, weights.Length + (bias?.Length ?? 0),
                weights.Min(), weights.Max(), bias?.Min(), bias?.Max()));
        }

        int size = network.Precision == Precision.Single ? sizeof(float) : sizeof(double);
        return new Summary(
            file, network.Precision, network.InputSize, network.OutputSize, network.Parameters.Length, (long)network.Parameters.Length * size, network.MultiplyAdds, layers);
    }
}

/// <summary>One layer in numbers; no activation if the file does not say it, no bias if there is none.</summary>
internal sealed record LayerSummary(
    int Layer, int Inputs, int Outputs, Activation? Activation, double? Alpha, int Parameters,
    double WeightMinimum, double WeightMaximum, double? BiasMinimum, double? BiasMaximum);
