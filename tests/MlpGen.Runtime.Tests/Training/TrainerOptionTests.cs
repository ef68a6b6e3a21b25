using MlpGen.Optimizers;
using MlpGen.Training;
using static MlpGen.Activation;
using static MlpGen.Tests.Training.TrainingData;

namespace MlpGen.Tests.Training;

/// <summary>Accumulation, layers of their own, label smoothing, averages: each against a loop written by hand.</summary>
public partial class TrainerOptionTests
{
    [Layer(2, 5, Tanh), Layer(5, 4, Tanh, Dropout = 0.3), Layer(4, 2), Loss(LossFunction.MeanSquaredError), Network(Precision = Precision.Double)]
    private sealed partial class Deep;

    [Layer(4, 6, Tanh), Layer(6, 3), Loss(LossFunction.CrossEntropy), Network(Precision = Precision.Double)]
    private sealed partial class Classes;

    private static readonly DataSet<double> s_curves = InDouble(Curves(53)), s_clouds = InDouble(Clouds(40));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Accumulated_batches_are_one_batch_dropout_included(int shards)
    {
        double[] expected = End(new TrainerOptions { BatchSize = 12, Shards = shards }), actual = End(new TrainerOptions { BatchSize = 4, AccumulateBatches = 3, Shards = shards });
        AssertClose(expected, actual, 1e-12);

        // And less often than that is something else.
        Assert.True(Distance(expected, End(new TrainerOptions { BatchSize = 4, Shards = shards })) > 1e-3);

        static double[] End(TrainerOptions options)
        {
            var net = new Deep(1);
            var trainer = Trainer.For(net, new Adam<double>(0.02), options with { Epochs = 4, Seed = 2 });
            TrainingHistory history = trainer.Fit(s_curves);
            return [.. net.Parameters, .. history.Epochs.Select(report => report.TrainingLoss)];
        }
    }

    [Fact]
    public void A_run_with_accumulation_resumes_inside_an_epoch()
    {
        var options = new TrainerOptions { BatchSize = 4, AccumulateBatches = 3, Epochs = 4, Seed = 2 };
        var whole = Trainer.For(new Deep(1), new Adam<double>(0.02), options);
        whole.Fit(s_curves);

        using var stop = new CancellationTokenSource();
        var first = Trainer.For(new Deep(1), new CancellingOptimizer<double>(new Adam<double>(0.02), stop, atStep: 7), options);
        Assert.Throws<OperationCanceledException>(() => first.Fit(s_curves, cancellation: stop.Token));
        TrainingState<double> state = first.SaveState();
        Assert.Equal((1, 2), (state.Epoch, state.Batch)); // 53 samples are five steps of 12 or less
        Assert.Throws<ArgumentException>("state", () => Trainer.For(new Deep(1), new Adam<double>(), options with { AccumulateBatches = 2 }).LoadState(state));
        var second = Trainer.For(new Deep(9), new Adam<double>(0.02), options);
        second.LoadState(state);
        second.Fit(s_curves);
        Assert.Equal(whole.Network.Parameters.ToArray(), second.Network.Parameters.ToArray());
    }

    public static TheoryData<string, Func<double, double, IOptimizer<double>>> Optimizers => new()
    {
        { "Sgd", (rate, decay) => new Sgd<double>(rate, weightDecay: decay) },
        { "momentum", (rate, decay) => new Sgd<double>(rate, 0.9, weightDecay: decay) },
        { "Adam", (rate, decay) => new Adam<double>(rate, weightDecay: decay) },
        { "AdamW", (rate, decay) => new AdamW<double>(rate, weightDecay: decay) },
        { "RmsProp", (rate, decay) => new RmsProp<double>(rate, momentum: 0.5, weightDecay: decay) },
    };

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Each_layer_is_as_trained_by_an_optimizer_of_its_own(string name, Func<double, double, IOptimizer<double>> create)
    {
        _ = name;
        foreach (double clip in new[] { double.PositiveInfinity, 0.05 })
        {
            var net = new Classes(1);
            Trainer.For(net, create(0.02, 0.1), new TrainerOptions
            {
                BatchSize = TrainerOptions.AllSamples,
                Epochs = 12,
                ClipNorm = clip,
                Layers = [new LayerOptions(2) { LearningRateFactor = 0.25, WeightDecay = 0.3 }],
            }).Fit(s_clouds);

            // One optimizer for each run of parameters: W1, b1, W2, b2; biases do not decay.
            double[] expected = new Classes(1).Parameters.ToArray();
            (Range Range, IOptimizer<double> Optimizer)[] groups =
            [
                (0..24, create(0.02, 0.1)), (24..30, create(0.02, 0)), (30..48, create(0.005, 0.3)), (48..51, create(0.005, 0)),
            ];
            for (int step = 0; step < 12; step++)
            {
                double[] gradient = new double[expected.Length];
                Classes.LossAndGradient(expected, s_clouds.Inputs.Span, s_clouds.Labels.Span, gradient);
                double norm = Math.Sqrt(gradient.Sum(g => g * g));
                gradient = [.. gradient.Select(g => g * Math.Min(1, clip / (norm + 1e-6)))];
                foreach ((Range range, IOptimizer<double> optimizer) in groups)
                {
                    optimizer.Step(expected.AsSpan(range), gradient.AsSpan(range));
                }
            }

            AssertClose(expected, net.Parameters.ToArray(), 1e-12);
        }
    }

