using MlpGen.Optimizers;
using MlpGen.Tests.Training.FullBatch;
using MlpGen.Training;
using static MlpGen.Activation;

namespace MlpGen.Tests.Training;

/// <summary>A sample of weight w counts as if it were there w times.</summary>
public partial class WeightTests
{
    [Layer(2, 4, Tanh), Layer(4, 2), Loss(LossFunction.MeanSquaredError), Network(Precision = Precision.Double)]
    private sealed partial class Squares;

    [Layer(2, 4, Tanh), Layer(4, 2), Loss(LossFunction.Huber), Network(Precision = Precision.Double)]
    private sealed partial class Hubers;

    [Layer(2, 4, Tanh), Layer(4, 2, Sigmoid), Loss(LossFunction.BinaryCrossEntropy), Network(Precision = Precision.Double)]
    private sealed partial class Answers;

    [Layer(2, 4, Tanh), Layer(4, 2, Softmax), Loss(LossFunction.CrossEntropy), Network(Precision = Precision.Double)]
    private sealed partial class Classes;

    [Layer(2, 4, Tanh), Layer(4, 1), Loss(LossFunction.BinaryCrossEntropy), Network(Precision = Precision.Double)]
    private sealed partial class Answer;

    private const int Count = 24;

    private static readonly int[] s_labels = [.. Enumerable.Range(0, Count).Select(i => i % 5 == 0 ? 1 : 0)];
    private static readonly double[] s_inputs = [.. Enumerable.Range(0, 2 * Count).Select(i => Math.Sin(1.7 * i))];
    private static readonly double[] s_targets = [.. Enumerable.Range(0, 2 * Count).Select(i => 0.5 + 0.4 * Math.Cos(i * i))];
    private static readonly int[] s_times = [.. Enumerable.Range(0, Count).Select(i => i * i % 4)]; // 0, 1, 0, 1 …: some are not there

    [Fact]
    public void A_step_is_that_of_samples_that_are_there_as_often()
    {
        AssertSame(new Squares(1), hasLabels: false);
        AssertSame(new Hubers(1), hasLabels: false);
        AssertSame(new Answers(1), hasLabels: false);
        AssertSame(new Classes(1), hasLabels: false);
        AssertSame(new Classes(1), hasLabels: true);
        AssertSame(new Answer(1), hasLabels: true);
    }

    [Fact]
    public void Any_weights_are_those_of_the_formula_and_their_size_means_nothing()
    {
        AssertFormula<Squares>(new Squares(1).Parameters.ToArray());
        AssertFormula<Answers>(new Answers(1).Parameters.ToArray());
        AssertFormula<Classes>(new Classes(1).Parameters.ToArray());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(3, 2)]
    public void Mini_batches_shards_and_accumulation_keep_to_it(int shards, int accumulated)
    {
        // Steps of 12 samples in the order of the data, each by its own Σ w.
        double[] weights = [.. Enumerable.Range(0, Count).Select(i => (i * 7 % 5) / 3.0)];
        var options = new TrainerOptions { BatchSize = 12 / accumulated, AccumulateBatches = accumulated, Shards = shards, Epochs = 1, Shuffle = false, Metric = Metric.None };
        var net = new Squares(1);
        double loss = Trainer.For(net, new Sgd<double>(0.5), options).Fit(new DataSet<double>(s_inputs, s_targets, Count).WithWeights(weights)).Last.TrainingLoss;

        double[] expected = new Squares(1).Parameters.ToArray();
        double sum = 0;
        for (int first = 0; first < Count; first += 12)
        {
            double[] gradient = new double[expected.Length];
            sum += Add<Squares>(expected, weights, first, 12, gradient);
            double total = weights.AsSpan(first, 12).ToArray().Sum();
            for (int p = 0; p < expected.Length; p++)
            {
                expected[p] -= 0.5 * gradient[p] / total;
            }
        }

        Assert.Equal(sum / weights.Sum(), loss, 1e-13);
        AssertClose(expected, net.Parameters);
    }

    [Theory]
    [InlineData(Metric.Accuracy)]
    [InlineData(Metric.Precision)]
    [InlineData(Metric.Recall)]
    [InlineData(Metric.F1)]
    [InlineData(Metric.RocAuc)]
    [InlineData(Metric.RSquared)]
    public void Metrics_count_a_sample_as_often(Metric metric)
    {
        (DataSet<double> repeated, DataSet<double> weighted) = Pair(hasLabels: true);
        foreach (int seed in new[] { 1, 2, 3 })
        {
            double[] classes = new Classes(seed).Parameters.ToArray(), answer = new Answer(seed).Parameters.ToArray();
            Assert.Equal(
                new Evaluation<Classes, double>(repeated, metric).Measure(classes), new Evaluation<Classes, double>(weighted, metric).Measure(classes), 1e-13);
            Assert.Equal(new Evaluation<Answer, double>(repeated, metric).Measure(answer), new Evaluation<Answer, double>(weighted, metric).Measure(answer), 1e-13);
        }
    }

