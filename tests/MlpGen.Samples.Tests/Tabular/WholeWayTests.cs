using System.Globalization;
using System.Text;
using Tabular.Columns;
using Tabular.Commands;
using Tabular.Learning;
using TrainingCommand = Tabular.Commands.Training;

namespace MlpGen.Samples.Tests.Tabular;

/// <summary>From a table that nobody has seen to a network that ships: files, figures, and what is foretold of raw rows.</summary>
public sealed class WholeWayTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tabular").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Numbers_are_learned_from_numbers_categories_and_gaps_and_the_frozen_network_takes_raw_rows()
    {
        // y is 1000·x beside 500 for red; years are large and near each other.
        var random = new Random(3);
        var text = new StringBuilder("row id,year,x,colour,y\n");
        for (int r = 0; r < 300; r++)
        {
            double x = random.NextDouble();
            bool isRed = random.Next(2) == 0;
            string shown = r % 10 == 3 ? "" : x.ToString("0.#####", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{r + 1},{2000 + random.Next(20)},{shown},{(isRed ? "red" : "blue")},{1000 * x + (isRed ? 500 : 0) + 5 * random.NextDouble():0.###}\n");
        }

        string output = Train(text.ToString(), new TableChoices("y"), Recipe.Usual with { Epochs = 60 }, folds: 3);
        Assert.Contains("'row id' is left out", output, StringComparison.Ordinal);
        foreach (string figure in (string[])["loss.svg", "predicted.svg", "residuals.svg"])
        {
            Assert.EndsWith("</svg>\n", File.ReadAllText(Path.Combine(_folder, "net", figure)), StringComparison.Ordinal);
        }

        Assert.Equal(301, File.ReadLines(Path.Combine(_folder, "net", "predictions.csv")).Count());
        string[] said = Predict("colour,x,year\nred,0.5,2010\nblue,0.5,2003\nblue,0.25,2019\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("line,y", said[0].TrimEnd('\r'));
        double[] values = [.. said.Skip(1).Select(line => double.Parse(line.Split(',')[1], CultureInfo.InvariantCulture))];
        Assert.InRange(values[0], 900, 1100);
        Assert.InRange(values[1], 400, 600);
        Assert.InRange(values[2], 150, 350);
    }

    [Fact]
    public void Two_classes_are_learned_and_what_was_not_there_in_training_is_an_error_at_its_place()
    {
        var random = new Random(4);
        var text = new StringBuilder("a;b;kind;taken\n");
        for (int r = 0; r < 200; r++)
        {
            double a = random.NextDouble() * 4 - 2, b = random.NextDouble();
            text.Append(CultureInfo.InvariantCulture, $"{a.ToString("0.###", CultureInfo.GetCultureInfo("de"))};{b.ToString("0.###", CultureInfo.GetCultureInfo("de"))};{(random.Next(3) == 0 ? "x y" : "\"z;\"")};{(a > 0.5 ? "yes" : "no")}\n");
        }

        string output = Train(text.ToString(), new TableChoices("taken"), Recipe.Usual with { Epochs = 60, IsBalanced = true }, folds: 0);
        Assert.Contains("[Layer(4, 64, Silu)]", output, StringComparison.Ordinal);
        foreach (string figure in (string[])["loss.svg", "confusion.svg", "calibration.svg", "roc.svg"])
        {
            Assert.EndsWith("</svg>\n", File.ReadAllText(Path.Combine(_folder, "net", figure)), StringComparison.Ordinal);
        }

        string[] said = Predict("a,b,kind\n1.5,0.5,x y\n-1.5,0.5,\"z;\"\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("2,yes,", said[1], StringComparison.Ordinal);
        Assert.StartsWith("3,no,", said[2], StringComparison.Ordinal);

        Refused("a,b,kind\n1,0.5,x y\n1,0.5,w\n", "rows.csv(3,3): expected one of 'x y', 'z;' in the column 'kind', as in training, but found 'w'; --allow-unknown");
        Refused("a,b,kind\n1,,x y\n", "rows.csv(2,2): expected a number in the column 'b', of which none was missing in training, but this one is.");
        Refused("a,b,kind\n1,b,x y\n", "rows.csv(2,2): expected a number in the column 'b', but found 'b'");
        Refused("a,kind\n1,x y\n", "rows.csv: the network names the column 'b', but the columns are 'a', 'kind'.");
        Assert.StartsWith("2,", Predict("a,b,kind\n1,0.5,w\n", allowUnknown: true).Split('\n')[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("iris", "species", "accuracy", 0.9)]
    [InlineData("penguins", "species", "accuracy", 0.95)]
    [InlineData("concrete", "strength", "R²", 0.85)]
    public void Public_tables_are_learned_as_well_as_the_README_says_or_nearly(string table, string target, string score, double least)
    {
        string output = Train(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "tables", $"{table}.csv")), new TableChoices(target), Recipe.Usual, folds: 3);
        string line = output.Split('\n').First(line => line.TrimStart().StartsWith(score, StringComparison.Ordinal));
        double mean = double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        Assert.InRange(mean, least, 1);
    }

    private string Train(string table, TableChoices choices, Recipe recipe, int folds)
    {
        string path = Path.Combine(_folder, "some table.csv");
        File.WriteAllText(path, table);
        using var output = new StringWriter();
        new TrainingCommand(path, choices, recipe, folds, Path.Combine(_folder, "net")).Run(output);
        return output.ToString();
    }

    private string Predict(string rows, bool allowUnknown = false)
    {
        string path = Path.Combine(_folder, "rows.csv");
        File.WriteAllText(path, rows);
        using var output = new StringWriter();
        new Prediction(Path.Combine(_folder, "net"), path, null, new TableChoices(""), allowUnknown).Run(output);
        return output.ToString();
    }

    private void Refused(string rows, string message) =>
        Assert.StartsWith(message, Assert.Throws<InvalidDataException>(() => Predict(rows)).Message, StringComparison.Ordinal);
}
