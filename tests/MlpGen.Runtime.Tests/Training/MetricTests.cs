using MlpGen.Training;

namespace MlpGen.Tests.Training;

/// <summary>Metrics read outputs as the loss does. Expected numbers are counted by hand, or by other code over the same numbers.</summary>
public class MetricTests
{
    [Fact]
    public void A_logit_says_yes_from_zero_on_and_a_probability_from_one_half_on()
    {
        float[] targets = [0, 0, 1, 1, 1];
        Assert.Equal(1, Accuracy<Echo.Logit>([-2, -0.3f, 0.2f, 0.4f, 3], targets));
        Assert.Equal(0.6, Accuracy<Echo.Logit>([0, -0.3f, 0.2f, -0.4f, 3], targets));
        Assert.Equal(0.8, Accuracy<Echo.Probability>([0.49f, 0.1f, 0.5f, 0.4f, 1], targets));
        Assert.Equal(0.8, Accuracy<Echo.Logit>([-2, -1, 0.1f, 5, -3], [0.2f, 0.4f, 0.5f, 0.9f, 1])); // soft targets
    }

    [Theory]
    [InlineData(1, new float[] { -0.9f, -0.1f, 0.1f, 0.3f }, new float[] { -1, -1, 1, 1 })]
    [InlineData(0.5, new float[] { -0.9f, 0.1f, -0.1f, 0.3f }, new float[] { -1, -1, 1, 1 })]
    [InlineData(1, new float[] { 0.3f, 0.1f }, new float[] { 1, 1 })]
    [InlineData(1, new float[] { -0.3f, -0.1f }, new float[] { -1, -1 })]
    [InlineData(0.75, new float[] { 0.3f, 0.6f, 0.7f, 0.9f }, new float[] { 0, 0, 1, 1 })]
    public void A_tanh_is_cut_halfway_between_its_targets(double expected, float[] outputs, float[] targets) =>
        Assert.Equal(expected, Accuracy<Echo.Tanh>(outputs, targets));

    [Fact]
    public void A_number_is_cut_halfway_between_its_targets_too()
    {
        Assert.Equal(1, Accuracy<Echo.Number>([-0.2f, 0.2f, 7], [-1, 1, 1]));
        Assert.Equal(1, Accuracy<Echo.Number>([0.2f, 0.6f, 7], [0, 1, 1]));
    }

    [Fact]
    public void Several_answers_are_right_one_by_one_or_altogether()
    {
        Assert.Equal((1, 1), MultiLabel<Echo.ThreeLogits>([2, 3, -4], [1, 1, 0]));
        Assert.Equal((1 / 3.0, 0), MultiLabel<Echo.ThreeLogits>([5, 5, 5], [1, 0, 0]));
        Assert.Equal((5 / 6.0, 0.5), MultiLabel<Echo.ThreeLogits>([-1, 2, 0.1f, 3, -4, 0.4f], [0, 1, 0, 1, 0, 1]));
        Assert.Equal((4 / 6.0, 0.5), MultiLabel<Echo.ThreeProbabilities>([0.1f, 0.2f, 0.4f, 0.6f, 0.4f, 0.4f], [0, 0, 0, 0, 1, 0]));
        Assert.Equal(2 / 3.0, Measure<Echo.ThreeNumbers>(Metric.MultiLabelAccuracy, [0.1f, 0.2f, 3], [-1, 1, 1]));

        static (double PerAnswer, double Altogether) MultiLabel<TKind>(float[] outputs, float[] targets)
            where TKind : IEchoKind =>
            (Measure<TKind>(Metric.MultiLabelAccuracy, outputs, targets), Measure<TKind>(Metric.Accuracy, outputs, targets));
    }