    [Fact]
    public void Second_order_trainers_take_weights()
    {
        (DataSet<double> repeated, DataSet<double> weighted) = Pair(hasLabels: false);
        double[][] ends = [.. new[] { repeated, weighted }.SelectMany(data =>
        {
            var lbfgs = new Squares(1);
            LbfgsTrainer.For(lbfgs, new LbfgsOptions { Epochs = 5 }).Fit(data);
            var squares = new WithJacobian<Squares, double>(new Squares(1).Parameters);
            LevenbergMarquardtTrainer.For(squares, new LevenbergMarquardtOptions { Epochs = 5 }).Fit(data);
            return new[] { lbfgs.Parameters.ToArray(), squares.Parameters.ToArray() };
        })];
        AssertClose(ends[0], ends[2], 1e-8);
        AssertClose(ends[1], ends[3], 1e-8);
    }

    [Fact]
    public void Classes_count_by_their_weights_or_alike()
    {
        DataSet<double> data = new(s_inputs, s_labels);
        Assert.Equal(s_labels.Select(label => label == 1 ? 4.0 : 0.5), data.WithClassWeights([0.5, 4]).Weights.ToArray());

        DataSet<double> balanced = data.WithBalancedClasses();
        Assert.Equal(Count / (2.0 * 5), balanced.Weights.Span[0], 1e-15); // five of class 1
        Assert.Equal(Count / (2.0 * 19), balanced.Weights.Span[1], 1e-15);
        Assert.Equal(Count, balanced.Weights.ToArray().Sum(), 1e-12);
    }

    [Fact]
    public void Weights_go_with_their_samples()
    {
        double[] weights = [.. s_inputs.Where((_, i) => i % 2 == 0).Select(x => x * x)];
        DataSet<double> data = new DataSet<double>(s_inputs, s_targets, Count).WithWeights(weights);
        (DataSet<double> first, DataSet<double> second) = data.Split(0.7, seed: 3);
        foreach (DataSet<double> part in new[] { first, second, data.Slice(5, 3), data.Shuffle(1), data.NormalizeTargets(Normalization.OfTargets(data)) })
        {
            Assert.Equal(part.Count, part.Weights.Length);
            Assert.Equal(Enumerable.Range(0, part.Count).Select(i => part.Inputs.Span[2 * i] * part.Inputs.Span[2 * i]), part.Weights.ToArray());
        }
    }

    [Fact]
    public void What_is_no_weight_is_refused()
    {
        DataSet<double> data = new(s_inputs, s_labels);
        Assert.Contains("Expected 24 weights", Assert.Throws<ArgumentException>("weights", () => data.WithWeights(new double[3])).Message, StringComparison.Ordinal);
        Assert.Contains("but all are 0", Assert.Throws<ArgumentException>("weights", () => data.WithWeights(new double[Count])).Message, StringComparison.Ordinal);
        Assert.Contains("of class 1 (counted from 0) is -1", Assert.Throws<ArgumentException>("weights", () => data.WithClassWeights([1, -1])).Message, StringComparison.Ordinal);
        Assert.Contains("Expected 2 weights or more", Assert.Throws<ArgumentException>("weights", () => data.WithClassWeights([1])).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => new DataSet<double>(s_inputs, s_targets, Count).WithClassWeights([1, 1]));
    }

    [Fact]
    public void By_hand_too_and_before_anything_is_written()
    {
        double[] parameters = new Squares(1).Parameters.ToArray(), gradient = new double[parameters.Length], weights = new double[Count];
        Refused("weights", weights, gradient);
        weights[3] = -1;
        Refused("weights", weights, gradient);
        Refused("inputs", new double[3], gradient);
        Refused("gradient", weights, new double[3]);
        Refused("gradient", [.. weights.Select(_ => 1.0)], parameters);
        Assert.All(gradient, g => Assert.Equal(0, g));

        void Refused(string name, double[] weights, double[] gradient) => Assert.Throws<ArgumentException>(
            name, () => WeightedLoss.AndGradient<Squares, double>(parameters, s_inputs, s_targets, weights, gradient));
    }

    [Fact]
    public void A_batch_of_no_weight_moves_nothing()
    {
        double[] weights = new double[Count];
        weights[20] = 1;
        var net = new Squares(1);
        var trainer = Trainer.For(net, new Sgd<double>(0.1), new TrainerOptions { BatchSize = 8, Epochs = 1, Shuffle = false, Shards = 2, Metric = Metric.None });
        TrainingHistory history = trainer.Fit(new DataSet<double>(s_inputs, s_targets, Count).WithWeights(weights));
        double[] start = new Squares(1).Parameters.ToArray(), gradient = new double[start.Length];
        double loss = Squares.LossAndGradient(start, s_inputs.AsSpan(40, 2), s_targets.AsSpan(40, 2), gradient);
        Assert.Equal(loss, history.Last.TrainingLoss, 1e-14);
        AssertClose([.. start.Zip(gradient, (p, g) => p - 0.1 * g)], net.Parameters);
    }

