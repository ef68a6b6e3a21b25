using System.Globalization;
using MlpGen.Training;
using MlpGen.Weights;
using Tabular.Columns;
using Tabular.Figures;
using Tabular.Learning;
using Tabular.Networks;
using Tabular.Reading;
using Tabular.Results;

namespace Tabular.Commands;

/// <summary>From a table to a network: reads, says what it understood, cross-validates, trains the network that ships, and writes all of it.</summary>
/// <param name="Path">The table.</param>
/// <param name="Choices">What the user says of the columns.</param>
/// <param name="Recipe">How networks learn.</param>
/// <param name="Folds">How many folds to cross-validate on; 0 for none.</param>
/// <param name="Folder">Where files go; null for a folder that is named after the table.</param>
internal sealed record Training(string Path, TableChoices Choices, Recipe Recipe, int Folds, string? Folder)
{
    /// <summary>The share of the rows that the shipped network is tested on.</summary>
    private const double TestShare = 0.2;

    /// <summary>Fewer rows can be parted in training, validation and test, but the parts say nothing.</summary>
    private const int FewestRows = 20;

    /// <summary>Does it.</summary>
    public void Run(TextWriter output)
    {
        Table table = CsvFile.Read(Path);
        TableData data = new ColumnReader(table, Choices).Read();
        Require(data);
        var course = new Course(data, Recipe, new School());
        Score[] scores = data.IsClassification ? Score.OfClasses : Score.OfNumbers;
        Describe(output, table, data);

        FoldResult[] folds = Folds == 0 ? [] : CrossValidate(output, course, data, scores);
        (int[] training, int[] test) = course.Split([.. Enumerable.Range(0, data.Count)], 1 - TestShare);
        output.WriteLine($"The network that ships: learns from {training.Length} rows, a part of which first tells for how long, and is tested on {test.Length} others.");
        Graduate graduate = course.Learn(training, Progress());
        Foretold foretold = course.Foretell(graduate, test);
        TextTable.Write(output, [["", "on the test rows", "always the same"], .. scores.Select(score => new[] { score.Name, Scores.Text(score.Of(foretold)), Scores.Text(score.Baseline(foretold)) })]);
        output.WriteLine();
        WriteFiles(output, data, graduate, folds, foretold);
    }

    private void Require(TableData data)
    {
        if (data.Count < FewestRows)
        {
            throw new InvalidDataException($"{System.IO.Path.GetFileName(Path)}: expected {FewestRows} rows or more, to learn from some and to be tested on others, but there are {data.Count}.");
        }

        if (Folds > data.Count)
        {
            throw new InvalidDataException($"{System.IO.Path.GetFileName(Path)}: expected --folds to be no more than the {data.Count} rows, but it is {Folds}.");
        }

        for (int k = 0; k < data.Classes.Count; k++)
        {
            int[] members = [.. Enumerable.Range(0, data.Count).Where(r => data.Labels[r] == k)];
            if (members.Length < 2)
            {
                throw new InvalidDataException(
                    $"{System.IO.Path.GetFileName(Path)}({data.Lines[members[0]]},{data.Target.Index + 1}): expected two rows or more of each class, to learn from one and to be tested on another, "
                    + $"but this is the only row of '{data.Classes[k]}'. Take it out, or foretell numbers: --task numbers.");
            }
        }
    }

    private static void Describe(TextWriter output, Table table, TableData data)
    {
        output.WriteLine($"{table.File}: {data.Count} rows, {table.Header.Count} columns");
        foreach (SourceColumn column in data.Inputs)
        {
            output.WriteLine($"  {column.Name}: {Describe(column)}");
        }

        output.WriteLine(data.IsClassification
            ? $"  {data.Target.Name}, the target: {string.Join(", ", data.Classes.Select((name, k) => $"{name} ({data.Labels.Count(label => label == k)})"))}"
            : $"  {data.Target.Name}, the target: numbers from {Plain(data.Target.Numbers!.Min())} to {Plain(data.Target.Numbers!.Max())}");
        foreach (string note in data.Notes)
        {
            output.WriteLine($"  ({note})");
        }

        output.WriteLine();
    }

