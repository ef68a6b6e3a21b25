using MlpGen.Optimizers;
using MlpGen.Tests.Networks;
using MlpGen.Training;
using static MlpGen.Tests.Training.TrainingData;

namespace MlpGen.Tests.Training;

/// <summary>A trainer does what a loop written by hand does.</summary>
[Collection(nameof(RecordingNetwork))]
public class TrainerTests
{
    [Theory]
    [InlineData(TrainerOptions.AllSamples)]
    [InlineData(23)]
    [InlineData(5)]
    [InlineData(1)]
    public void Epochs_in_the_order_of_the_data_are_a_loop_over_slices(int batchSize)
    {
        DataSet<float> data = Curves(23);
        float[] expected = NewTiny().Parameters.ToArray(), gradient = new float[expected.Length];
        var sgd = new Sgd<float>(0.1, 0.9);
        double loss = 0;
        for (int epoch = 0; epoch < 3; epoch++)
        {
            loss = 0;
            for (int first = 0, count; first < 23; first += count)
            {
                count = Math.Min(batchSize, 23 - first);
                gradient.AsSpan().Clear();
                loss += count * (double)TinyNet.LossAndGradient(
                    expected, data.Inputs.Span.Slice(2 * first, 2 * count), data.Targets.Span.Slice(2 * first, 2 * count), gradient);
                sgd.Step(expected, gradient);
            }
        }

        var trainer = Trainer.For(NewTiny(), new Sgd<float>(0.1, 0.9), new TrainerOptions { BatchSize = batchSize, Epochs = 3, Shuffle = false });
        TrainingHistory history = trainer.Fit(data);

        Assert.Equal(expected, ParametersOf(trainer));
        Assert.Equal(loss / 23, history.Last.TrainingLoss, 1e-15);
        Assert.Equal([1, 2, 3], history.Epochs.Select(report => report.Epoch));
        Assert.Equal(StopReason.Completed, history.StopReason);
        Assert.Equal(3 * ((23 + Math.Min(batchSize, 23) - 1) / Math.Min(batchSize, 23)), trainer.Step);
    }

    [Fact]
    public void A_shuffled_epoch_meets_every_sample_once_and_each_epoch_in_another_order()
    {
        float[] inputs = [.. Enumerable.Range(0, 20).Select(i => (float)i)];
        var orders = new List<float[]>();
        RecordingNetwork.Calls.Clear();
        var trainer = Trainer.For(new RecordingNetwork(), new Sgd<float>(0), new TrainerOptions { BatchSize = 6, Epochs = 3, Seed = 5 });
        trainer.EpochFinished += _ =>
        {
            orders.Add([.. RecordingNetwork.Calls.OrderBy(call => call.Key.Step).SelectMany(call => call.Inputs)]);
            RecordingNetwork.Calls.Clear();
        };
        trainer.Fit(inputs, inputs);

        Assert.Equal(3, orders.Count);
        Assert.All(orders, order => Assert.Equal(inputs, order.Order()));
        Assert.NotEqual(inputs, orders[0]);
        Assert.NotEqual(orders[0], orders[1]);
        Assert.NotEqual(orders[1], orders[2]);
    }