    [Fact]
    public void Weighted_epochs_allocate_nothing()
    {
        List<long> bytes = new(20);
        var trainer = Trainer.For(new Squares(1), new Adam<double>(0.01), new TrainerOptions { BatchSize = 5, Epochs = 15, Metric = Metric.None });
        trainer.EpochFinished += _ => bytes.Add(GC.GetAllocatedBytesForCurrentThread());
        DataSet<double> data = new DataSet<double>(s_inputs, s_targets, Count).WithWeights(s_times.Select(times => times + 0.5).ToArray());
        trainer.Fit(data, data);
        Assert.Equal(0, bytes[^1] - bytes[1]);
    }

    private static (DataSet<double> Repeated, DataSet<double> Weighted) Pair(bool hasLabels)
    {
        int[] there = [.. Enumerable.Range(0, Count).SelectMany(i => Enumerable.Repeat(i, s_times[i]))];
        double[] inputs = [.. there.SelectMany(i => s_inputs[(2 * i)..(2 * i + 2)])], targets = [.. there.SelectMany(i => s_targets[(2 * i)..(2 * i + 2)])];
        double[] weights = Array.ConvertAll(s_times, times => 0.25 * times);
        return hasLabels
            ? (new DataSet<double>(inputs, Array.ConvertAll(there, i => s_labels[i])), new DataSet<double>(s_inputs, s_labels).WithWeights(weights))
            : (new DataSet<double>(inputs, targets, there.Length), new DataSet<double>(s_inputs, s_targets, Count).WithWeights(weights));
    }

    private static void AssertSame<TNetwork>(TNetwork network, bool hasLabels)
        where TNetwork : ITrainableNetwork<TNetwork, double>
    {
        double[] start = network.Parameters.ToArray();
        (DataSet<double> repeated, DataSet<double> weighted) = Pair(hasLabels);
        var options = new TrainerOptions { BatchSize = TrainerOptions.AllSamples, Epochs = 3, Metric = Metric.None };
        TrainingHistory expected = new Trainer<TNetwork, double>(network, new Sgd<double>(0.5), options).Fit(repeated, repeated);
        double[] end = network.Parameters.ToArray();
        start.CopyTo(network.Parameters);
        TrainingHistory actual = new Trainer<TNetwork, double>(network, new Sgd<double>(0.5), options).Fit(weighted, weighted);
        AssertClose(end, network.Parameters);
        Assert.True(end.Zip(start, (a, b) => Math.Abs(a - b)).Max() > 1e-3);
        for (int epoch = 0; epoch < 3; epoch++)
        {
            Assert.Equal(expected.Epochs[epoch].TrainingLoss, actual.Epochs[epoch].TrainingLoss, 1e-13);
            Assert.Equal(expected.Epochs[epoch].ValidationLoss, actual.Epochs[epoch].ValidationLoss, 1e-13);
        }
    }

    private static void AssertFormula<TNetwork>(double[] start)
        where TNetwork : ITrainableNetwork<TNetwork, double>
    {
        double[] weights = [.. Enumerable.Range(0, Count).Select(i => 100 * Math.Abs(Math.Sin(i + 1)))], gradient = new double[start.Length];
        double expected = Add<TNetwork>(start, weights, 0, Count, gradient) / weights.Sum();
        DataSet<double> data = new DataSet<double>(s_inputs, s_targets, Count).WithWeights(weights);
        Assert.Equal(expected, new Evaluation<TNetwork, double>(data).Loss(start), 1e-13);

        double[] byHand = new double[start.Length], sum = [.. gradient.Select(g => 1 + g / weights.Sum())];
        byHand.AsSpan().Fill(1); // it is added to
        Assert.Equal(expected, WeightedLoss.Of<TNetwork, double>(start, s_inputs, s_targets, weights), 1e-13);
        Assert.Equal(expected, WeightedLoss.AndGradient<TNetwork, double>(start, s_inputs, s_targets, weights, byHand), 1e-13);
        AssertClose(sum, byHand);
    }

    /// <summary>Σ w·ℓ, and adds its gradient: sample by sample.</summary>
    private static double Add<TNetwork>(double[] parameters, double[] weights, int first, int count, double[] gradient)
        where TNetwork : ITrainableNetwork<TNetwork, double>
    {
        double loss = 0;
        for (int i = first; i < first + count; i++)
        {
            double[] own = new double[gradient.Length];
            loss += weights[i] * TNetwork.LossAndGradient(parameters, s_inputs.AsSpan(2 * i, 2), s_targets.AsSpan(2 * i, 2), own);
            for (int p = 0; p < own.Length; p++)
            {
                gradient[p] += weights[i] * own[p];
            }
        }

        return loss;
    }

    private static void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance = 1e-13)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int p = 0; p < expected.Length; p++)
        {
            Assert.Equal(expected[p], actual[p], tolerance);
        }
    }
}