    private static string Describe(SourceColumn column)
    {
        if (column.Texts is { } texts)
        {
            string[] distinct = [.. texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            string named = string.Join(", ", distinct.Take(6).Select(static text => text.Length == 0 ? "(missing)" : text));
            return $"{distinct.Length} categories, {named}{(distinct.Length > 6 ? ", …" : "")}";
        }

        int missing = column.Numbers!.Count(double.IsNaN);
        double[] present = [.. column.Numbers!.Where(static number => !double.IsNaN(number))];
        return $"numbers from {Plain(present.Min())} to {Plain(present.Max())}" + (missing == 0 ? "" : $", {missing} missing");
    }

    private static string Plain(double number) => number.ToString(Math.Abs(number) is >= 1e9 or (> 0 and < 1e-4) ? "G4" : "0.#####", CultureInfo.InvariantCulture);

    private FoldResult[] CrossValidate(TextWriter output, Course course, TableData data, Score[] scores)
    {
        output.WriteLine($"Cross-validation: {Folds} folds, each foretold by a network that has learned from the others alone");
        FoldResult[] folds = course.CrossValidate(Folds, fold => Console.Error.Write(Console.IsErrorRedirected ? "" : $"\r  fold {fold + 1} of {Folds} \r"));
        TextTable.Write(output,
        [
            ["", "mean", "spread", "always the same"],
            .. scores.Select(score =>
            {
                var ofFolds = new FoldScores(folds.Select(fold => score.Of(fold.Foretold)));
                return new[]
                {
                    score.Name, Scores.Text(ofFolds.Mean), $"± {Scores.Text(ofFolds.Deviation)}",
                    Scores.Text(folds.Average(fold => score.Baseline(fold.Foretold))),
                };
            }),
        ]);
        output.WriteLine();
        return folds;
    }

    private Action<EpochReport> Progress() => report =>
    {
        if (report.Epoch % 20 == 0 && !Console.IsErrorRedirected)
        {
            Console.Error.Write($"\r  epoch {report.Epoch} of {Recipe.Epochs} \r");
        }
    };

    private void WriteFiles(TextWriter output, TableData data, Graduate graduate, FoldResult[] folds, Foretold test)
    {
        string name = System.IO.Path.GetFileNameWithoutExtension(Path);
        string folder = Folder ?? $"{name}-network";
        Directory.CreateDirectory(folder);
        var ships = new ShippedNetwork(folder, name);
        ships.Write(data, graduate);

        // Each row foretold by a network that had not seen it; without folds the test rows.
        Foretold drawn = folds.Length > 0 ? Foretold.Joined(folds.Select(static fold => fold.Foretold)) : test;
        string rows = folds.Length > 0 ? $"all rows, each by a network of the other folds" : "the test rows";
        string[] figures = [.. DrawFigures(folder, name, data, graduate, drawn)];
        if (folds.Length > 0)
        {
            PredictionFile.Write(System.IO.Path.Combine(folder, "predictions.csv"), data, folds);
        }

        output.WriteLine($"Wrote into {folder}:");
        output.WriteLine($"  {ships.WeightsFile}: weights, normalisation and columns");
        output.WriteLine($"  {ships.SourceFile}: the class that ships with them");
        output.WriteLine($"  {string.Join(", ", figures)}: of {rows}");
        output.WriteLine(folds.Length > 0 ? "  predictions.csv: what was foretold of each row, with its fold" : "");
        output.WriteLine();
        output.WriteLine(File.ReadAllText(System.IO.Path.Combine(folder, ships.SourceFile)));
        output.WriteLine($"In a project: <AdditionalFiles Include=\"{ships.WeightsFile}\" />. {ships.ClassName}.Forward takes raw inputs, as {ships.ClassName}.InputColumns");
        output.WriteLine($"encode them. Or here, for rows of another file:  dotnet run --project samples/Tabular -- predict \"{folder}\" rows.csv");
    }

    private static IEnumerable<string> DrawFigures(string folder, string name, TableData data, Graduate graduate, Foretold foretold)
    {
        string of = $"{name}: {data.Target.Name}";
        var figures = new List<(string File, Charts.Figure Figure)> { ("loss.svg", LossFigure.Draw(of, graduate.Search)) };
        if (data.IsClassification)
        {
            var classes = new ClassFigures(data.Classes, foretold);
            figures.AddRange([("confusion.svg", classes.Confusion(of)), ("calibration.svg", classes.Calibration(of)), ("roc.svg", classes.Roc(of))]);
        }
        else
        {
            var numbers = new NumberFigures(data.Target.Name, foretold);
            figures.AddRange([("predicted.svg", numbers.PredictedAgainstMeasured(of)), ("residuals.svg", numbers.Residuals(of))]);
        }

        foreach ((string file, Charts.Figure figure) in figures)
        {
            figure.Save(System.IO.Path.Combine(folder, file));
            yield return file;
        }
    }
}
