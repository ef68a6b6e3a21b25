using System.ComponentModel;
using System.Globalization;
using System.Text;

namespace MlpGen;

/// <summary>What a generated network prints: its sizes, and its layers. Called by generated code, in <c>ToString</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class NetworkText
{
    /// <summary>A line for the whole, and one for each layer:
    /// <code>
    /// TinyNet: 2-3-2, 17 parameters
    ///   layer 1: 2-3, Relu
    ///   layer 2: 3-2, LeakyRelu (0.1), no bias
    /// </code></summary>
    /// <param name="name">The class.</param>
    /// <param name="layers">Its layers; at least one.</param>
    public static string Of(string name, ReadOnlySpan<LayerInfo> layers)
    {
        ArgumentNullException.ThrowIfNull(name);
        var text = new StringBuilder(name).Append(": ").Append(Number(layers[0].Inputs));
        int parameters = 0;
        foreach (LayerInfo layer in layers)
        {
            text.Append('-').Append(Number(layer.Outputs));
            parameters += layer.WeightCount + (layer.HasBias ? layer.Outputs : 0);
        }

        text.Append(CultureInfo.InvariantCulture, $", {parameters:N0} parameter{(parameters == 1 ? "" : "s")}");
        for (int l = 0; l < layers.Length; l++)
        {
            LayerInfo layer = layers[l];
            text.Append(CultureInfo.InvariantCulture, $"\n  layer {l + 1}: {layer.Inputs}-{layer.Outputs}, {layer.Activation}");
            text.Append(CultureInfo.InvariantCulture, $"{(layer.HasAlpha ? $" ({Number(layer.Alpha)})" : "")}{(layer.HasBias ? "" : ", no bias")}");
            text.Append(layer.Dropout > 0 ? $", dropout {Number(layer.Dropout)}" : "");
        }

        return text.ToString();
    }

    private static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);
}
