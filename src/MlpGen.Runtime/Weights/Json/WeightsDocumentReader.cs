using System.Globalization;

#if MLPGEN_GENERATOR
namespace MlpGen.Generator.Weights;
#else
namespace MlpGen.Weights;
#endif

/// <summary>Reads a <c>.weights.json</c> against the layers of a network. docs/weights.md describes the format.</summary>
/// <param name="text">The file.</param>
/// <param name="layers">The network.</param>
/// <param name="isSingle">Whether its numbers are floats.</param>
/// <param name="allowOtherActivations">Whether the activations may differ.</param>
internal sealed class WeightsDocumentReader(string text, IReadOnlyList<DocumentLayer> layers, bool isSingle, bool allowOtherActivations)
{
    public const string Format = "mlpgen.weights/1";

    /// <summary>What a layer may have, for a message.</summary>
    public const string LayerProperties = "name, activation, alpha, weight or bias";

    private const string Numbers = "a number";

    private readonly JsonScanner _scanner = new(text);
    private readonly double[] _parameters = new double[layers.Sum(layer => layer.Inputs * layer.Outputs + (layer.HasBias ? layer.Outputs : 0))];
    private readonly List<GoldenExample> _golden = [];
    private DataDocumentReader _data = null!;
    private bool _hasOtherActivations;
    private Calibration? _calibration;
    private double? _tolerance;
    private int _layer;
    private int _offset;

    /// <summary>Reads and checks everything but the golden outputs, which need a network to be evaluated; throws <see cref="JsonMistake"/>.</summary>
    public WeightsDocument Read()
    {
        bool hasFormat = false, hasLayers = false;
        int start = _scanner.Position;
        _data = new DataDocumentReader(_scanner, layers[0].Inputs, layers[layers.Count - 1].Outputs, isSingle);
        _scanner.Object("'{'", (name, place) =>
        {
            switch (name)
            {
                case "format":
                    ReadFormat();
                    hasFormat = true;
                    break;
                case "library" or "description":
                    _scanner.String("a text in quotes");
                    break;
                case "layers":
                    ReadLayers(place);
                    hasLayers = true;
                    break;
                case "golden":
                    _scanner.Array("'['", ReadGolden);
                    break;
                case "calibration":
                    ReadCalibration();
                    break;
                case "tolerance":
                    ReadTolerance();
                    break;
                case "normalization":
                    _data.ReadNormalization();
                    break;
                case "columns":
                    _data.ReadColumns();
                    break;
                case "target":
                    _data.ReadTarget();
                    break;
                default:
                    throw Unknown(name, place, "format, library, description, layers, normalization, columns, target, golden, calibration or tolerance");
            }
        });
        _scanner.Finish();
        return hasFormat && hasLayers
            ? new WeightsDocument(_parameters, _golden, _hasOtherActivations) { Calibration = _calibration, Tolerance = _tolerance, Data = _data.Data }
            : throw new JsonMistake(start, 1, $"Expected '{(hasFormat ? "layers" : "format")}' in this object, found none");
    }

    private void ReadFormat()
    {
        int start = _scanner.Position;
        string format = _scanner.String($"\"{Format}\"");
        if (format != Format)
        {
            throw new JsonMistake(start, _scanner.End - start, $"Expected the format '{Format}', found '{Short(format)}'");
        }
    }

    private void ReadLayers(int place)
    {
        _scanner.Array("'['", () =>
        {
            if (_layer == layers.Count)
            {
                throw new JsonMistake(_scanner.Position, 1, $"Expected {Count(layers.Count, "layer")}, as the network has, found another");
            }

            ReadLayer(layers[_layer++]);
        });
        if (_layer < layers.Count)
        {
            throw new JsonMistake(place, "\"layers\"".Length, $"Expected {Count(layers.Count, "layer")}, as the network has, found {Count(_layer)}");
        }
    }

