using MlpGen.Training;
using static MlpGen.Tests.Training.TrainingData;

namespace MlpGen.Tests.Training;

public class DataSetTests
{
    [Fact]
    public void Rows_stay_together_when_a_set_is_shuffled()
    {
        DataSet<float> data = Numbered(50), shuffled = data.Shuffle(seed: 3);
        Assert.NotEqual(data.Inputs.ToArray(), shuffled.Inputs.ToArray());
        Assert.Equal(data.Inputs.ToArray(), shuffled.Inputs.ToArray().Chunk(2).OrderBy(row => row[0]).SelectMany(row => row));
        for (int i = 0; i < 50; i++)
        {
            Assert.Equal(shuffled.Inputs.Span[2 * i], shuffled.Targets.Span[i]);
        }

        Assert.Equal(shuffled.Inputs.ToArray(), data.Shuffle(seed: 3).Inputs.ToArray());
        Assert.NotEqual(shuffled.Inputs.ToArray(), data.Shuffle(seed: 4).Inputs.ToArray());
    }

    [Fact]
    public void The_parts_of_a_split_are_the_whole_and_labels_go_with_their_inputs()
    {
        float[] inputs = [.. Enumerable.Range(0, 100).Select(i => (float)i)];
        var data = new DataSet<float>(inputs, Enumerable.Range(0, 100).Select(i => i / 10).ToArray());
        (DataSet<float> training, DataSet<float> test) = data.Split(0.8, seed: 1);
        Assert.Equal((80, 20), (training.Count, test.Count));
        Assert.Equal((10, 10), (training.ClassCount, test.ClassCount));
        Assert.Equal(inputs, training.Inputs.ToArray().Concat(test.Inputs.ToArray()).Order());
        Assert.All(test.Inputs.ToArray().Zip(test.Labels.ToArray()), pair => Assert.Equal((int)pair.First / 10, pair.Second));
    }

    [Fact]
    public void A_slice_is_a_view()
    {
        float[] inputs = [1, 2, 3, 4, 5, 6], targets = [1, 2, 3];
        DataSet<float> slice = new DataSet<float>(inputs, targets, 3).Slice(1, 2);
        inputs[2] = 30;
        Assert.Equal([30, 4, 5, 6], slice.Inputs.ToArray());
        Assert.Equal([2, 3], slice.Targets.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>("count", () => slice.Slice(1, 2));
    }

    [Fact]
    public void Lengths_and_labels_that_make_no_rows_are_refused()
    {
        AssertMessage("Expected inputs to have 3 rows of one length, but it has length 7.", () => new DataSet<float>(new float[7], new float[3], 3));
        AssertMessage("Expected targets to have 3 rows of one length, but it has length 0.", () => new DataSet<float>(new float[6], new float[0], 3));
        AssertMessage("Expected at least one sample, but got 0.", () => new DataSet<float>(new float[6], new float[3], 0));
        AssertMessage("Expected at least one sample, but got 0.", () => new DataSet<float>(new float[6], Array.Empty<int>()));
        AssertMessage("Expected labels that are 0 or more, but label 1 is -1.", () => new DataSet<float>(new float[6], new[] { 0, -1 }));
        Assert.Throws<ArgumentOutOfRangeException>("fraction", () => Numbered(4).Split(1, 0));
        Assert.Throws<InvalidOperationException>(() => Numbered(1).Split(0.5, 0));
        Assert.Throws<InvalidOperationException>(() => Clouds(5).NormalizeTargets(new Normalization<float>([0], [1])));
    }

    [Fact]
    public void Normalised_columns_have_mean_0_and_deviation_1_and_come_back()
    {
        var random = new Random(1);
        double[] inputs = [.. Enumerable.Range(0, 60).Select(i => (i % 3 == 0 ? 1000 : 1) + random.NextDouble())];
        for (int i = 2; i < 60; i += 3)
        {
            inputs[i] = 0.1; // a column that does not vary
        }

        var data = new DataSet<double>(inputs, inputs, 20);
        Normalization<double> normalization = Normalization.OfInputs(data);
        double[] rows = data.NormalizeInputs(normalization).Inputs.ToArray();
        for (int column = 0; column < 3; column++)
        {
            double[] values = [.. rows.Where((_, i) => i % 3 == column)];
            Assert.Equal(0, values.Average(), 1e-9);
            Assert.Equal(column == 2 ? 0 : 1, Math.Sqrt(values.Average(v => v * v)), 1e-9);
        }

        var saved = new Normalization<double>(normalization.Means, normalization.Deviations);
        saved.Undo(rows);
        Close.Assert(inputs, rows, 1e-14);
        Assert.Equal(data.NormalizeInputs(normalization).Inputs.ToArray(), data.NormalizeTargets(Normalization.OfTargets(data)).Targets.ToArray());
    }

    [Theory]
    [InlineData(1e308)]
    [InlineData(1e160)]
    [InlineData(1e-160)]
    [InlineData(1e-300)]
    public void Columns_whose_sums_or_squares_are_no_numbers_are_normalised_all_the_same(double unit)
    {
        double[] column = [unit, 1.5 * unit, -unit, 0.5 * unit]; // mean ½, deviation √(3.5/4)
        Normalization<double> constants = Normalization.OfInputs(new DataSet<double>(column, column, 4));
        Assert.Equal(0.5, constants.Means[0] / unit, 1e-14);
        Assert.Equal(Math.Sqrt(3.5 / 4), constants.Deviations[0] / unit, 1e-14);
        double[] same = [unit, unit, unit];
        Assert.Equal((unit, 1), (Normalization.OfInputs(new DataSet<double>(same, same, 3)).Means[0], Normalization.OfInputs(new DataSet<double>(same, same, 3)).Deviations[0]));
        float[] tiny = [0, float.Epsilon];
        Assert.Equal(1, Normalization.OfInputs(new DataSet<float>(tiny, tiny, 2)).Deviations[0]);
    }

    [Fact]
    public void Constants_that_are_no_numbers_are_refused()
    {
        Assert.Throws<ArgumentException>("deviations", () => new Normalization<float>([0], [0]));
        Assert.Throws<ArgumentException>("deviations", () => new Normalization<float>([0, 1], [1]));
        Assert.Throws<ArgumentException>("means", () => new Normalization<float>([float.NaN], [1]));
        Assert.Throws<ArgumentException>("rows", () => new Normalization<float>([0, 0], [1, 1]).Apply(new float[3]));
    }

    private static void AssertMessage(string message, Func<object> make) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(make).Message, StringComparison.Ordinal);

    /// <summary>Sample i has the inputs i and −i, and the target i.</summary>
    private static DataSet<float> Numbered(int count) => new(
        Enumerable.Range(0, count).SelectMany(i => new float[] { i, -i }).ToArray(), Enumerable.Range(0, count).Select(i => (float)i).ToArray(), count);
}