    [Fact]
    public void A_frozen_layer_stays_and_counts_for_nothing()
    {
        var net = new Classes(1);
        double[] before = net.Parameters.ToArray();
        Trainer.For(net, new AdamW<double>(0.02, weightDecay: 0.1), new TrainerOptions
        {
            BatchSize = TrainerOptions.AllSamples,
            Epochs = 10,
            ClipNorm = 0.05,
            L1 = 0.01,
            DecayBiases = true,
            Layers = [new LayerOptions(1) { IsFrozen = true }],
        }).Fit(s_clouds);
        Assert.Equal(before[..30], net.Parameters[..30].ToArray());

        double[] expected = before[30..];
        var adam = new AdamW<double>(0.02, weightDecay: 0.1);
        for (int step = 0; step < 10; step++)
        {
            double[] gradient = new double[before.Length];
            Classes.LossAndGradient([.. before[..30], .. expected], s_clouds.Inputs.Span, s_clouds.Labels.Span, gradient);
            double[] own = [.. gradient[30..].Select((g, i) => g + 0.01 * Math.Sign(expected[i]))];
            double norm = Math.Sqrt(own.Sum(g => g * g));
            adam.Step(expected, [.. own.Select(g => g * Math.Min(1, 0.05 / (norm + 1e-6)))]);
        }

        AssertClose(expected, net.Parameters[30..].ToArray(), 1e-12);
    }