    private void ReadLayer(DocumentLayer layer)
    {
        int start = _scanner.Position;
        int weights = _offset, biases = weights + layer.Inputs * layer.Outputs;
        bool hasWeights = false, hasBias = false;
        _offset = biases + (layer.HasBias ? layer.Outputs : 0);
        _scanner.Object("'{'", (name, place) =>
        {
            switch (name)
            {
                case "name":
                    _scanner.String("a text in quotes"); // for people, and for messages
                    break;
                case "activation":
                    CheckActivation(layer);
                    break;
                case "alpha":
                    CheckAlpha(layer, place);
                    break;
                case "weight":
                    ReadWeights(layer, weights);
                    hasWeights = true;
                    break;
                case "bias" when !layer.HasBias:
                    throw new JsonMistake(place, "\"bias\"".Length, $"Layer {_layer}: file has a bias, network has none");
                case "bias":
                    int first = _scanner.Position;
                    double[] bias = ReadRow();
                    CheckLength(bias, layer.Outputs, first, $"Layer {_layer}: expected a bias of {Count(layer.Outputs, "number")}");
                    bias.CopyTo(_parameters, biases);
                    hasBias = true;
                    break;
                default:
                    throw Unknown(name, place, LayerProperties);
            }
        });
        if (!hasWeights || hasBias != layer.HasBias)
        {
            throw new JsonMistake(start, 1, $"Layer {_layer}: expected '{(hasWeights ? "bias" : "weight")}', found none");
        }
    }

    /// <summary>Reads outputs × inputs, a row for each output, into inputs × outputs.</summary>
    private void ReadWeights(DocumentLayer layer, int offset)
    {
        int start = _scanner.Position, row = 0;
        string expected = $"Layer {_layer}: expected {Count(layer.Outputs, "row")} of {Count(layer.Inputs, "number")}, outputs × inputs";
        _scanner.Array("'[' of a list of rows", () =>
        {
            int first = _scanner.Position;
            double[] numbers = ReadRow();
            if (row == 0 && numbers.Length == layer.Outputs && layer.Inputs != layer.Outputs)
            {
                throw new JsonMistake(first, _scanner.End - first, $"{expected}, found a row of {numbers.Length}: transpose the weights");
            }

            CheckLength(numbers, layer.Inputs, first, expected);
            if (row == layer.Outputs)
            {
                throw new JsonMistake(first, _scanner.End - first, $"{expected}, found another row");
            }

            for (int i = 0; i < numbers.Length; i++)
            {
                _parameters[offset + i * layer.Outputs + row] = numbers[i];
            }

            row++;
        });
        if (row < layer.Outputs)
        {
            throw new JsonMistake(start, 1, $"{expected}, found {Count(row, "row")}");
        }
    }

    private void ReadGolden()
    {
        int start = _scanner.Position;
        double[]? input = null, output = null;
        var places = new List<int>();
        int end = 0;
        _scanner.Object("'{'", (name, place) =>
        {
            int first = _scanner.Position;
            switch (name)
            {
                case "input":
                    input = ReadRow();
                    CheckLength(input, layers[0].Inputs, first, $"Expected {Count(layers[0].Inputs, "input")}");
                    break;
                case "output":
                    output = ReadRow(places);
                    end = _scanner.End;
                    CheckLength(output, layers[layers.Count - 1].Outputs, first, $"Expected {Count(layers[layers.Count - 1].Outputs, "output")}");
                    break;
                default:
                    throw Unknown(name, place, "input or output");
            }
        });
        _golden.Add(input is not null && output is not null
            ? new GoldenExample(input, output, [.. places], end)
            : throw new JsonMistake(start, 1, $"Expected '{(input is null ? "input" : "output")}' in this example, found none"));
    }

