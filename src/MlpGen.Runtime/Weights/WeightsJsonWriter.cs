using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace MlpGen.Weights;

/// <summary>Writes a <c>.weights.json</c>, a line for each row, so that versions can be compared.</summary>
/// <typeparam name="T">The network's number type.</typeparam>
internal static class WeightsJsonWriter<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Writes the parameters, and golden examples if there are any.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="layers">The network.</param>
    /// <param name="parameters">Its flat buffer; all finite.</param>
    /// <param name="inputs">n rows.</param>
    /// <param name="outputs">n rows, what the network makes of them.</param>
    /// <param name="calibration">Rows of inputs, whose smallest and largest are written.</param>
    /// <param name="format">What the data look like outside of the network; null if nothing is known.</param>
    /// <param name="hasActivations">Whether the activations are known; else none are named.</param>
    /// <param name="names">What each layer is called where it came from; null, or null for a layer, if that is not known.</param>
    public static void Write(
        TextWriter writer, ReadOnlySpan<LayerInfo> layers, ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> outputs,
        ReadOnlySpan<T> calibration, DataFormat<T>? format = null, bool hasActivations = true, IReadOnlyList<string?>? names = null)
    {
        writer.Write($$"""
            {
              "format": "{{WeightsDocumentReader.Format}}",
              "library": "{{LibraryVersion.Text}}",
              "layers": [

            """.ReplaceLineEndings("\n"));
        for (int l = 0; l < layers.Length; l++)
        {
            WriteLayer(writer, layers[l], parameters, hasActivations, names?[l]);
            writer.Write(l + 1 < layers.Length ? ",\n" : "\n");
        }

        writer.Write("  ]");
        DataFormatWriter.Write(writer, format ?? new DataFormat<T>());
        if (inputs.Length > 0)
        {
            WriteGolden(writer, inputs, layers[0].Inputs, outputs, layers[^1].Outputs);
        }

        if (calibration.Length > 0)
        {
            WriteCalibration(writer, calibration, layers[0].Inputs);
        }

        writer.Write("\n}\n");
    }

    private static void WriteLayer(TextWriter writer, LayerInfo layer, ReadOnlySpan<T> parameters, bool hasActivations, string? name)
    {
        writer.Write("    {\n");
        if (name is not null)
        {
            writer.Write($"      \"name\": \"{JsonEncodedText.Encode(name)}\",\n");
        }

        if (hasActivations)
        {
            writer.Write($"      \"activation\": \"{layer.Activation}\",\n");
        }

        if (layer.HasAlpha)
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"      \"alpha\": {layer.Alpha:R},\n"));
        }

        writer.Write("      \"weight\": [\n");
        var row = new T[layer.Inputs];
        for (int j = 0; j < layer.Outputs; j++)
        {
            for (int i = 0; i < row.Length; i++)
            {
                row[i] = parameters[layer.WeightOffset + i * layer.Outputs + j];
            }

            writer.Write("        ");
            WriteRow(writer, row);
            writer.Write(j + 1 < layer.Outputs ? ",\n" : "\n");
        }

        writer.Write("      ]");
        if (layer.HasBias)
        {
            writer.Write(",\n      \"bias\": ");
            WriteRow(writer, parameters.Slice(layer.BiasOffset, layer.Outputs));
        }

        writer.Write("\n    }");
    }

    private static void WriteGolden(TextWriter writer, ReadOnlySpan<T> inputs, int inputSize, ReadOnlySpan<T> outputs, int outputSize)
    {
        writer.Write(",\n  \"golden\": [\n");
        int samples = inputs.Length / inputSize;
        for (int s = 0; s < samples; s++)
        {
            writer.Write("    { \"input\": ");
            WriteRow(writer, inputs.Slice(s * inputSize, inputSize));
            writer.Write(", \"output\": ");
            WriteRow(writer, outputs.Slice(s * outputSize, outputSize));
            writer.Write(s + 1 < samples ? " },\n" : " }\n");
        }

        writer.Write("  ]");
    }

    private static void WriteCalibration(TextWriter writer, ReadOnlySpan<T> inputs, int inputSize)
    {
        T[] minimum = inputs[..inputSize].ToArray(), maximum = inputs[..inputSize].ToArray();
        for (int k = inputSize; k < inputs.Length; k++)
        {
            int i = k % inputSize;
            minimum[i] = T.Min(minimum[i], inputs[k]);
            maximum[i] = T.Max(maximum[i], inputs[k]);
        }

        writer.Write(",\n  \"calibration\": {\n    \"minimum\": ");
        WriteRow(writer, minimum);
        writer.Write(",\n    \"maximum\": ");
        WriteRow(writer, maximum);
        writer.Write("\n  }");
    }

    /// <summary>The fewest digits that read back to the same bits.</summary>
    private static void WriteRow(TextWriter writer, ReadOnlySpan<T> numbers)
    {
        writer.Write('[');
        for (int k = 0; k < numbers.Length; k++)
        {
            writer.Write(k == 0 ? "" : ", ");
            writer.Write(numbers[k].ToString("R", CultureInfo.InvariantCulture));
        }

        writer.Write(']');
    }
}