    [Fact]
    public void Auto_is_accuracy_under_both_cross_entropies_and_R_squared_otherwise()
    {
        Assert.Equal(Metric.Accuracy, Auto<Echo.Logit>([1]));
        Assert.Equal(Metric.Accuracy, Auto<Echo.Probability>([1]));
        Assert.Equal(Metric.MultiLabelAccuracy, Auto<Echo.ThreeLogits>([1, 1, 0]));
        Assert.Equal(Metric.Accuracy, Auto<Echo.ThreeClasses>([0, 1, 0]));
        Assert.Equal(Metric.Accuracy, Auto<Echo.ThreeClassLogits>([0, 1, 0]));
        Assert.Equal(Metric.RSquared, Auto<Echo.ThreeNumbers>([0, 1, 0]));
        Assert.Equal(Metric.Accuracy, new Evaluation<EchoNetwork<Echo.ThreeNumbers>, float>(new DataSet<float>(new float[3], new[] { 2 })).Metric);
        Assert.Equal(Metric.Accuracy, new Evaluation<EchoNetwork<Echo.ThreeLogits>, float>(new DataSet<float>(new float[3], new[] { 2 })).Metric);

        static Metric Auto<TKind>(float[] targets)
            where TKind : IEchoKind => new Evaluation<EchoNetwork<TKind>, float>(new DataSet<float>(targets, targets, 1)).Metric;
    }

    [Fact]
    public void R_squared_of_logits_is_that_of_their_probabilities()
    {
        float[] z = [-2, 0.5f, 3], t = [0, 1, 0.5f];
        double mean = 0.5, total = t.Sum(v => Math.Pow(v - mean, 2)), squares = z.Zip(t, (a, b) => Math.Pow(1 / (1 + Math.Exp(-a)) - b, 2)).Sum();
        Assert.Equal(1 - squares / total, Measure<Echo.Logit>(Metric.RSquared, z, t), 1e-12);

        float[] logits = [1, 2, -1, 0, 300, 3], classes = [0, 1, 0, 1, 0, 0];
        double[] p = [.. logits.Chunk(3).SelectMany(row => row.Select(a => Math.Exp(a - row.Max()) / row.Sum(b => Math.Exp(b - row.Max()))))];
        double[] means = [0.5, 0.5, 0];
        total = classes.Select((v, i) => Math.Pow(v - means[i % 3], 2)).Sum();
        squares = p.Zip(classes, (a, b) => Math.Pow(a - b, 2)).Sum();
        Assert.Equal(1 - squares / total, Measure<Echo.ThreeClassLogits>(Metric.RSquared, logits, classes), 1e-12);
    }

    [Fact]
    public void Precision_recall_and_F1_of_a_yes()
    {
        // Called yes: 1, 2, 4, 5; there: 0, 1, 4. Hits: 1, 4.
        float[] z = [-1, 1, 2, -3, 0, 4, -5], t = [1, 1, 0, 0, 1, 0, 0];
        Assert.Equal(2 / 4.0, Measure<Echo.Logit>(Metric.Precision, z, t));
        Assert.Equal(2 / 3.0, Measure<Echo.Logit>(Metric.Recall, z, t));
        Assert.Equal(2 / (4 / 2.0 + 3 / 2.0), Measure<Echo.Logit>(Metric.F1, z, t), 1e-15);
    }

    [Fact]
    public void Of_two_classes_the_second_is_the_yes_and_of_several_each_has_its_turn()
    {
        var two = new DataSet<float>(new float[] { 2, 1, 0, 3, 1, 2, 5, 6 }, new[] { 0, 1, 0, 1 });
        Assert.Equal(2 / 3.0, Measure<Echo.TwoClassLogits>(Metric.Precision, two));
        Assert.Equal(1, Measure<Echo.TwoClassLogits>(Metric.Recall, two));

        // Taken for 0, 0, 2, 2, 1 where 0, 1, 2, 2, 2 are.
        var three = new DataSet<float>(new float[] { 9, 1, 2, 9, 1, 2, 1, 2, 9, 1, 2, 9, 1, 9, 2 }, new[] { 0, 1, 2, 2, 2 });
        Assert.Equal((1 / 2.0 + 0 + 1) / 3, Measure<Echo.ThreeClasses>(Metric.Precision, three), 1e-15);
        Assert.Equal((1 + 0 + 2 / 3.0) / 3, Measure<Echo.ThreeClasses>(Metric.Recall, three), 1e-15);
        Assert.Equal((2 / 3.0 + 0 + 4 / 5.0) / 3, Measure<Echo.ThreeClasses>(Metric.F1, three), 1e-15);
    }

