using MlpGen.Optimizers;
using MlpGen.Tests.Networks;
using MlpGen.Training;
using static MlpGen.Tests.Training.TrainingData;

namespace MlpGen.Tests.Training;

/// <summary>Training that ends before its time: cancelled, resumed, stopped early, diverged.</summary>
public partial class InterruptionTests
{
    [Layer(2, 2), Loss(LossFunction.MeanSquaredError)]
    private sealed partial class Linear;

    private static readonly DataSet<float> s_training = Clouds(70), s_validation = Clouds(40, seed: 2);

    private static readonly TrainerOptions s_options = new()
    {
        BatchSize = 16,
        Epochs = 8,
        Seed = 3,
        Patience = 100,
        Schedule = LearningRateSchedule.Cosine(8),
    };

    public static TheoryData<string, Func<IOptimizer<float>>> Optimizers => new()
    {
        { "Sgd", () => new Sgd<float>(0.1) },
        { "Nesterov", () => new Sgd<float>(0.1, 0.9, nesterov: true) },
        { "AdamW", () => new AdamW<float>(0.02) },
        { "RmsProp", () => new RmsProp<float>(0.01, momentum: 0.9, centered: true) },
    };

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_run_resumed_between_epochs_is_bit_for_bit_the_uninterrupted_one(string name, Func<IOptimizer<float>> optimizer)
    {
        _ = name;
        var whole = Trainer.For(new SoftmaxClassifier(1), optimizer(), s_options);
        TrainingHistory expected = whole.Fit(s_training, s_validation);

        var first = Trainer.For(new SoftmaxClassifier(1), optimizer(), s_options with { Epochs = 3 });
        first.Fit(s_training, s_validation);
        var second = Trainer.For(new SoftmaxClassifier(99), optimizer(), s_options);
        second.LoadState(first.SaveState());
        AssertSame(expected, second.Fit(s_training, s_validation));
        AssertSame(whole.SaveState(), second.SaveState());
        Assert.Equal(ParametersOf(whole), ParametersOf(second));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    public void A_run_cancelled_inside_an_epoch_goes_on_in_another_trainer_as_if_nothing_had_happened(int shards, int threads)
    {
        TrainerOptions options = s_options with { Shards = shards, Threads = threads };
        var whole = Trainer.For(new SoftmaxClassifier(1), new Adam<float>(0.02), options);
        TrainingHistory expected = whole.Fit(s_training, s_validation);

        using var cancellation = new CancellationTokenSource();
        var stepping = new CancellingOptimizer<float>(new Adam<float>(0.02), cancellation, atStep: 13);
        var first = Trainer.For(new SoftmaxClassifier(1), stepping, options);
        Assert.Throws<OperationCanceledException>(() => first.Fit(s_training, s_validation, cancellation: cancellation.Token));
        TrainingState<float> state = first.SaveState();
        Assert.Equal((2, 3, 13L), (state.Epoch, state.Batch, state.Step)); // five mini-batches an epoch

        var second = Trainer.For(new SoftmaxClassifier(99), new Adam<float>(0.02), options);
        second.LoadState(state);
        AssertSame(expected, second.Fit(s_training, s_validation));
        AssertSame(whole.SaveState(), second.SaveState());
    }

    [Fact]
    public void A_cancelled_trainer_goes_on_when_it_is_called_again()
    {
        var whole = Trainer.For(new SoftmaxClassifier(1), new Adam<float>(0.02), s_options);
        TrainingHistory expected = whole.Fit(s_training, s_validation);
        using var cancellation = new CancellationTokenSource();
        var trainer = Trainer.For(new SoftmaxClassifier(1), new CancellingOptimizer<float>(new Adam<float>(0.02), cancellation, atStep: 7), s_options);
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(s_training, s_validation, cancellation: cancellation.Token));
        Assert.Throws<ArgumentException>("training", () => trainer.Fit(Clouds(71), s_validation));
        AssertSame(expected, trainer.Fit(s_training, s_validation));
    }

