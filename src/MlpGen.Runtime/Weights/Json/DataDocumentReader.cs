using System.Globalization;

#if MLPGEN_GENERATOR
namespace MlpGen.Generator.Weights;
#else
namespace MlpGen.Weights;
#endif

/// <summary>Reads what a weights file says of the data: the properties <c>normalization</c>, <c>columns</c> and <c>target</c>. Throws
/// <see cref="JsonMistake"/> at what cannot be meant.</summary>
/// <param name="scanner">The text, which stands before a value.</param>
/// <param name="inputs">The inputs of the network.</param>
/// <param name="outputs">Its outputs.</param>
/// <param name="isSingle">Whether its numbers are floats.</param>
internal sealed class DataDocumentReader(JsonScanner scanner, int inputs, int outputs, bool isSingle)
{
    private const string Text = "a text in quotes";

    /// <summary>What has been read so far.</summary>
    public DataDocument Data { get; private set; } = new();

    /// <summary>Reads the value of <c>normalization</c>.</summary>
    public void ReadNormalization()
    {
        int start = scanner.Position;
        scanner.Object("'{'", (name, place) =>
        {
            Data = name switch
            {
                "inputs" => Data with { Inputs = ReadConstants(inputs, "input") },
                "outputs" => Data with { Outputs = ReadConstants(outputs, "output") },
                _ => throw Unknown(name, place, "inputs or outputs"),
            };
        });
        if (!Data.IsNormalized)
        {
            throw new JsonMistake(start, 1, "Expected 'inputs' or 'outputs' in this object, found neither");
        }
    }

    /// <summary>Reads the value of <c>columns</c>, whose inputs must be those of the network.</summary>
    public void ReadColumns()
    {
        int start = scanner.Position;
        var columns = new List<DocumentColumn>();
        scanner.Array("'[' of a list of columns", () => columns.Add(ReadColumn(mayBeMissing: true)));
        int width = columns.Sum(static column => column.Width);
        Data = width == inputs
            ? Data with { Columns = columns }
            : throw new JsonMistake(start, 1, $"Expected columns that make {Count(inputs, "input")}, as the network takes, found columns that make {width}");
    }

    /// <summary>Reads the value of <c>target</c>, whose categories, if it has any, must be the outputs of the network.</summary>
    public void ReadTarget()
    {
        int start = scanner.Position;
        DocumentColumn target = ReadColumn(mayBeMissing: false);
        int expected = target.Categories is null ? 1 : outputs == 1 ? 2 : outputs;
        Data = target.Categories is null || target.Categories.Length == expected
            ? Data with { Target = target }
            : throw new JsonMistake(
                start, 1, $"Expected {Count(expected, "category")} of the target, since the network has {Count(outputs, "output")}, found {target.Categories.Length}");
    }

    private DocumentNormalization ReadConstants(int count, string what)
    {
        int start = scanner.Position;
        double[]? means = null, deviations = null;
        scanner.Object("'{'", (name, place) =>
        {
            switch (name)
            {
                case "means":
                    means = ReadRow(count, what, mustBePositive: false);
                    break;
                case "deviations":
                    deviations = ReadRow(count, what, mustBePositive: true);
                    break;
                default:
                    throw Unknown(name, place, "means or deviations");
            }
        });
        return means is not null && deviations is not null
            ? new DocumentNormalization(means, deviations)
            : throw new JsonMistake(start, 1, $"Expected '{(means is null ? "means" : "deviations")}' in this object, found none");
    }

    private double[] ReadRow(int count, string what, bool mustBePositive)
    {
        int start = scanner.Position;
        var numbers = new List<double>();
        scanner.Array("'[' of a list of numbers", () =>
        {
            int place = scanner.Position;
            double number = scanner.Number("a number", isSingle);
            numbers.Add(!mustBePositive || number > 0 ? number : throw new JsonMistake(
                place, scanner.End - place,
                $"Expected a deviation above 0{(isSingle ? " in single precision" : "")}, found {number.ToString("R", CultureInfo.InvariantCulture)}; one that does not vary has 1"));
        });
        return numbers.Count == count ? [.. numbers] : throw new JsonMistake(
            start, scanner.End - start, $"Expected {Count(count, "number")}, one for each {what} of the network, found {numbers.Count}");
    }

    private DocumentColumn ReadColumn(bool mayBeMissing)
    {
        int start = scanner.Position;
        string? called = null;
        List<string>? categories = null;
        double? missing = null;
        scanner.Object("'{'", (name, place) =>
        {
            switch (name)
            {
                case "name":
                    called = scanner.String(Text);
                    break;
                case "categories":
                    categories = ReadCategories();
                    break;
                case "missing" when mayBeMissing:
                    missing = scanner.Number("the number that stands in for a missing one", isSingle);
                    break;
                default:
                    throw Unknown(name, place, mayBeMissing ? "name, categories or missing" : "name or categories");
            }
        });
        return called is null ? throw new JsonMistake(start, 1, "Expected 'name' in this object, found none")
            : categories is not null && missing is not null ? throw new JsonMistake(
                start, 1, "Expected 'categories' or 'missing', found both: a missing category is a category of its own, \"\"")
            : new DocumentColumn(called, categories?.ToArray(), missing);
    }

    private List<string> ReadCategories()
    {
        int start = scanner.Position;
        var categories = new List<string>();
        scanner.Array("'[' of a list of texts", () =>
        {
            int place = scanner.Position;
            string category = scanner.String(Text);
            if (categories.Contains(category))
            {
                throw new JsonMistake(place, scanner.End - place, $"Expected different categories, found '{WeightsDocumentReader.Short(category)}' twice");
            }

            categories.Add(category);
        });
        return categories.Count > 0 ? categories : throw new JsonMistake(start, 1, "Expected one category or more, found none");
    }

    private static JsonMistake Unknown(string name, int place, string known) =>
        new(place, name.Length + 2, $"Expected {known}, found '{WeightsDocumentReader.Short(name)}'");

    private static string Count(int count, string what) => count.ToString("N0", CultureInfo.InvariantCulture)
        + (count == 1 ? $" {what}" : what[what.Length - 1] == 'y' ? $" {what.Substring(0, what.Length - 1)}ies" : $" {what}s");
}