    [Fact]
    public void Of_several_answers_each_has_its_turn_and_one_without_any_yes_is_left_out()
    {
        float[] z = [1, 1, -1, 1, -1, -1, -1, 1, -1], t = [1, 0, 0, 1, 1, 0, 1, 1, 0];
        Assert.Equal((1 + 1 / 2.0) / 2, Measure<Echo.ThreeLogits>(Metric.Precision, z, t), 1e-15);
        Assert.Equal((2 / 3.0 + 1 / 2.0) / 2, Measure<Echo.ThreeLogits>(Metric.Recall, z, t), 1e-15);
        Assert.Equal(double.NaN, Measure<Echo.Logit>(Metric.F1, [-1, -2], [0, 0]));
        Assert.Equal(0, Measure<Echo.Logit>(Metric.Precision, [-1, -2], [0, 1]));
        Assert.Equal(0, Measure<Echo.Logit>(Metric.Recall, [1, -2], [0, 0]));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(300)]
    public void The_area_under_the_curve_is_the_share_of_pairs_in_order(int count)
    {
        var random = new Random(count);
        float[] z = [.. Enumerable.Range(0, count).Select(_ => (float)random.Next(-20, 20) / 4)]; // with ties
        float[] t = [.. z.Select(v => v + 3 * random.NextDouble() - 1.5 > 0 ? 1f : 0)];
        (t[0], t[1]) = (0, 1);
        Assert.Equal(PairsInOrder([.. z.Select(v => (double)v)], [.. t.Select(v => v > 0)]), Measure<Echo.Logit>(Metric.RocAuc, z, t), 1e-12);
    }

    [Fact]
    public void The_area_of_classes_ranks_each_by_its_probability()
    {
        var random = new Random(5);
        float[] logits = [.. Enumerable.Range(0, 90).Select(_ => (float)(6 * random.NextDouble()))];
        int[] labels = [.. Enumerable.Range(0, 30).Select(i => i < 3 ? i : random.Next(3))];
        double[][] p = [.. logits.Chunk(3).Select(row => row.Select(a => Math.Exp(a) / row.Sum(b => Math.Exp(b))).ToArray())];
        double expected = Enumerable.Range(0, 3).Average(k => PairsInOrder([.. p.Select(row => row[k])], [.. labels.Select(label => label == k)]));
        float[] probabilities = [.. p.SelectMany(row => row.Select(v => (float)v))];
        Assert.Equal(expected, Measure<Echo.ThreeClassLogits>(Metric.RocAuc, new DataSet<float>(logits, labels)), 1e-12);
        Assert.Equal(expected, Measure<Echo.ThreeClasses>(Metric.RocAuc, new DataSet<float>(probabilities, labels)), 1e-12);

        // So sure that no probability tells them from 1, and in the right order all the same.
        var sure = new DataSet<float>(new float[] { 0, 60, 0, 80, 0, 70, 0, 90 }, new[] { 0, 1, 0, 1 });
        Assert.Equal(1, Measure<Echo.TwoClassLogits>(Metric.RocAuc, sure));
    }

    [Fact]
    public void The_area_is_that_of_what_has_a_yes_and_a_no()
    {
        Assert.Equal(double.NaN, Measure<Echo.Logit>(Metric.RocAuc, [1, 2], [1, 1]));
        Assert.Equal(1, Measure<Echo.ThreeLogits>(Metric.RocAuc, [1, 0, 0, 2, 0, 0], [0, 1, 0, 1, 1, 0]));
        Assert.Equal(double.NaN, new Evaluation<EchoNetwork<Echo.Logit>, float>(new DataSet<float>(new float[] { 1, 2 }, new float[] { 0, 1 }, 2), Metric.RocAuc).Measure([float.NaN]));
    }

    [Fact]
    public void An_output_that_is_NaN_is_never_right()
    {
        var data = new DataSet<float>(new float[] { -1, 2 }, new float[] { 0, 1 }, 2);
        Assert.Equal(0, new Evaluation<EchoNetwork<Echo.Logit>, float>(data).Measure([float.NaN]));
        Assert.Equal(0, new Evaluation<EchoNetwork<Echo.Logit>, float>(data, Metric.F1).Measure([float.NaN]));
        ConfusionMatrix matrix = new Evaluation<EchoNetwork<Echo.Logit>, float>(data).Confusion([float.NaN]);
        Assert.Equal((2, 2, 0), (matrix.Undecided, matrix.Total, matrix.Accuracy));
    }