    [Fact]
    public void A_token_cancelled_beforehand_leaves_everything_as_it_was()
    {
        var trainer = Trainer.For(new SoftmaxClassifier(1), new Adam<float>(), s_options);
        float[] before = ParametersOf(trainer);
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(s_training, s_validation, cancellation: new CancellationToken(true)));
        Assert.Equal(before, ParametersOf(trainer));
        Assert.Equal((0, 0), (trainer.Epoch, trainer.Step));
    }

    [Fact]
    public void Early_stopping_waits_for_its_patience_and_restores_the_best_weights()
    {
        // A rate far too large for the end: the validation loss falls, then rises.
        var options = new TrainerOptions { BatchSize = 8, Epochs = 500, Patience = 5, Seed = 1 };
        var weights = new List<float[]>();
        var trainer = Trainer.For(new SoftmaxClassifier(1), new Adam<float>(0.05), options);
        trainer.EpochFinished += _ => weights.Add(ParametersOf(trainer));
        TrainingHistory history = trainer.Fit(s_training, s_validation);

        Assert.Equal(StopReason.EarlyStopping, history.StopReason);
        Assert.Equal(history.BestEpoch + 5, history.Epochs.Count);
        Assert.Equal(history.Epochs.Min(report => report.ValidationLoss), history.Best.ValidationLoss);
        Assert.Equal(weights[history.BestEpoch - 1], ParametersOf(trainer));
        Assert.Equal(weights[^1], trainer.SaveState().Parameters);
        Assert.Equal(history.BestEpoch, history.Epochs.Last(report => report.IsBest).Epoch);

        AssertSame(history, trainer.Fit(s_training, s_validation)); // it is over
    }

    [Fact]
    public void A_loss_that_is_not_finite_names_epoch_batch_and_parameter_and_brings_back_good_weights()
    {
        var trainer = Trainer.For(new Linear(1), new Sgd<float>(5, momentum: 0.9), new TrainerOptions { BatchSize = 4, Epochs = 50, Shuffle = false });
        var begins = new List<float[]> { ParametersOf(trainer) };
        trainer.EpochFinished += _ => begins.Add(ParametersOf(trainer));
        var exception = Assert.Throws<TrainingDivergedException>(() => trainer.Fit(Curves(20)));

        Assert.True(exception.Epoch > 2, "It should take a while.");
        Assert.InRange(exception.Epoch, trainer.Epoch + 1, trainer.Epoch + 2); // the epoch, or the one before if it began so
        Assert.InRange(exception.Batch, 1, 5);
        Assert.False(double.IsFinite(exception.Loss));
        Assert.Matches(@"^(W1\[\d,\d\]|b1\[\d\])$", exception.LargestParameter);
        Assert.Contains(
            $"in epoch {exception.Epoch}, batch {exception.Batch}; the largest parameter was {exception.LargestParameter} = ",
            exception.Message, StringComparison.Ordinal);
        Assert.Equal(begins[trainer.Epoch], ParametersOf(trainer));
        Assert.Equal(5 * trainer.Epoch, trainer.Step);

        trainer.Optimizer.LearningRate = 0.01; // a smaller one goes on from there
        TrainingHistory history = trainer.Fit(Curves(20));
        Assert.Equal(50, history.Epochs.Count);
        Assert.All(history.Epochs, report => Assert.True(double.IsFinite(report.TrainingLoss)));
    }

    [Fact]
    public void A_sample_that_goes_bad_while_training_is_found_in_its_batch_and_named()
    {
        float[] inputs = Curves(20).Inputs.ToArray();
        var trainer = Trainer.For(NewTiny(), new Sgd<float>(0.1), new TrainerOptions { BatchSize = 4, Shuffle = false });
        float[] before = [];
        trainer.EpochFinished += report =>
        {
            before = report.Epoch == 2 ? ParametersOf(trainer) : before;
            inputs[2 * 13 + 1] = report.Epoch == 2 ? float.NaN : inputs[2 * 13 + 1];
        };
        var exception = Assert.Throws<TrainingDivergedException>(() => trainer.Fit(new DataSet<float>(inputs, Curves(20).Targets, 20)));
        Assert.Equal((3, 4), (exception.Epoch, exception.Batch));
        Assert.EndsWith(
            "The training set has changed since training began: input 1 of sample 13 (counted from 0) is NaN.", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, ParametersOf(trainer));
    }

    [Fact]
    public void Parameters_that_are_not_finite_are_named_before_the_first_step()
    {
        var trainer = Trainer.For(NewTiny(), new Sgd<float>(0.1));
        trainer.Network.W2[3] = float.PositiveInfinity;
        float[] before = ParametersOf(trainer);
        var exception = Assert.Throws<TrainingDivergedException>(() => trainer.Fit(Curves(20)));
        Assert.Equal(
            "Expected finite parameters to begin with, but W2[1,1] is Infinity. Initialize the network, or load its weights again.", exception.Message);
        Assert.Equal(before, ParametersOf(trainer));
    }

    [Fact]
    public void Parameters_ruined_by_the_last_step_of_an_epoch_are_noticed_at_its_end()
    {
        // Of the order of 1e30 after one step, and not finite after two.
        var trainer = Trainer.For(NewTiny(), new Sgd<float>(1e38), new TrainerOptions { BatchSize = TrainerOptions.AllSamples, Epochs = 1 });
        trainer.Network.Parameters.Fill(100);
        float[] before = ParametersOf(trainer);
        var exception = Assert.Throws<TrainingDivergedException>(() => trainer.Fit(Curves(20)));
        Assert.Equal((1, 1), (exception.Epoch, exception.Batch));
        Assert.False(double.IsFinite(exception.LargestValue));
        Assert.Equal(trainer.Network.Loss(Curves(20).Inputs.Span, Curves(20).Targets.Span), exception.Loss, 1e-3 * exception.Loss);
        Assert.StartsWith("Expected finite parameters, but after epoch 1, batch 1, whose loss was ", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, ParametersOf(trainer));
    }

    [Fact]
    public void A_state_that_does_not_fit_is_refused_and_nothing_changes()
    {
        var other = Trainer.For(NewTiny(), new Adam<float>(), new TrainerOptions { Epochs = 1 });
        other.Fit(Curves(10));
        var trainer = Trainer.For(new SoftmaxClassifier(1), new Adam<float>(), s_options);
        float[] before = ParametersOf(trainer);
        Assert.Contains("Expected 403 parameters", Assert.Throws<ArgumentException>("state", () => trainer.LoadState(other.SaveState())).Message, StringComparison.Ordinal);

        var momentum = Trainer.For(NewTiny(), new Sgd<float>(0.1, 0.9), new TrainerOptions());
        float[] tiny = ParametersOf(momentum);
        Assert.Throws<ArgumentException>("state", () => momentum.LoadState(other.SaveState()));
        Assert.Equal(tiny, ParametersOf(momentum));
        Assert.Equal(0, momentum.Epoch);
        Assert.Equal(before, ParametersOf(trainer));
    }

    [Fact]
    public void An_epoch_begun_with_one_seed_cannot_be_finished_with_another()
    {
        using var cancellation = new CancellationTokenSource();
        var first = Trainer.For(new SoftmaxClassifier(1), new CancellingOptimizer<float>(new Adam<float>(), cancellation, 3), s_options);
        Assert.Throws<OperationCanceledException>(() => first.Fit(s_training, s_validation, cancellation: cancellation.Token));
        TrainingState<float> state = first.SaveState();
        Assert.Throws<ArgumentException>("state", () => Trainer.For(new SoftmaxClassifier(1), new Adam<float>(), s_options with { Seed = 4 }).LoadState(state));
        Assert.Throws<ArgumentException>("state", () => Trainer.For(new SoftmaxClassifier(1), new Adam<float>(), s_options with { BatchSize = 4 }).LoadState(state));
    }

    private static void AssertSame(TrainingHistory expected, TrainingHistory actual)
    {
        Assert.Equal(expected.Epochs.Select(WithoutTime), actual.Epochs.Select(WithoutTime));
        Assert.Equal((expected.BestEpoch, expected.StopReason), (actual.BestEpoch, actual.StopReason));
    }

    private static void AssertSame(TrainingState<float> expected, TrainingState<float> actual)
    {
        Assert.Equal(expected.Parameters, actual.Parameters);
        Assert.Equal(expected.OptimizerState, actual.OptimizerState);
        Assert.Equal(expected.BestParameters, actual.BestParameters);
        Assert.NotEmpty(actual.BestParameters);
        Assert.Equal((expected.Epoch, expected.Step, expected.BestEpoch, expected.BestLoss), (actual.Epoch, actual.Step, actual.BestEpoch, actual.BestLoss));
    }

    private static EpochReport WithoutTime(EpochReport report) => report with { Elapsed = default };
}
