using System.Globalization;
using System.Text.RegularExpressions;
using MlpGen.Weights;

namespace MlpGen.Onnx.Files;

/// <summary>Networks in safetensors files, of which no class says what layers they have.</summary>
internal static partial class StateDict
{
    private const string WithoutBias = " without bias";

    /// <summary>Reads a network. A file of MlpGen's says its activations; of others, the tensors tell the layers, and the activations are not
    /// known.</summary>
    public static DenseNetwork Read(Stream stream)
    {
        SafetensorsHeader header = SafetensorsHeader.Read(stream);
        IReadOnlyList<TensorEntry> tensors = Safetensors.WeightsOf(header);
        LayerInfo[]? declared = header.Metadata.TryGetValue(Safetensors.ArchitectureKey, out string? architecture) ? Layers(architecture) : null;
        (LayerInfo[] layers, Dictionary<string, string>? names) = declared is null ? Guess(tensors) : (declared, null);

        // That the layers are ones that MlpGen compiles, before memory is taken for them.
        long count = layers.Sum(layer => (long)layer.WeightCount + (layer.HasBias ? layer.Outputs : 0));
        layers = new DenseNetwork(layers, new double[Math.Clamp(count, 0, DenseNetwork.MostParameters)], Precision.Single).Layers.ToArray();
        var options = new SafetensorsLoadOptions { Names = names };
        double[] parameters = Safetensors.Read<double>(stream, header, layers, (int)count, options);
        Precision precision = tensors.Any(static tensor => tensor.Type == "F64") ? Precision.Double : Precision.Single;
        return new DenseNetwork(layers, parameters, precision, hasActivations: declared is not null)
        {
            Names = names is null ? null : [.. layers.Select((_, l) => names[FormattableString.Invariant($"W{l + 1}")])],
        };
    }

    /// <summary>Writes a network; without its activations if they are not known.</summary>
    public static void Write(DenseNetwork network, Stream stream, TensorType type)
    {
        Dictionary<string, string> metadata = network.HasActivations ? Safetensors.Metadata(network.Layers) : Safetensors.Metadata();
        type = type != TensorType.Network ? type : network.Precision == Precision.Double ? TensorType.F64 : TensorType.F32;
        Safetensors.Write(stream, network.Layers, network.Parameters, new SafetensorsSaveOptions { Type = type }, metadata);
    }

    /// <summary>The layers of a line such as <c>2-3 Relu; 3-1 Identity without bias</c>; null if it is none.</summary>
    private static LayerInfo[]? Layers(string architecture)
    {
        var layers = new List<LayerInfo>();
        foreach (string part in architecture.Split("; "))
        {
            bool hasBias = !part.EndsWith(WithoutBias, StringComparison.Ordinal);
            Match match = LayerText().Match(hasBias ? part : part[..^WithoutBias.Length]);
            if (!match.Success || !Enum.TryParse(match.Groups[3].Value, out Activation activation)
                || !int.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int inputs)
                || !int.TryParse(match.Groups[2].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int outputs))
            {
                return null;
            }

            double alpha = double.TryParse(match.Groups[4].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double given) ? given : LayerInfo.DefaultAlpha(activation) ?? 0;
            layers.Add(Layer(inputs, outputs, hasBias) with { Activation = activation, Alpha = alpha });
        }

        return [.. layers];
    }

    /// <summary>The layers of a state dict: modules with a weight each, in the order of the numbers in their names, or else as the data lie; and
    /// which tensor is which.</summary>
    private static (LayerInfo[] Layers, Dictionary<string, string> Names) Guess(IReadOnlyList<TensorEntry> tensors)
    {
        DerivedTensor.Refuse(tensors, [.. tensors.Select(static tensor => tensor.Name)]);
        var byName = tensors.ToDictionary(static tensor => tensor.Name, StringComparer.Ordinal);
        TensorEntry[] weights = Ordered([.. tensors.Where(static tensor => tensor.Shape.Length == 2)]);
        var layers = new LayerInfo[weights.Length];
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var used = new HashSet<string>(StringComparer.Ordinal);
        for (int l = 0; l < weights.Length; l++)
        {
            TensorEntry weight = weights[l];
            string number = (l + 1).ToString(CultureInfo.InvariantCulture), bias = BiasOf(weight.Name);
            bool hasBias = bias != weight.Name && byName.ContainsKey(bias);
            if (weight.Shape.Any(static size => size is < 1 or > DenseNetwork.MostOutputs))
            {
                throw new WeightsException($"tensor '{Excerpt.Of(weight.Name)}'", $"a shape outputs × inputs of 1 to {DenseNetwork.MostOutputs} each", Excerpt.Of(weight.Shape), weight.Name);
            }

            layers[l] = Layer((int)weight.Shape[1], (int)weight.Shape[0], hasBias);
            if (l > 0 && layers[l].Inputs != layers[l - 1].Outputs)
            {
                throw new WeightsException(
                    $"tensor '{Excerpt.Of(weight.Name)}'", $"{layers[l - 1].Outputs} inputs, as '{Excerpt.Of(weights[l - 1].Name)}' before it has outputs", $"{layers[l].Inputs}", weight.Name,
                    "the layers of a state dict are in the order of the numbers in their names, or of their data");
            }

            names["W" + number] = weight.Name;
            used.Add(weight.Name);
            if (hasBias)
            {
                names["b" + number] = bias;
                used.Add(bias);
            }
        }

        TensorEntry? stray = tensors.FirstOrDefault(tensor => !used.Contains(tensor.Name));
        return weights.Length == 0 || stray is not null
            ? throw new WeightsException(
                "network", "weights of dense layers, outputs × inputs, with a bias each or none", stray is null ? "none" : $"'{Excerpt.Of(stray.Name)}' {Excerpt.Of(stray.Shape)}", stray?.Name)
            : (layers, names);
    }

    private static string BiasOf(string weight) => weight.EndsWith("weight", StringComparison.Ordinal) ? weight[..^"weight".Length] + "bias" : weight;

    private static TensorEntry[] Ordered(TensorEntry[] weights)
    {
        string[] patterns = [.. weights.Select(static weight => Digits().Replace(weight.Name, "#")).Distinct()];
        return patterns.Length == 1 && weights.All(static weight => Digits().Matches(weight.Name).All(static digits => digits.Length < 18))
            ? [.. weights.OrderBy(static weight => string.Join('.', Digits().Matches(weight.Name).Select(static digits => digits.Value.PadLeft(18, '0'))), StringComparer.Ordinal)]
            : weights;
    }

    private static LayerInfo Layer(int inputs, int outputs, bool hasBias) =>
        new() { Inputs = inputs, Outputs = outputs, Activation = Activation.Identity, HasBias = hasBias, WeightOffset = 0, BiasOffset = 0 };

    [GeneratedRegex(@"^([0-9]+)-([0-9]+) ([A-Za-z]+)(?:\(([0-9.E+-]+)\))?$")]
    private static partial Regex LayerText();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