    [Fact]
    public void Dropout_is_told_seed_step_and_the_place_of_the_first_sample_of_each_part()
    {
        float[] inputs = new float[10];
        RecordingNetwork.Calls.Clear();
        var options = new TrainerOptions { BatchSize = 7, Epochs = 1, Seed = 9, Shards = 3, Threads = 2 };
        Trainer.For(new RecordingNetwork(), new Sgd<float>(0), options).Fit(inputs, inputs);

        Assert.Equal(
            [(new DropoutKey(9, 0, 0), 2), (new DropoutKey(9, 0, 2), 2), (new DropoutKey(9, 0, 4), 3), (new DropoutKey(9, 1, 0), 1), (new DropoutKey(9, 1, 1), 1), (new DropoutKey(9, 1, 2), 1)],
            RecordingNetwork.Calls.Select(call => (call.Key, call.Inputs.Length)).OrderBy(call => (call.Key.Step, call.Key.FirstSample)));
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_and_another_seed_others()
    {
        float[] Train(int seed)
        {
            var trainer = Trainer.For(NewTiny(), new Adam<float>(0.01), new TrainerOptions { BatchSize = 4, Epochs = 5, Seed = seed });
            trainer.Fit(Curves(30));
            return ParametersOf(trainer);
        }

        Assert.Equal(Train(1), Train(1));
        Assert.NotEqual(Train(1), Train(2));
    }

    [Fact]
    public void Labels_train_a_classifier_as_their_rows_of_zeros_and_ones_do()
    {
        DataSet<float> labeled = Clouds(100);
        float[] rows = [.. labeled.Labels.ToArray().SelectMany(label => Enumerable.Range(0, 3).Select(j => j == label ? 1f : 0))];
        var targets = new DataSet<float>(labeled.Inputs, rows, 100);
        var options = new TrainerOptions { BatchSize = 16, Epochs = 20, Metric = Metric.Accuracy, TrainingMetric = true };
        var withLabels = Trainer.For(new SoftmaxClassifier(1), new Adam<float>(0.01), options);
        var withTargets = Trainer.For(new SoftmaxClassifier(1), new Adam<float>(0.01), options);
        TrainingHistory history = withLabels.Fit(labeled, labeled);

        Assert.Equal(history.Last with { Elapsed = default }, withTargets.Fit(targets, targets).Last with { Elapsed = default });
        Assert.Equal(ParametersOf(withLabels), ParametersOf(withTargets));
        Assert.InRange(history.Last.ValidationMetric, 0.9, 1);
        Assert.Equal(history.Last.ValidationMetric, history.Last.TrainingMetric);
        Assert.Equal(SoftmaxClassifier.Loss(ParametersOf(withLabels), labeled.Inputs.Span, labeled.Labels.Span), history.Last.ValidationLoss, 1e-6);
    }

    [Fact]
    public void Weight_decay_and_L1_leave_biases_alone_unless_asked()
    {
        float[] bare = Train(new Sgd<float>(0.1), new TrainerOptions { Epochs = 1 });
        float[] decayed = Train(new Sgd<float>(0.1, weightDecay: 0.5), new TrainerOptions { Epochs = 1 });
        float[] all = Train(new Sgd<float>(0.1, weightDecay: 0.5), new TrainerOptions { Epochs = 1, DecayBiases = true });
        float[] sparse = Train(new Sgd<float>(0.1), new TrainerOptions { Epochs = 1, L1 = 0.25 });
        float[] start = [.. Start().Parameters];
        bool[] isBias = [.. Enumerable.Range(0, 17).Select(i => i is (>= 6 and < 9) or >= 15)];
        for (int i = 0; i < 17; i++)
        {
            Assert.Equal(bare[i] - 0.1 * (isBias[i] ? 0 : 0.5 * start[i]), decayed[i], 1e-6);
            Assert.Equal(bare[i] - 0.1 * 0.5 * start[i], all[i], 1e-6);
            Assert.Equal(bare[i] - 0.1 * (isBias[i] ? 0 : 0.25 * Math.Sign(start[i])), sparse[i], 1e-6);
        }

        static TinyNet Start()
        {
            TinyNet net = NewTiny();
            net.B1.Fill(0.5f);
            net.B2.Fill(-0.5f);
            net.W1[1] = 0;
            return net;
        }

        static float[] Train(IOptimizer<float> optimizer, TrainerOptions options)
        {
            TinyNet net = Start();
            Trainer.For(net, optimizer, options).Fit(Curves(10));
            return net.Parameters.ToArray();
        }
    }

    [Fact]
    public void Clipping_limits_the_gradient_before_the_step()
    {
        float[] start = NewTiny().Parameters.ToArray();
        float[] byNorm = Difference(new TrainerOptions { Epochs = 1, ClipNorm = 0.01 });
        float[] byValue = Difference(new TrainerOptions { Epochs = 1, ClipValue = 0.001 });
        Assert.Equal(0.01, Math.Sqrt(byNorm.Sum(d => (double)d * d)), 1e-5);
        Assert.Equal(0.001, byValue.Max(Math.Abs), 1e-6);

        float[] Difference(TrainerOptions options)
        {
            var trainer = Trainer.For(NewTiny(), new Sgd<float>(1), options);
            trainer.Fit(Curves(10));
            return [.. ParametersOf(trainer).Zip(start, (after, before) => after - before)];
        }
    }

    [Fact]
    public void A_schedule_multiplies_the_rate_that_the_optimizer_began_with()
    {
        var options = new TrainerOptions { BatchSize = 10, Epochs = 5, Schedule = LearningRateSchedule.Step(2, 0.5) };
        TrainingHistory history = Trainer.For(NewTiny(), new Sgd<float>(0.2), options).Fit(Curves(30));
        Assert.Equal([0.2, 0.2, 0.1, 0.1, 0.05], history.Epochs.Select(report => report.LearningRate));
    }

    [Fact]
    public void Progress_and_event_tell_of_every_epoch_in_order()
    {
        var told = new List<EpochReport>();
        var raised = new List<EpochReport>();
        var trainer = Trainer.For(NewTiny(), new Sgd<float>(0.1), new TrainerOptions { Epochs = 4 });
        trainer.EpochFinished += raised.Add;
        TrainingHistory history = trainer.Fit(Curves(30), Curves(10, seed: 2), new Listener(told));
        Assert.Equal(history.Epochs, told);
        Assert.Equal(history.Epochs, raised);
        Assert.StartsWith("epoch 4: training loss 0.", $"{history.Last}", StringComparison.Ordinal);
        Assert.Contains(", R² ", $"{history.Last}", StringComparison.Ordinal);
        Assert.Equal(history.Epochs.MinBy(report => report.ValidationLoss).Epoch, history.BestEpoch);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Nothing_is_allocated_within_an_epoch(int threads)
    {
        var options = new TrainerOptions
        {
            BatchSize = 16,
            Epochs = 6,
            L1 = 1e-5,
            ClipNorm = 1,
            ClipValue = 1,
            Patience = 10,
            TrainingMetric = true,
            Schedule = LearningRateSchedule.Cosine(6).AfterWarmUp(1),
            Shards = 2,
            Threads = threads,
        };
        var marks = new long[6];
        var trainer = Trainer.For(new SoftmaxClassifier(1), new AdamW<float>(0.01), options);
        trainer.EpochFinished += report => marks[report.Epoch - 1] = GC.GetAllocatedBytesForCurrentThread();
        trainer.Fit(Clouds(100), Clouds(50, seed: 2));

        // All of an epoch lies between two marks, its report and validation included.
        Assert.Equal(marks[0], marks[^1]);
    }

    [Fact]
    public void A_set_that_does_not_fit_the_network_is_refused_in_words()
    {
        var trainer = Trainer.For(NewTiny(), new Sgd<float>(0.1), new TrainerOptions { Patience = 3 });
        AssertMessage("Expected 2 inputs a sample, as TinyNet takes, but the set has 4", () => trainer.Fit(Clouds(9), Clouds(9)));
        AssertMessage("Expected 2 targets a sample, as TinyNet has outputs, but the set has 1", () => trainer.Fit(new DataSet<float>(new float[6], new float[3], 3)));
        AssertMessage("Expected labels from 0 to 1, since TinyNet has 2 outputs, but the largest is 2", () => trainer.Fit(new DataSet<float>(new float[4], new[] { 0, 2 })));
        AssertMessage("Expected a validation set", () => trainer.Fit(Curves(5)));
        Assert.Equal(NewTiny().Parameters.ToArray(), ParametersOf(trainer));
    }

    [Fact]
    public void Options_outside_their_range_are_refused_by_name()
    {
        Refused("BatchSize", new TrainerOptions { BatchSize = 0 });
        Refused("Epochs", new TrainerOptions { Epochs = -1 });
        Refused("Patience", new TrainerOptions { Patience = 0 });
        Refused("Shards", new TrainerOptions { Shards = 0 });
        Refused("Threads", new TrainerOptions { Threads = -1 });
        Refused("ClipValue", new TrainerOptions { ClipValue = 0 });
        Refused("ClipNorm", new TrainerOptions { ClipNorm = double.NaN });
        Refused("L1", new TrainerOptions { L1 = -1 });
        Refused("MinImprovement", new TrainerOptions { MinImprovement = double.NaN });
        Refused("Metric", new TrainerOptions { Metric = (Metric)99 });
    }

    private static void Refused(string name, TrainerOptions options) =>
        Assert.Throws<ArgumentOutOfRangeException>(name, () => Trainer.For(NewTiny(), new Sgd<float>(0.1), options));

    private static void AssertMessage(string message, Func<object> call) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(call).Message, StringComparison.Ordinal);

    private sealed class Listener(List<EpochReport> reports) : IProgress<EpochReport>
    {
        public void Report(EpochReport value) => reports.Add(value);
    }
}
