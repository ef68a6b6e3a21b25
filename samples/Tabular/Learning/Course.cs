using MlpGen.Training;
using MlpGen.Weights;
using Tabular.Columns;
using Tabular.Networks;
using Tabular.Results;

namespace Tabular.Learning;

/// <summary>Learns from some rows of a table and foretells others.</summary>
/// <param name="data">The table.</param>
/// <param name="recipe">How networks learn.</param>
/// <param name="school">Where their classes are compiled.</param>
internal sealed class Course(TableData data, Recipe recipe, School school)
{
    /// <summary>All row numbers in two parts, in which each class has its share.</summary>
    public (int[] First, int[] Second) Split(int[] rows, double share)
    {
        (int[] first, int[] second) = data.IsClassification && CanStratify(rows)
            ? Partition.StratifiedSplit([.. rows.Select(r => data.Labels[r])], share, recipe.Seed)
            : Partition.Split(rows.Length, share, recipe.Seed);
        return ([.. first.Select(i => rows[i])], [.. second.Select(i => rows[i])]);
    }

    /// <summary>Learns from some rows, twice: from a part of them, while the others tell after how many epochs it has learned enough; then for so many epochs
    /// from all of them. Categories, stand-ins for missing numbers and the normalisation come each time from the rows that weights are fitted to.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="epochFinished">Told after each epoch.</param>
    public Graduate Learn(int[] rows, Action<EpochReport>? epochFinished = null)
    {
        (int[] training, int[] validation) = Split(rows, 1 - Recipe.ValidationShare);
        TrainingHistory history = Learn(training, validation, recipe.Epochs, epochFinished).Network.History;
        return Learn(rows, null, history.BestEpoch, epochFinished) with { Search = history };
    }

    private Graduate Learn(int[] training, int[]? validation, int epochs, Action<EpochReport>? epochFinished)
    {
        RowEncoder encoder = RowEncoder.Fit(data, training);
        if (encoder.Width > NetworkShape.MostInputs)
        {
            TableColumn widest = encoder.Columns.MaxBy(static column => column.Width)!;
            throw new InvalidDataException($"The columns become {encoder.Width} inputs, more than the {NetworkShape.MostInputs} of a network; '{widest.Name}' alone has {widest.Width} categories: leave it out by --ignore.");
        }

        var shape = new NetworkShape(encoder.Width, recipe.Hidden, data.Classes.Count);
        ITrained network = school.TeacherOf(shape).Teach(
            SamplesOf(encoder, training), validation is null ? null : SamplesOf(encoder, validation), recipe, epochs, epochFinished);
        return new Graduate(network, encoder, shape, training, network.History);
    }

    /// <summary>Foretells each row once, by a network that has learned from the other folds.</summary>
    /// <param name="folds">How many folds.</param>
    /// <param name="foldFinished">Told after each fold, with its number from 0.</param>
    public FoldResult[] CrossValidate(int folds, Action<int> foldFinished)
    {
        int[][] parts = data.IsClassification ? Partition.StratifiedFolds(data.Labels, folds, recipe.Seed) : Partition.Folds(data.Count, folds, recipe.Seed);
        var results = new FoldResult[folds];
        for (int k = 0; k < folds; k++)
        {
            Graduate graduate = Learn(Partition.Without(parts, k));
            results[k] = new FoldResult(parts[k], Foretell(graduate, parts[k]));
            foldFinished(k);
        }

        return results;
    }

    /// <summary>What a network says of some rows, beside what is so.</summary>
    public Foretold Foretell(Graduate graduate, int[] rows)
    {
        float[] outputs = graduate.Network.Forward(graduate.Encoder.Encode(rows));
        return data.IsClassification
            ? Foretold.OfClasses(data.Classes.Count, [.. rows.Select(r => data.Labels[r])], outputs)
            : Foretold.OfNumbers([.. rows.Select(r => data.Target.Numbers![r])], outputs);
    }

    private Samples SamplesOf(RowEncoder encoder, int[] rows) => new(
        encoder.Encode(rows),
        data.IsClassification ? [.. rows.Select(r => data.Labels[r])] : [],
        data.IsClassification ? [] : [.. rows.Select(r => (float)data.Target.Numbers![r])]);

    private bool CanStratify(int[] rows) => rows.GroupBy(r => data.Labels[r]).Any(static members => members.Count() > 1);
}

/// <summary>A network that has learned, with what turns rows into its inputs.</summary>
/// <param name="Network">The network.</param>
/// <param name="Encoder">Fitted to the rows that it learned from.</param>
/// <param name="Shape">Its layers.</param>
/// <param name="Training">The rows that its weights were fitted to.</param>
/// <param name="Search">How the first of its kind learned, by which the number of epochs was found.</param>
internal sealed record Graduate(ITrained Network, RowEncoder Encoder, NetworkShape Shape, int[] Training, TrainingHistory Search);

/// <summary>What was foretold of a fold.</summary>
/// <param name="Rows">The rows of the fold.</param>
/// <param name="Foretold">What was said of them, in the same order.</param>
internal sealed record FoldResult(int[] Rows, Foretold Foretold);
