using System.Runtime.Intrinsics;
using MlpGen.Training;
using Curve = MlpGen.Tests.Training.FullBatch.WithJacobian<MlpGen.Tests.Training.FullBatch.Curve8, double>;

namespace MlpGen.Tests.Training.FullBatch;

/// <summary>Training by L-BFGS.</summary>
public class LbfgsTests
{
    /// <summary>How near parameters come to a minimum that no loss can tell from its neighbours; by sums in vectors, nearer.</summary>
    private static readonly double s_near = Vector256.IsHardwareAccelerated ? 1e-9 : 1e-8;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_cubic_is_learned_to_a_millionth_in_some_hundred_steps(int seed)
    {
        var trainer = LbfgsTrainer.For(new Curve8(seed), new LbfgsOptions { TargetLoss = 1e-6 });
        TrainingHistory history = trainer.Fit(FullBatchData.Cubic());
        Assert.Equal(StopReason.TargetReached, history.StopReason);
        Assert.InRange(trainer.Epoch, 10, 1000);
        Assert.InRange(trainer.Evaluations, trainer.Epoch, 2 * trainer.Epoch);
        Assert.Equal(trainer.Network.Loss(FullBatchData.Cubic().Inputs.Span, FullBatchData.Cubic().Targets.Span), history.Last.TrainingLoss);
    }

    [Fact]
    public void A_quadratic_loss_is_minimized_to_the_last_bit_in_a_few_steps()
    {
        // y = 2x − 1 exactly, and the least squares of other points as the normal equations have it.
        var data = new DataSet<double>(new double[] { 0, 1, 2, 5 }, new double[] { -1, 1, 4, 8 }, 4);
        var net = new Straight(1);
        TrainingHistory history = LbfgsTrainer.For(net, new LbfgsOptions { GradientTolerance = 1e-12 }).Fit(data);
        Assert.Contains(history.StopReason, new[] { StopReason.Converged, StopReason.NoProgress });
        Assert.InRange(history.Epochs.Count, 2, 12);

        // x̄ = 2, ȳ = 3; slope = Σ(x − x̄)(y − ȳ) / Σ(x − x̄)²
        double slope = (2 * 4.0 + 1 * 2 + 0 + 3 * 5) / (4 + 1 + 0 + 9);
        Assert.Equal(slope, net.Parameters[0], s_near);
        Assert.Equal(3 - 2 * slope, net.Parameters[1], s_near);
    }

    [Fact]
    public void Weight_decay_is_that_of_ridge_regression()
    {
        const double Lambda = 0.7;
        var data = new DataSet<double>(new double[] { 0, 1, 2, 5 }, new double[] { -1, 1, 4, 8 }, 4);
        var net = new Straight(1);
        LbfgsTrainer.For(net, new LbfgsOptions { GradientTolerance = 1e-12, WeightDecay = Lambda }).Fit(data);

        // 1/(2N)·Σ(y − t)² + λ/2·w²: the bias is free, and w·(Σ(x − x̄)² + N·λ) = Σ(x − x̄)(y − ȳ)
        double slope = 25 / (14 + 4 * Lambda);
        Assert.Equal(slope, net.Parameters[0], s_near);
        Assert.Equal(3 - 2 * slope, net.Parameters[1], s_near);
    }

