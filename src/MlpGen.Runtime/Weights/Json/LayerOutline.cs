#if MLPGEN_GENERATOR
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Weights;
#else
namespace MlpGen.Weights;
#endif

/// <summary>A layer of a weights file as its rows tell it, before it is held against any declaration.</summary>
/// <param name="Name">What it is called in the file that it came from: a node of a graph, a tensor; null if the file does not say.</param>
/// <param name="Inputs">The length of the first row of its weights.</param>
/// <param name="Outputs">The number of rows.</param>
/// <param name="Activation">The name of its activation, spelled as the enum has it; null if the file does not say.</param>
/// <param name="Alpha">The α that the file gives; null if it gives none.</param>
/// <param name="HasBias">Whether it has a bias.</param>
internal sealed record LayerOutline(string? Name, int Inputs, int Outputs, string? Activation, double? Alpha, bool HasBias)
{
    private static readonly string[] s_activations =
#if MLPGEN_GENERATOR
        Enum.GetNames(typeof(Activation));
#else
        Enum.GetNames<Activation>();
#endif

    /// <summary>Reads what layers a file has; everything else about it is left to <see cref="WeightsDocumentReader"/>. Throws
    /// <see cref="JsonMistake"/> where the text is none, or has no layers.</summary>
    /// <param name="text">The file.</param>
    /// <param name="place">Where its layers are.</param>
    public static IReadOnlyList<LayerOutline> Read(string text, out int place)
    {
        var scanner = new JsonScanner(text);
        var layers = new List<LayerOutline>();
        int at = 0;
        scanner.Object("'{'", (name, start) =>
        {
            if (name == "layers")
            {
                at = start;
                scanner.Array("'['", () => layers.Add(ReadLayer(scanner)));
            }
            else
            {
                Skip(scanner, name);
            }
        });
        place = at;
        return layers.Count > 0 ? layers : throw new JsonMistake(at, 1, "Expected 'layers' with one layer or more, found none");
    }

    private static LayerOutline ReadLayer(JsonScanner scanner)
    {
        int rows = 0, columns = 0;
        string? called = null, activation = null;
        double? alpha = null;
        bool hasBias = false;
        int start = scanner.Position;
        scanner.Object("'{'", (name, place) =>
        {
            switch (name)
            {
                case "name":
                    called = scanner.String("a text in quotes");
                    break;
                case "activation":
                    activation = ReadActivation(scanner);
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
                    throw new JsonMistake(place, name.Length + 2, $"Expected {WeightsDocumentReader.LayerProperties}, found '{WeightsDocumentReader.Short(name)}'");
            }
        });
        return rows > 0 && columns > 0
            ? new LayerOutline(called, columns, rows, activation, alpha, hasBias)
            : throw new JsonMistake(start, 1, "Expected 'weight' with one row or more, found none");
    }

    private static string ReadActivation(JsonScanner scanner)
    {
        int start = scanner.Position;
        string word = scanner.String("the name of an activation");
        return Array.Find(s_activations, name => string.Equals(name, word, StringComparison.OrdinalIgnoreCase))
            ?? throw new JsonMistake(start, scanner.End - start, $"Expected one of {string.Join(", ", s_activations)}, found '{WeightsDocumentReader.Short(word)}'");
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
            case "calibration":
                scanner.Object("'{'", (_, _) => RowOrNumber(scanner));
                break;
            case "normalization":
                scanner.Object("'{'", (_, _) => scanner.Object("'{'", (_, _) => Row(scanner)));
                break;
            case "columns":
                scanner.Array("'['", () => SkipColumn(scanner));
                break;
            case "target":
                SkipColumn(scanner);
                break;
            case "tolerance":
                scanner.Number("a number", isSingle: false);
                break;
            default:
                scanner.String("a text in quotes");
                break;
        }
    }

    private static void SkipColumn(JsonScanner scanner) => scanner.Object("'{'", (name, _) =>
    {
        switch (name)
        {
            case "categories":
                scanner.Array("'['", () => scanner.String("a text in quotes"));
                break;
            case "missing":
                scanner.Number("a number", isSingle: false);
                break;
            default:
                scanner.String("a text in quotes");
                break;
        }
    });

    private static void RowOrNumber(JsonScanner scanner)
    {
        if (scanner.IsAtArray)
        {
            Row(scanner);
        }
        else
        {
            scanner.Number("a number", isSingle: false);
        }
    }
}