    /// <summary>Reads the smallest and the largest of each input, each a row, or one number for all.</summary>
    private void ReadCalibration()
    {
        int start = _scanner.Position;
        double[]? minimum = null, maximum = null;
        _scanner.Object("'{'", (name, place) =>
        {
            switch (name)
            {
                case "minimum":
                    minimum = ReadBound();
                    break;
                case "maximum":
                    maximum = ReadBound();
                    break;
                default:
                    throw Unknown(name, place, "minimum or maximum");
            }
        });
        if (minimum is null || maximum is null)
        {
            throw new JsonMistake(start, 1, $"Expected '{(minimum is null ? "minimum" : "maximum")}' in this object, found none");
        }

        for (int i = 0; i < minimum.Length; i++)
        {
            if (minimum[i] > maximum[i])
            {
                throw new JsonMistake(start, 1, $"Expected a minimum of input {i + 1} that is not above its maximum, "
                    + $"found {minimum[i].ToString("R", CultureInfo.InvariantCulture)} and {maximum[i].ToString("R", CultureInfo.InvariantCulture)}");
            }
        }

        _calibration = new Calibration(minimum, maximum);
    }

    private double[] ReadBound()
    {
        int start = _scanner.Position;
        if (_scanner.IsAtArray)
        {
            double[] row = ReadRow();
            CheckLength(row, layers[0].Inputs, start, $"Expected one number, or {Count(layers[0].Inputs, "number")}");
            return row;
        }

        double bound = _scanner.Number("a number, or '[' of a list of numbers", isSingle);
        return [.. Enumerable.Repeat(bound, layers[0].Inputs)];
    }

    private void ReadTolerance()
    {
        int start = _scanner.Position;
        double tolerance = _scanner.Number(Numbers, isSingle: false);
        _tolerance = tolerance >= 0 ? tolerance : throw new JsonMistake(start, _scanner.End - start, "Expected a tolerance of 0 or more");
    }

    private double[] ReadRow(List<int>? places = null)
    {
        var numbers = new List<double>();
        _scanner.Array("'[' of a list of numbers", () =>
        {
            places?.Add(_scanner.Position);
            numbers.Add(_scanner.Number(Numbers, isSingle));
        });
        return [.. numbers];
    }

    private void CheckLength(double[] numbers, int expected, int start, string message)
    {
        if (numbers.Length != expected)
        {
            throw new JsonMistake(start, _scanner.End - start, $"{message}, found {numbers.Length.ToString(CultureInfo.InvariantCulture)}");
        }
    }

    /// <summary>By name, whatever the case, so that the names of PyTorch's classes will do.</summary>
    private void CheckActivation(DocumentLayer layer)
    {
        int start = _scanner.Position;
        string activation = _scanner.String($"the name of an activation, such as \"{layer.Activation}\"");
        if (string.Equals(activation, layer.Activation, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        _hasOtherActivations = true;
        if (!allowOtherActivations)
        {
            throw new JsonMistake(start, _scanner.End - start, $"Layer {_layer}: file has {Short(activation)}, network has {layer.Activation}");
        }
    }

    private void CheckAlpha(DocumentLayer layer, int place)
    {
        int start = _scanner.Position;
        double alpha = _scanner.Number(Numbers, isSingle: false);
        if (allowOtherActivations)
        {
            _hasOtherActivations |= alpha != layer.Alpha;
            return;
        }

        if (layer.Alpha is not { } declared)
        {
            throw new JsonMistake(place, "\"alpha\"".Length, $"Layer {_layer}: file has an alpha, but {layer.Activation} has none");
        }

        if (alpha != declared)
        {
            string found = text.Substring(start, _scanner.End - start), expected = declared.ToString("R", CultureInfo.InvariantCulture);
            throw new JsonMistake(start, _scanner.End - start, $"Layer {_layer}: file has alpha {Short(found)}, network has {expected}");
        }
    }

    private static JsonMistake Unknown(string name, int place, string known) =>
        new(place, name.Length + 2, $"Expected {known}, found '{Short(name)}'");

    private static string Count(int count, string what = "") =>
        count.ToString("N0", CultureInfo.InvariantCulture) + (what.Length == 0 ? "" : count == 1 ? $" {what}" : $" {what}s");

    /// <summary>What was found, no longer than a message takes.</summary>
    internal static string Short(string found) => found.Length <= 40 ? found : $"{found.Substring(0, 40)}…";
}