    [Fact]
    public void Losses_never_rise()
    {
        TrainingHistory history = LbfgsTrainer.For(new ThreeClouds(1), new LbfgsOptions { Epochs = 60 }).Fit(FullBatchData.Clouds(90, seed: 1));
        Assert.All(history.Epochs.Zip(history.Epochs.Skip(1)), pair => Assert.True(pair.Second.TrainingLoss <= pair.First.TrainingLoss));
        Assert.All(history.Epochs, report => Assert.True(report.IsBest || report.TrainingLoss == history.Epochs[report.Epoch - 2].TrainingLoss));
        Assert.True(history.Last.TrainingLoss < 0.6, $"{history.Last}");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(3, 2)]
    public void A_resumed_run_is_bit_for_bit_the_uninterrupted_one(int shards, int threads)
    {
        var options = new LbfgsOptions { Epochs = 40, Memory = 5, Shards = shards, Threads = threads, Patience = 100, WeightDecay = 1e-4 };
        DataSet<float> training = FullBatchData.Clouds(90, 1), validation = FullBatchData.Clouds(40, 2);
        var whole = LbfgsTrainer.For(new ThreeClouds(1), options);
        TrainingHistory expected = whole.Fit(training, validation);

        var first = LbfgsTrainer.For(new ThreeClouds(1), options with { Epochs = 17 });
        first.Fit(training, validation);
        using var file = new MemoryStream();
        first.SaveState(file);
        file.Position = 0;
        var second = LbfgsTrainer.For(new ThreeClouds(99), options);
        second.LoadState(file);
        AssertSame(expected, second.Fit(training, validation));
        Assert.Equal(whole.Evaluations, second.Evaluations);
        Assert.Equal(whole.SaveState().Parameters, second.SaveState().Parameters);
        Assert.Equal(whole.SaveState().OptimizerState, second.SaveState().OptimizerState);
        Assert.Equal(whole.SaveState().BestParameters, second.SaveState().BestParameters);
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        float[][] ends = [.. new[] { 1, 2, 3 }.Select(threads =>
        {
            var net = new CurveInFloat(1);
            LbfgsTrainer.For(net, new LbfgsOptions { Epochs = 30, Shards = 3, Threads = threads }).Fit(FullBatchData.CubicInFloat());
            return net.Parameters.ToArray();
        })];
        Assert.Equal(ends[0], ends[1]);
        Assert.Equal(ends[0], ends[2]);
    }

