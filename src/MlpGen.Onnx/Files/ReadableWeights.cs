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
        WeightsJsonWriter<T>.Write(writer, network.Layers, Array.ConvertAll(network.Parameters.ToArray(), convert), inputs, outputs, calibration: default, network.HasActivations);
    }

    private static DenseNetwork Read(string text)
    {
        LayerInfo[] layers = Outline(text, out bool hasActivations, out int place);
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

        return new DenseNetwork(outline.Layers.ToArray(), parameters, isSingle ? Precision.Single : Precision.Double, hasActivations);
    }

    /// <summary>Whether a number is a float, or as few digits as one needs.</summary>
    private static bool IsSingle(double number) =>
        (float)number == number || float.IsFinite((float)number) && Node((float)number) == number;

    private static double Node(float number) => Reading.Node.Shortest(number);

    /// <summary>What layers a file has, by its rows; everything else about it is looked at later.</summary>
    private static LayerInfo[] Outline(string text, out bool hasActivations, out int place)
    {
        var scanner = new JsonScanner(text);
        var layers = new List<LayerInfo>();
        bool named = true;
        int at = 0;
        scanner.Object("'{'", (name, start) =>
        {
            if (name == "layers")
            {
                at = start;
                scanner.Array("'['", () => layers.Add(Layer(scanner, ref named)));
            }
            else
            {
                Skip(scanner, name);
            }
        });
        (hasActivations, place) = (named, at);
        return layers.Count > 0 ? [.. layers] : throw new JsonMistake(at, 1, "Expected 'layers' with one layer or more, found none");
    }

    private static LayerInfo Layer(JsonScanner scanner, ref bool named)
    {
        int rows = 0, columns = 0;
        double? alpha = null;
        bool hasBias = false;
        Activation? activation = null;
        int start = scanner.Position;
        scanner.Object("'{'", (name, place) =>
        {
            int value = scanner.Position;
            switch (name)
            {
                case "activation":
                    string word = scanner.String("the name of an activation");
                    activation = Enum.GetNames<Activation>().FirstOrDefault(known => string.Equals(known, word, StringComparison.OrdinalIgnoreCase)) is { } found
                        ? Enum.Parse<Activation>(found)
                        : throw new JsonMistake(value, scanner.End - value, $"Expected one of {string.Join(", ", Enum.GetNames<Activation>())}, found '{Excerpt.Of(word)}'");
                    break;
                case "alpha":
                    alpha = scanner.Number("a number", isSingle: false);
                    break;
                case "weight":
                    scanner.Array("'[' of a list of rows", () =>
                    {
                        int length = Row(scanner);
                        columns = rows++ == 0 ? length : columns;
                    });
                    break;
                case "bias":
                    Row(scanner);
                    hasBias = true;
                    break;
                default:
                    throw new JsonMistake(place, name.Length + 2, $"Expected activation, alpha, weight or bias, found '{Excerpt.Of(name)}'");
            }
        });
        if (rows == 0 || columns == 0)
        {
            throw new JsonMistake(start, 1, "Expected 'weight' with one row or more, found none");
        }

        named &= activation is not null;
        Activation known = activation ?? Activation.Identity;
        return new LayerInfo
        {
            Inputs = columns,
            Outputs = rows,
            Activation = known,
            Alpha = known is Activation.LeakyRelu or Activation.Elu ? alpha ?? DenseNetwork.DefaultAlpha(known) : 0,
            HasBias = hasBias,
            WeightOffset = 0,
            BiasOffset = 0,
        };
    }

    private static int Row(JsonScanner scanner)
    {
        int length = 0;
        scanner.Array("'[' of a list of numbers", () =>
        {
            scanner.Number("a number", isSingle: false);
            length++;
        });
        return length;
    }

    private static void Skip(JsonScanner scanner, string name)
    {
        switch (name)
        {
            case "golden":
                scanner.Array("'['", () => scanner.Object("'{'", (_, _) => Row(scanner)));
                break;
            default:
                scanner.String("a text in quotes");
                break;
        }
    }
}
