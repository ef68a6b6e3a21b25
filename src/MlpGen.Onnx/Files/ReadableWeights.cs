using System.Text;
using MlpGen.Weights;

namespace MlpGen.Onnx.Files;

/// <summary>Networks in <c>.weights.json</c> files, of which no class says what layers they have.</summary>
internal static class ReadableWeights
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a network; golden examples are tried.</summary>
    /// <param name="file">The bytes.</param>
    /// <param name="path">What errors call them.</param>
    public static DenseNetwork Read(byte[] file, string path)
    {
        if (ForeignFile.OtherThanJson(file) is { } foreign)
        {
            throw foreign.Refused("a .weights.json", path);
        }

        string text;
        try
        {
            text = s_strict.GetString(file);
        }
        catch (DecoderFallbackException malformed)
        {
            throw new WeightsException($"{path}: Expected a text in UTF-8. {malformed.Message}", malformed) { File = path };
        }

        try
        {
            return Read(text);
        }
        catch (WeightsException unfit)
        {
            throw unfit.In(path);
        }
        catch (JsonMistake mistake)
        {
            (int line, int column) = JsonMistake.Place(text, mistake.Offset);
            throw new WeightsException(FormattableString.Invariant($"{path}({line},{column}): {mistake.Message}."), mistake) { File = path };
        }
    }

    /// <summary>Writes a network, with examples of what it computes if it is known.</summary>
    public static void Write(DenseNetwork network, Stream stream, double[][] golden)
    {
        if (network.Precision == Precision.Single)
        {
            Write(network, stream, golden, static number => (float)number);
        }
        else
        {
            Write(network, stream, golden, static number => number);
        }
    }

    private static void Write<T>(DenseNetwork network, Stream stream, double[][] golden, Converter<double, T> convert)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        T[] inputs = [.. golden.SelectMany(row => Array.ConvertAll(row, convert))];
        T[] outputs = [.. golden.SelectMany(row => Array.ConvertAll(network.Forward(Array.ConvertAll(row, x => double.CreateTruncating(convert(x)))), convert))];
        using var writer = new StreamWriter(stream, s_strict, leaveOpen: true);
        WeightsJsonWriter<T>.Write(writer, network.Layers, Array.ConvertAll(network.Parameters.ToArray(), convert), inputs, outputs, calibration: default, format: null, network.HasActivations, network.Names);
    }

    private static DenseNetwork Read(string text)
    {
        IReadOnlyList<LayerOutline> outlines = LayerOutline.Read(text, out int place);
        LayerInfo[] layers = [.. outlines.Select(LayerOf)];
        bool hasActivations = outlines.All(static layer => layer.Activation is not null);
        DocumentLayer[] documentLayers;
        DenseNetwork outline;
        try
        {
            // That the layers fit each other and are ones that MlpGen compiles, before memory is taken for them.
            long count = layers.Sum(static layer => (long)layer.WeightCount + (layer.HasBias ? layer.Outputs : 0));
            outline = new DenseNetwork(layers, new double[Math.Clamp(count, 0, DenseNetwork.MostParameters)], Precision.Double);
            documentLayers = outline.DocumentLayers;
        }
        catch (ArgumentException unfit)
        {
            throw new JsonMistake(place, 1, unfit.Message.Split(" (Parameter")[0].TrimEnd('.'));
        }

        WeightsDocument document = new WeightsDocumentReader(text, documentLayers, isSingle: false, allowOtherActivations: false).Read();
        bool isSingle = Array.TrueForAll(document.Parameters, IsSingle);
        double[] parameters = isSingle ? Array.ConvertAll(document.Parameters, static number => (double)(float)number) : document.Parameters;
        if (hasActivations)
        {
            GoldenCheck.Check(documentLayers, isSingle, document, text);
        }

        Precision precision = isSingle ? Precision.Single : Precision.Double;
        var network = new DenseNetwork(outline.Layers.ToArray(), parameters, precision, hasActivations)
        {
            Names = [.. outlines.Select(static layer => layer.Name)],
        };
        return FoldedNormalization.Fold(network, document.Data, precision);
    }

    /// <summary>Whether a number is a float, or as few digits as one needs.</summary>
    private static bool IsSingle(double number) =>
        (float)number == number || float.IsFinite((float)number) && Node((float)number) == number;

    private static double Node(float number) => Reading.Node.Shortest(number);

    private static LayerInfo LayerOf(LayerOutline outline)
    {
        Activation activation = outline.Activation is { } named ? Enum.Parse<Activation>(named) : Activation.Identity;
        return new LayerInfo
        {
            Inputs = outline.Inputs,
            Outputs = outline.Outputs,
            Activation = activation,
            Alpha = LayerInfo.DefaultAlpha(activation) is { } alpha ? outline.Alpha ?? alpha : 0,
            HasBias = outline.HasBias,
            WeightOffset = 0,
            BiasOffset = 0,
        };
    }
}
