using System.Globalization;

namespace MlpGen.Weights;

/// <summary>One W or b of a network, and what PyTorch calls it.</summary>
/// <param name="Layer">The number of the layer, 1 for the first.</param>
/// <param name="IsWeight">W or b.</param>
/// <param name="Name">Its name in the state dict of the same network as an <c>nn.Sequential</c>.</param>
/// <param name="Inputs">The inputs of the layer.</param>
/// <param name="Outputs">The outputs of the layer.</param>
/// <param name="Offset">Where it begins in the flat buffer.</param>
/// <param name="Modules">How many modules PyTorch needs for its layer: Linear, and the activation that is not Identity. Dropout may be
/// there or not: it changes nothing that is computed outside training.</param>
internal sealed record NetworkTensor(int Layer, bool IsWeight, string Name, int Inputs, int Outputs, int Offset, int Modules) : StoredTensor(Name)
{
    /// <summary>Its name in the network: W1, b1, ….</summary>
    public string Label => (IsWeight ? "W" : "b") + Layer.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override int Count => IsWeight ? Inputs * Outputs : Outputs;

    /// <summary>Its shape in a file: outputs × inputs, as PyTorch has it.</summary>
    public override long[] Shape => IsWeight ? [Outputs, Inputs] : [Outputs];

    /// <summary>Where element <paramref name="k"/> of the file's order lies in the flat buffer, in which W is inputs × outputs.</summary>
    public override int Place(int k) => IsWeight ? Offset + k % Inputs * Outputs + k / Inputs : Offset + k;

    /// <inheritdoc/>
    public override string Where(string name) => $"tensor '{name}' ({Label})";
}

/// <summary>The state dict of a network, as PyTorch would have it.</summary>
internal static class StateDictLayout
{
    /// <summary>W1, b1, W2, b2, … with their names: the index advances by one for each Linear, for each activation that is not Identity,
    /// and for each Dropout.</summary>
    public static NetworkTensor[] Of(ReadOnlySpan<LayerInfo> layers)
    {
        var tensors = new List<NetworkTensor>(2 * layers.Length);
        int module = 0;
        for (int l = 0; l < layers.Length; l++)
        {
            LayerInfo layer = layers[l];
            int modules = layer.Activation == Activation.Identity ? 1 : 2;
            string name = module.ToString(CultureInfo.InvariantCulture);
            tensors.Add(new NetworkTensor(l + 1, true, name + ".weight", layer.Inputs, layer.Outputs, layer.WeightOffset, modules));
            if (layer.HasBias)
            {
                tensors.Add(new NetworkTensor(l + 1, false, name + ".bias", layer.Inputs, layer.Outputs, layer.BiasOffset, modules));
            }

            module += modules + (layer.Dropout > 0 ? 1 : 0);
        }

        return [.. tensors];
    }
}