    [Fact]
    public void A_confusion_matrix_counts_what_is_taken_for_what()
    {
        var data = new DataSet<float>(new float[] { 9, 1, 2, 9, 1, 2, 1, 2, 9, 1, 2, 9, 1, 9, 2 }, new[] { 0, 1, 2, 2, 2 });
        var evaluation = new Evaluation<EchoNetwork<Echo.ThreeClasses>, float>(data, Metric.None);
        ConfusionMatrix matrix = evaluation.Confusion([0]);
        long[] expected = [1, 0, 0, 1, 0, 0, 0, 1, 2];
        Assert.Equal(expected, Enumerable.Range(0, 9).Select(i => matrix[i / 3, i % 3]));
        Assert.Equal((3, 5, 0.6), (matrix.ClassCount, matrix.Total, matrix.Accuracy));
        Assert.Equal((1, 2 / 3.0, 0.8), (matrix.Precision(2), matrix.Recall(2), matrix.F1(2)));
        Assert.Equal("is \\ taken for 0 1 2\n             0 1 0 0\n             1 1 0 0\n             2 0 1 2", $"{matrix}");

        ConfusionMatrix ofOne = evaluation.Confusion([0], output: 0);
        Assert.Equal((3, 1, 0, 1), (ofOne[0, 0], ofOne[0, 1], ofOne[1, 0], ofOne[1, 1]));
        Assert.Throws<ArgumentOutOfRangeException>("output", () => evaluation.Confusion([0], 3));
    }

    [Fact]
    public void Several_answers_have_a_matrix_each()
    {
        var data = new DataSet<float>(new float[] { 1, 1, -1, 1, -1, -1 }, new float[] { 1, 0, 0, 1, 1, 0 }, 2);
        var evaluation = new Evaluation<EchoNetwork<Echo.ThreeLogits>, float>(data);
        Assert.Throws<InvalidOperationException>(() => evaluation.Confusion([0]));
        ConfusionMatrix matrix = evaluation.Confusion([0], 1);
        Assert.Equal((0, 1, 1, 0), (matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1]));
    }

    [Fact]
    public void Answers_by_themselves_are_no_metric_of_classes() => Assert.Contains(
        "exclude each other",
        Assert.Throws<ArgumentException>("metric", () => new Evaluation<EchoNetwork<Echo.ThreeClasses>, float>(new DataSet<float>(new float[3], new[] { 1 }), Metric.MultiLabelAccuracy)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_report_says_which_metric_it_is()
    {
        Assert.Contains(", F1 0.5000", $"{new EpochReport { Epoch = 1, TrainingLoss = 1, TrainingMetric = 0.5, Metric = Metric.F1 }}", StringComparison.Ordinal);
        Assert.Contains(", ROC AUC 0.5000", $"{new EpochReport { Epoch = 1, TrainingLoss = 1, ValidationMetric = 0.5, Metric = Metric.RocAuc }}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Metric.Accuracy)]
    [InlineData(Metric.RSquared)]
    [InlineData(Metric.Precision)]
    [InlineData(Metric.RocAuc)]
    public void Measuring_allocates_nothing(Metric metric)
    {
        var evaluation = new Evaluation<EchoNetwork<Echo.ThreeClassLogits>, float>(
            new DataSet<float>(Enumerable.Range(0, 1500).Select(i => (float)(i % 7)).ToArray(), Enumerable.Range(0, 500).Select(i => i % 3).ToArray()), metric);
        float[] parameters = [0];
        evaluation.Measure(parameters);
        long before = GC.GetAllocatedBytesForCurrentThread();
        evaluation.Measure(parameters);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>Over all pairs of a yes and a no, the share with the larger score on the yes; half for equal ones.</summary>
    private static double PairsInOrder(double[] scores, bool[] isYes)
    {
        double sum = 0, pairs = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            for (int j = 0; j < scores.Length; j++)
            {
                if (isYes[i] && !isYes[j])
                {
                    pairs++;
                    sum += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }

        return sum / pairs;
    }

    private static double Accuracy<TKind>(float[] outputs, float[] targets)
        where TKind : IEchoKind => Measure<TKind>(Metric.Accuracy, outputs, targets);

    private static double Measure<TKind>(Metric metric, float[] outputs, float[] targets)
        where TKind : IEchoKind => Measure<TKind>(metric, new DataSet<float>(outputs, targets, outputs.Length / TKind.Size));

    private static double Measure<TKind>(Metric metric, DataSet<float> data)
        where TKind : IEchoKind => new Evaluation<EchoNetwork<TKind>, float>(data, metric).Measure([0]);
}
