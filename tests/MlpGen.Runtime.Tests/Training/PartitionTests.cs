using MlpGen.Training;

namespace MlpGen.Tests.Training;

public class PartitionTests
{
    /// <summary>Class 0 has sixty samples, 1 thirty, 2 nine and 3 one.</summary>
    private static readonly int[] s_labels = [.. Enumerable.Range(0, 100).Select(i => i < 60 ? 0 : i < 90 ? 1 : i < 99 ? 2 : 3)];

    [Theory]
    [InlineData(0.8)]
    [InlineData(0.5)]
    [InlineData(0.07)]
    public void Each_class_has_its_share_in_both_parts(double fraction)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            (int[] first, int[] second) = Partition.StratifiedSplit(s_labels, fraction, seed);
            Assert.Equal(Enumerable.Range(0, 100), first.Concat(second).Order());
            Assert.InRange(first.Length, fraction * 100 - 1, fraction * 100 + 1);
            for (int k = 0; k < 3; k++)
            {
                int members = s_labels.Count(label => label == k), inFirst = first.Count(i => s_labels[i] == k);
                Assert.InRange(inFirst, Math.Min(1, fraction * members - 1), Math.Max(1, fraction * members + 1));
                Assert.InRange(inFirst, 1, members - 1);
            }

            Assert.Contains(99, first); // alone in its class: it can only be learned from
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(100)]
    public void Folds_have_each_sample_once_and_each_class_in_equal_numbers(int count)
    {
        int[][] folds = Partition.StratifiedFolds(s_labels, count, seed: 3);
        Assert.Equal(Enumerable.Range(0, 100), folds.SelectMany(fold => fold).Order());
        Assert.InRange(folds.Max(fold => fold.Length) - folds.Min(fold => fold.Length), 0, 1);
        for (int k = 0; k < 4; k++)
        {
            int[] counts = [.. folds.Select(fold => fold.Count(i => s_labels[i] == k))];
            Assert.InRange(counts.Max() - counts.Min(), 0, 1);
        }

        for (int fold = 0; fold < count; fold++)
        {
            int[] others = Partition.Without(folds, fold);
            Assert.Equal(Enumerable.Range(0, 100).Except(folds[fold]), others.Order());
            Assert.NotEqual(others.Order(), others);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_parts_and_another_others()
    {
        Assert.Equal(Partition.StratifiedFolds(s_labels, 5, seed: 1), Partition.StratifiedFolds(s_labels, 5, seed: 1));
        Assert.NotEqual(Partition.StratifiedFolds(s_labels, 5, seed: 1), Partition.StratifiedFolds(s_labels, 5, seed: 2));
        Assert.Equal(Partition.StratifiedSplit(s_labels, 0.8, 1).First, Partition.StratifiedSplit(s_labels, 0.8, 1).First);
        Assert.NotEqual(Partition.Split(100, 0.8, 1).First, Partition.Split(100, 0.8, 2).First);
        Assert.Equal(Enumerable.Range(0, 10), Partition.Folds(10, 3, 1).SelectMany(fold => fold).Order());
    }

    [Fact]
    public void What_cannot_be_parted_is_refused_by_name()
    {
        Assert.Throws<ArgumentOutOfRangeException>("fraction", () => Partition.Split(10, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>("samples", () => Partition.Split(1, 0.5, 0));
        Assert.Throws<ArgumentException>("labels", () => Partition.StratifiedSplit([0, 1, 2], 0.5, 0));
        Assert.Throws<ArgumentException>("labels", () => Partition.StratifiedFolds([0, -1, 2], 2, 0));
        Assert.Throws<ArgumentOutOfRangeException>("folds", () => Partition.Folds(10, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>("samples", () => Partition.StratifiedFolds([0, 1], 3, 0));
    }

    [Fact]
    public void A_set_is_parted_with_all_that_belongs_to_its_samples()
    {
        float[] inputs = [.. Enumerable.Range(0, 100).Select(i => (float)i)], weights = [.. inputs.Select(x => x + 1)];
        DataSet<float> data = new DataSet<float>(inputs, s_labels).WithWeights(weights);
        (DataSet<float> training, DataSet<float> test) = data.StratifiedSplit(0.8, seed: 1);
        IReadOnlyList<(DataSet<float> Training, DataSet<float> Test)> folds = data.Folds(5, seed: 1);
        foreach (DataSet<float> part in folds.SelectMany(fold => new[] { fold.Training, fold.Test }).Append(training).Append(test))
        {
            Assert.Equal(4, part.ClassCount);
            Assert.All(Enumerable.Range(0, part.Count), i =>
                Assert.Equal((s_labels[(int)part.Inputs.Span[i]], part.Inputs.Span[i] + 1), (part.Labels.Span[i], part.Weights.Span[i])));
        }

        Assert.Equal(inputs, folds.SelectMany(fold => fold.Test.Inputs.ToArray()).Order());
        Assert.Equal([2f, 2, 0], data.Select([2, 2, 0]).Inputs.ToArray());
        Assert.Throws<ArgumentException>("samples", () => data.Select([100]));
        Assert.Throws<InvalidOperationException>(() => new DataSet<float>(inputs, inputs, 100).StratifiedSplit(0.5, 1));
        Assert.Equal(100, new DataSet<float>(inputs, inputs, 100).Folds(5, 1).Sum(fold => fold.Test.Count));
    }

    [Fact]
    public void Scores_of_folds_have_a_mean_and_a_spread()
    {
        var scores = new FoldScores([0.9, 0.8, 1.0]);
        Assert.Equal(0.9, scores.Mean, 12);
        Assert.Equal(0.1, scores.Deviation, 12); // √((0 + 0.01 + 0.01) / 2)
        Assert.Equal("0.900 ± 0.100", scores.ToString());
        Assert.Equal(0, new FoldScores([0.5]).Deviation);

        float[] inputs = [.. Enumerable.Range(0, 100).Select(i => (float)i)];
        FoldScores sizes = FoldScores.Of(new DataSet<float>(inputs, s_labels), 5, 1, (training, test) => training.Count - test.Count);
        Assert.Equal([60.0, 60, 60, 60, 60], sizes.Scores);
    }
}