    [Fact]
    public void Layers_that_there_are_not_and_optimizers_that_know_none_are_refused()
    {
        Assert.Contains("layers from 1 to 2", Refused(new Adam<double>(), new TrainerOptions { Layers = [new LayerOptions(3)] }), StringComparison.Ordinal);
        Assert.Contains("layer 1 occurs more often", Refused(new Adam<double>(), new TrainerOptions { Layers = [new LayerOptions(1), new LayerOptions(1)] }), StringComparison.Ordinal);
        using var stop = new CancellationTokenSource();
        Assert.Contains("one of the optimizers of MlpGen", Refused(
            new CancellingOptimizer<double>(new Adam<double>(), stop, 1), new TrainerOptions { Layers = [new LayerOptions(1)] }), StringComparison.Ordinal);
        Assert.Contains("AverageFrom or Patience", Refused(new Adam<double>(), new TrainerOptions { AverageFrom = 1, Patience = 1 }), StringComparison.Ordinal);

        static string Refused(IOptimizer<double> optimizer, TrainerOptions options) =>
            Assert.ThrowsAny<ArgumentException>(() => Trainer.For(new Classes(1), optimizer, options)).Message;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Smoothed_labels_are_smoothed_targets(bool hasLabels)
    {
        const double Epsilon = 0.2;
        double[] oneHot = [.. s_clouds.Labels.ToArray().SelectMany(label => Enumerable.Range(0, 3).Select(k => k == label ? 1.0 : 0))];
        double[] smoothed = [.. oneHot.Select(t => (1 - Epsilon) * t + Epsilon / 3)];
        DataSet<double> data = hasLabels ? s_clouds : new DataSet<double>(s_clouds.Inputs, oneHot, 40);
        var options = new TrainerOptions { BatchSize = 7, Epochs = 5, Seed = 4 };
        (double[] end, double loss) = End(data, options with { LabelSmoothing = Epsilon });
        (double[] expected, double expectedLoss) = End(new DataSet<double>(s_clouds.Inputs, smoothed, 40), options);
        AssertClose(expected, end, 1e-13);
        Assert.Equal(expectedLoss, loss, 1e-13);
        Assert.Equal(oneHot.Sum(), hasLabels ? 40 : data.Targets.ToArray().Sum()); // the caller's memory is as it was

        static (double[], double) End(DataSet<double> data, TrainerOptions options)
        {
            var net = new Classes(1);
            double loss = Trainer.For(net, new Adam<double>(0.02), options).Fit(data).Last.TrainingLoss;
            return (net.Parameters.ToArray(), loss);
        }
    }

    [Fact]
    public void Label_smoothing_is_for_cross_entropy() => Assert.Contains(
        "Expected CrossEntropy, since LabelSmoothing is set, but the loss of Deep is MeanSquaredError",
        Assert.Throws<ArgumentException>(() => Trainer.For(new Deep(1), new Adam<double>(), new TrainerOptions { LabelSmoothing = 0.1 })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void The_average_is_the_mean_of_the_epochs_that_count_and_survives_a_file()
    {
        var options = new TrainerOptions { BatchSize = 8, Epochs = 9, AverageFrom = 4, Seed = 1 };
        var weights = new List<double[]>();
        var whole = Trainer.For(new Classes(1), new Adam<double>(0.03), options);
        whole.EpochFinished += _ => weights.Add(whole.Network.Parameters.ToArray());
        whole.Fit(s_clouds);
        double[] mean = [.. Enumerable.Range(0, Classes.ParameterCount).Select(p => weights.Skip(3).Average(epoch => epoch[p]))];
        AssertClose(mean, whole.Network.Parameters.ToArray(), 1e-14);
        Assert.Equal(weights[^1], whole.SaveState().Parameters);

        foreach (int until in new[] { 2, 4, 6 })
        {
            var first = Trainer.For(new Classes(1), new Adam<double>(0.03), options with { Epochs = until });
            first.Fit(s_clouds);
            using var file = new MemoryStream();
            first.SaveState(file);
            file.Position = 0;
            var second = Trainer.For(new Classes(5), new Adam<double>(0.03), options);
            second.LoadState(file);
            second.Fit(s_clouds);
            Assert.Equal(whole.Network.Parameters.ToArray(), second.Network.Parameters.ToArray());
            Assert.Equal(whole.SaveState().Parameters, second.SaveState().Parameters);
        }

        // A state without the average cannot go on with one.
        var plain = Trainer.For(new Classes(1), new Adam<double>(0.03), options with { Epochs = 6, AverageFrom = null });
        plain.Fit(s_clouds);
        Assert.Contains("averaged parameters", Assert.Throws<ArgumentException>("state", () =>
            Trainer.For(new Classes(1), new Adam<double>(0.03), options).LoadState(plain.SaveState())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_epoch_that_training_went_back_from_is_not_in_the_average()
    {
        var average = new AverageWeights<double>(1, from: 2);
        foreach ((int epoch, double weight) in new[] { (1, 9.0), (2, 1.0), (3, 2.0), (4, 100.0) })
        {
            average.Note(epoch, [weight]);
        }

        average.ForgetAfter(4);
        Assert.Equal(103.0 / 3, average.After(4)[0], 1e-14);
        average.ForgetAfter(3);
        Assert.Equal(1.5, average.After(3)[0]);
        average.Note(4, [3]);
        Assert.Equal(2, average.After(4)[0]);
    }

    [Fact]
    public void Epochs_with_all_of_it_allocate_nothing()
    {
        List<long> bytes = new(40);
        var trainer = Trainer.For(new Classes(1), new Adam<double>(0.03), new TrainerOptions
        {
            BatchSize = 4,
            AccumulateBatches = 2,
            Epochs = 20,
            AverageFrom = 3,
            LabelSmoothing = 0.1,
            ReduceOnPlateau = new ReduceOnPlateau(),
            Layers = [new LayerOptions(1) { LearningRateFactor = 0.5 }],
            Metric = Metric.None,
        });
        trainer.EpochFinished += _ => bytes.Add(GC.GetAllocatedBytesForCurrentThread());
        trainer.Fit(s_clouds.WithBalancedClasses());
        Assert.Equal(0, bytes[^1] - bytes[1]);
    }

    private static DataSet<double> InDouble(DataSet<float> data)
    {
        double[] inputs = Array.ConvertAll(data.Inputs.ToArray(), x => (double)x), targets = Array.ConvertAll(data.Targets.ToArray(), t => (double)t);
        return data.HasLabels ? new DataSet<double>(inputs, data.Labels) : new DataSet<double>(inputs, targets, data.Count);
    }

    private static double Distance(double[] a, double[] b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max();

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.True(Distance(expected, actual) <= tolerance, $"{Distance(expected, actual)}");
    }
}