    [Fact]
    public void A_run_cancelled_between_steps_goes_on_when_called_again()
    {
        var options = new LbfgsOptions { Epochs = 30 };
        var whole = LbfgsTrainer.For(new Curve8(1), options);
        TrainingHistory expected = whole.Fit(FullBatchData.Cubic());

        using var stop = new CancellationTokenSource();
        var trainer = LbfgsTrainer.For(new Curve8(1), options);
        trainer.EpochFinished += report =>
        {
            if (report.Epoch == 11)
            {
                stop.Cancel();
            }
        };
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(FullBatchData.Cubic(), cancellation: stop.Token));
        Assert.Equal(11, trainer.Epoch);
        AssertSame(expected, trainer.Fit(FullBatchData.Cubic()));
        Assert.Equal(whole.Network.Parameters.ToArray(), trainer.Network.Parameters.ToArray());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(9)]
    public void A_run_cancelled_inside_a_step_takes_it_again(int evaluation)
    {
        Curve.CancelAt = 0;
        var whole = LbfgsTrainer.For(new Curve(new Curve8(1).Parameters), new LbfgsOptions { Epochs = 8 });
        TrainingHistory expected = whole.Fit(FullBatchData.Cubic());

        using var stop = new CancellationTokenSource();
        (Curve.CancelAt, Curve.Calls, Curve.Source) = (evaluation, 0, stop);
        var trainer = LbfgsTrainer.For(new Curve(new Curve8(1).Parameters), new LbfgsOptions { Epochs = 8 });
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(FullBatchData.Cubic(), cancellation: stop.Token));
        AssertSame(expected, trainer.Fit(FullBatchData.Cubic()));
        Assert.Equal(whole.Network.Parameters.ToArray(), trainer.Network.Parameters.ToArray());
    }

    [Fact]
    public void Steps_allocate_nothing()
    {
        List<long> bytes = new(200);
        var trainer = LbfgsTrainer.For(new CurveInFloat(1), new LbfgsOptions { Epochs = 100, Memory = 4, WeightDecay = 1e-5 });
        trainer.EpochFinished += _ => bytes.Add(GC.GetAllocatedBytesForCurrentThread());
        trainer.Fit(FullBatchData.CubicInFloat());
        Assert.True(bytes.Count > 30, $"{bytes.Count}");
        Assert.Equal(0, bytes[^1] - bytes[2]);
    }

    [Fact]
    public void Early_stopping_gives_the_weights_of_the_best_epoch()
    {
        var weights = new List<double[]>();
        var trainer = LbfgsTrainer.For(new Curve8(1), new LbfgsOptions { Epochs = 2000, Patience = 15 });
        trainer.EpochFinished += _ => weights.Add(trainer.Network.Parameters.ToArray());
        TrainingHistory history = trainer.Fit(FullBatchData.NoisySine(14, 1), FullBatchData.NoisySine(60, 2));
        Assert.Equal(StopReason.EarlyStopping, history.StopReason);
        Assert.Equal(history.BestEpoch + 15, history.Epochs.Count);
        Assert.Equal(history.Epochs.Min(report => report.ValidationLoss), history.Best.ValidationLoss);
        Assert.Equal(weights[history.BestEpoch - 1], trainer.Network.Parameters.ToArray());
        Assert.Equal(weights[^1], trainer.SaveState().Parameters);
        Assert.Throws<ArgumentException>("validation", () => trainer.Fit(FullBatchData.NoisySine(14, 1)));
    }

    [Fact]
    public void What_is_not_finite_from_the_first_is_named_and_nothing_changes()
    {
        var net = new CurveInFloat(1);
        net.W2[3] = 1e30f;
        float[] before = net.Parameters.ToArray();
        string message = Assert.Throws<TrainingDivergedException>(() => LbfgsTrainer.For(net).Fit(FullBatchData.CubicInFloat())).Message;
        Assert.StartsWith("Expected a finite loss to begin with, but the loss is Infinity; the largest parameter is W2[3,0] = 1E+30.", message, StringComparison.Ordinal);
        Assert.Equal(before, net.Parameters.ToArray());

        net.W2[3] = float.NaN;
        message = Assert.Throws<TrainingDivergedException>(() => LbfgsTrainer.For(net).Fit(FullBatchData.CubicInFloat())).Message;
        Assert.StartsWith("Expected finite parameters to begin with, but W2[3,0] is NaN.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_minimum_is_known_before_the_first_step()
    {
        var net = new Straight([2, -1]);
        TrainingHistory history = LbfgsTrainer.For(net).Fit(new double[] { 0, 1, 2 }, new double[] { -1, 1, 3 });
        Assert.Equal(StopReason.TargetReached, history.StopReason);
        Assert.Empty(history.Epochs);
    }

    [Fact]
    public void States_of_others_are_refused()
    {
        var trainer = LbfgsTrainer.For(new Curve8(1), new LbfgsOptions { Epochs = 2 });
        trainer.Fit(FullBatchData.Cubic());
        TrainingState<double> state = trainer.SaveState();
        Assert.Contains("remembered numbers", Assert.Throws<ArgumentException>("state", () =>
            LbfgsTrainer.For(new Curve8(1), new LbfgsOptions { Memory = 3 }).LoadState(state)).Message, StringComparison.Ordinal);
        Assert.Contains("parameters, as Straight has", Assert.Throws<ArgumentException>("state", () =>
            LbfgsTrainer.For(new Straight(1)).LoadState(state)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused_by_name()
    {
        Refused("Memory", new LbfgsOptions { Memory = 0 });
        Refused("Epochs", new LbfgsOptions { Epochs = -1 });
        Refused("TargetLoss", new LbfgsOptions { TargetLoss = double.NaN });
        Refused("WeightDecay", new LbfgsOptions { WeightDecay = -1 });
        Refused("SufficientDecrease", new LbfgsOptions { SufficientDecrease = 0.95 });
        Refused("MaxEvaluations", new LbfgsOptions { MaxEvaluations = 0 });

        static void Refused(string name, LbfgsOptions options) =>
            Assert.Throws<ArgumentOutOfRangeException>(name, () => LbfgsTrainer.For(new Straight(1), options));
    }

    internal static void AssertSame(TrainingHistory expected, TrainingHistory actual)
    {
        Assert.Equal(expected.Epochs.Select(WithoutTime), actual.Epochs.Select(WithoutTime));
        Assert.Equal((expected.BestEpoch, expected.StopReason), (actual.BestEpoch, actual.StopReason));

        static EpochReport WithoutTime(EpochReport report) => report with { Elapsed = default };
    }
}
