using System.Text;
using MlpGen.Weights;
using Tabular.Columns;
using Tabular.Learning;

namespace Tabular.Networks;

/// <summary>The two files that ship a network: its weights with all that belongs to them, and the class that names them.</summary>
/// <param name="folder">Where they are.</param>
/// <param name="table">The name of the table, without its ending.</param>
internal sealed class ShippedNetwork(string folder, string table)
{
    private const string WeightsEnding = ".weights.json";

    /// <summary>How many rows the calibration of the weights file looks at.</summary>
    private const int MostCalibrated = 10_000;

    /// <summary>The class: wine-quality is WineQuality.</summary>
    public string ClassName { get; } = NameOf(table);

    /// <summary>The file with the weights.</summary>
    public string WeightsFile => $"{table}{WeightsEnding}";

    /// <summary>The file with the class.</summary>
    public string SourceFile => $"{ClassName}.cs";

    /// <summary>Writes both.</summary>
    public void Write(TableData data, Graduate graduate)
    {
        TableColumn target = data.IsClassification ? new TableColumn(data.Target.Name, data.Classes) : new TableColumn(data.Target.Name);
        float[] samples = graduate.Encoder.Encode(graduate.Training.AsSpan(0, Math.Min(graduate.Training.Length, MostCalibrated)));
        graduate.Network.Save(Path.Combine(folder, WeightsFile), graduate.Encoder.Columns, target, samples);
        string summary = $"Foretells {Escaped(data.Target.Name)} from {graduate.Encoder.Columns.Count} columns of {Escaped(table)}: raw inputs, as InputColumns encode them.";
        File.WriteAllText(Path.Combine(folder, SourceFile), graduate.Shape.Frozen(ClassName, WeightsFile, summary));
    }

    /// <summary>Finds the network of a folder and compiles it, as a project that ships it would.</summary>
    public static FrozenNetwork Load(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new InvalidDataException($"{folder}: expected the folder of a network that this program has written, but there is none.");
        }

        string[] weights = Directory.GetFiles(folder, "*" + WeightsEnding);
        if (weights.Length != 1)
        {
            throw new InvalidDataException($"{folder}: expected one file that ends in {WeightsEnding}, but there are {weights.Length}.");
        }

        string file = Path.GetFileName(weights[0]);
        var ships = new ShippedNetwork(folder, file[..^WeightsEnding.Length]);
        string source = Path.Combine(folder, ships.SourceFile);
        return File.Exists(source)
            ? new FrozenNetwork(NetworkCompiler.Compile(File.ReadAllText(source), ships.ClassName, (weights[0], File.ReadAllText(weights[0]))))
            : throw new InvalidDataException($"{folder}: expected {ships.SourceFile} beside {file}, the class that it ships with, but there is none.");
    }

    private static string NameOf(string table)
    {
        var name = new StringBuilder();
        bool isStart = true;
        foreach (char c in table)
        {
            bool isPart = char.IsAsciiLetterOrDigit(c);
            name.Append(!isPart ? "" : isStart ? char.ToUpperInvariant(c) : c);
            isStart = !isPart;
        }

        return name.Length == 0 || char.IsAsciiDigit(name[0]) ? $"Table{name}" : name.ToString();
    }

    private static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
