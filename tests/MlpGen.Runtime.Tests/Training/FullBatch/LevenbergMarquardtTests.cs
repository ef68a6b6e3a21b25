using MlpGen.Training;
using static MlpGen.Activation;
using Curve = MlpGen.Tests.Training.FullBatch.WithJacobian<MlpGen.Tests.Training.FullBatch.Curve8, double>;

namespace MlpGen.Tests.Training.FullBatch;

/// <summary>Training by Levenberg-Marquardt.</summary>
public partial class LevenbergMarquardtTests
{
    [Layer(1, 4, Tanh), Layer(4, 1), Loss(LossFunction.MeanSquaredError), Network(Precision = Precision.Double)]
    private sealed partial class Small;

    [Layer(2, 6, Tanh), Layer(6, 3, Sigmoid), Loss(LossFunction.MeanSquaredError), Network(Precision = Precision.Double)]
    private sealed partial class Mean;

    [Layer(2, 6, Tanh), Layer(6, 3, Sigmoid), Loss(LossFunction.HalfSquaredError), Network(Precision = Precision.Double)]
    private sealed partial class Half;

    [Layer(2, 6, Tanh), Layer(6, 3, Sigmoid), Loss(LossFunction.SumSquaredError), Network(Precision = Precision.Double)]
    private sealed partial class Sum;

    [Layer(2, 6, Tanh), Layer(6, 3), Loss(LossFunction.MeanAbsoluteError), Network(Precision = Precision.Double)]
    private sealed partial class Absolute;

    [Layer(100, 81, Tanh), Layer(81, 1), Loss(LossFunction.MeanSquaredError), Network(Precision = Precision.Double)]
    private sealed partial class Large;

    [Fact]
    public void A_decay_is_learned_to_1e_8_in_some_steps()
    {
        // y = a·exp(b·x) with a = 2.5 and b = −1.3
        double[] x = [.. Enumerable.Range(0, 30).Select(i => i / 10.0)], y = Array.ConvertAll(x, at => 2.5 * Math.Exp(-1.3 * at));
        foreach (int seed in new[] { 1, 2, 3, 4 })
        {
            var trainer = LevenbergMarquardtTrainer.For(
                new WithJacobian<Small, double>(new Small(seed).Parameters), new LevenbergMarquardtOptions { TargetLoss = 1e-8 });
            TrainingHistory history = trainer.Fit(x, y);
            Assert.Equal(StopReason.TargetReached, history.StopReason);
            Assert.InRange(trainer.Epoch, 3, 90);
        }
    }

    [Theory]
    [InlineData(false, 300)]
    [InlineData(true, 100)]
    public void A_cubic_is_learned_to_1e_8_in_tens_of_steps(bool geodesic, int most)
    {
        foreach (int seed in new[] { 1, 2, 3, 4, 5 })
        {
            var trainer = LevenbergMarquardtTrainer.For(
                new Curve(new Curve8(seed).Parameters), new LevenbergMarquardtOptions { Epochs = 300, TargetLoss = 1e-8, GeodesicAcceleration = geodesic });
            TrainingHistory history = trainer.Fit(FullBatchData.Cubic());
            Assert.True(history.StopReason == StopReason.TargetReached && trainer.Epoch < most, $"seed {seed}: {history.StopReason}, {history.Last}");
            Assert.All(history.Epochs.Zip(history.Epochs.Skip(1)), pair => Assert.True(pair.Second.TrainingLoss < pair.First.TrainingLoss));
        }
    }

    [Fact]
    public void A_step_is_that_of_the_textbook_under_each_squared_error()
    {
        AssertStep<Mean>(new Mean(3).Parameters.ToArray(), samples => 1.0 / (3 * samples), lambda: 0);
        AssertStep<Half>(new Half(3).Parameters.ToArray(), samples => 0.5 / samples, lambda: 0);
        AssertStep<Sum>(new Sum(3).Parameters.ToArray(), samples => 1.0 / samples, lambda: 0);
        AssertStep<Sum>(new Sum(3).Parameters.ToArray(), samples => 1.0 / samples, lambda: 0.3);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_resumed_run_is_bit_for_bit_the_uninterrupted_one(bool geodesic)
    {
        var options = new LevenbergMarquardtOptions { Epochs = 25, Patience = 100, WeightDecay = 1e-5, GeodesicAcceleration = geodesic };
        DataSet<float> training = FullBatchData.CubicInFloat(), validation = FullBatchData.CubicInFloat(20);
        var whole = New(1, options);
        TrainingHistory expected = whole.Fit(training, validation);
        Assert.True(expected.Epochs.Count > 12);

        var first = New(1, options with { Epochs = 7 });
        first.Fit(training, validation);
        using var file = new MemoryStream();
        first.SaveState(file);
        file.Position = 0;
        var second = New(99, options);
        second.LoadState(file);
        LbfgsTests.AssertSame(expected, second.Fit(training, validation));
        Assert.Equal(whole.Evaluations, second.Evaluations);
        Assert.Equal(whole.SaveState().Parameters, second.SaveState().Parameters);
        Assert.Equal(whole.SaveState().OptimizerState, second.SaveState().OptimizerState);

        static LevenbergMarquardtTrainer<WithJacobian<CurveInFloat, float>, float> New(int seed, LevenbergMarquardtOptions options) =>
            LevenbergMarquardtTrainer.For(new WithJacobian<CurveInFloat, float>(new CurveInFloat(seed).Parameters), options);
    }

    [Fact]
    public void A_run_cancelled_anywhere_goes_on_as_if_nothing_had_happened()
    {
        var options = new LevenbergMarquardtOptions { Epochs = 6 };
        Curve.CancelAt = Curve.Calls = 0;
        var whole = LevenbergMarquardtTrainer.For(new Curve(new Curve8(1).Parameters), options);
        TrainingHistory expected = whole.Fit(FullBatchData.Cubic());
        int calls = Curve.Calls; // the last step looks at its token four calls before its end
        for (int at = 1; at <= calls - 5; at++)
        {
            using var stop = new CancellationTokenSource();
            (Curve.CancelAt, Curve.Calls, Curve.Source) = (at, 0, stop);
            var trainer = LevenbergMarquardtTrainer.For(new Curve(new Curve8(1).Parameters), options);
            try
            {
                trainer.Fit(FullBatchData.Cubic(), cancellation: stop.Token);
                Assert.Fail("not cancelled");
            }
            catch (OperationCanceledException)
            {
            }

            LbfgsTests.AssertSame(expected, trainer.Fit(FullBatchData.Cubic()));
            Assert.Equal(whole.Network.Parameters.ToArray(), trainer.Network.Parameters.ToArray());
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Steps_allocate_nothing(bool geodesic)
    {
        List<long> bytes = new(200);
        var trainer = LevenbergMarquardtTrainer.For(
            new WithJacobian<CurveInFloat, float>(new CurveInFloat(1).Parameters),
            new LevenbergMarquardtOptions { WeightDecay = 1e-6, GeodesicAcceleration = geodesic });
        trainer.EpochFinished += _ => bytes.Add(GC.GetAllocatedBytesForCurrentThread());
        trainer.Fit(FullBatchData.CubicInFloat());
        Assert.True(bytes.Count > 15, $"{bytes.Count}");
        Assert.Equal(0, bytes[^1] - bytes[2]);
    }

    [Fact]
    public void Early_stopping_gives_the_weights_of_the_best_epoch()
    {
        var weights = new List<double[]>();
        var trainer = LevenbergMarquardtTrainer.For(new Curve(new Curve8(1).Parameters), new LevenbergMarquardtOptions { Patience = 10 });
        trainer.EpochFinished += _ => weights.Add(trainer.Network.Parameters.ToArray());
        TrainingHistory history = trainer.Fit(FullBatchData.NoisySine(14, 1), FullBatchData.NoisySine(60, 2));
        Assert.Equal(StopReason.EarlyStopping, history.StopReason);
        Assert.Equal(history.Epochs.Min(report => report.ValidationLoss), history.Best.ValidationLoss);
        Assert.Equal(weights[history.BestEpoch - 1], trainer.Network.Parameters.ToArray());
    }

    [Fact]
    public void Singular_equations_are_solved_by_their_damping()
    {
        // Twice the same sample: two equations for 25 parameters.
        var trainer = LevenbergMarquardtTrainer.For(
            new Curve(new Curve8(1).Parameters), new LevenbergMarquardtOptions { InitialDamping = 1e-300, TargetLoss = 1e-20 });
        TrainingHistory history = trainer.Fit(new double[] { 1, 1 }, new double[] { 3, 3 });
        Assert.Equal(StopReason.TargetReached, history.StopReason);
        Assert.InRange(trainer.Epoch, 1, 20);
    }

    [Fact]
    public void Where_nothing_leads_down_training_ends()
    {
        // Two targets for one input: the mean is the best, and the gradient there is not quite zero.
        var trainer = LevenbergMarquardtTrainer.For(new Curve(new Curve8(1).Parameters), new LevenbergMarquardtOptions { GradientTolerance = 0 });
        TrainingHistory history = trainer.Fit(new double[] { 1, 1 }, new double[] { 3, 4 });
        Assert.True(history.StopReason is StopReason.NoProgress or StopReason.Converged, $"{history.StopReason}");
        Assert.Equal(0.25, history.Last.TrainingLoss, 1e-12);
    }

    [Fact]
    public void Other_losses_and_too_many_parameters_are_refused()
    {
        string message = Assert.Throws<ArgumentException>("network", () =>
            LevenbergMarquardtTrainer.For(new WithJacobian<Absolute, double>(new Absolute(1).Parameters))).Message;
        Assert.Contains("Expected MeanSquaredError, HalfSquaredError or SumSquaredError", message, StringComparison.Ordinal);
        Assert.Contains("is MeanAbsoluteError. LbfgsTrainer takes any loss.", message, StringComparison.Ordinal);

        message = Assert.Throws<ArgumentException>("network", () =>
            LevenbergMarquardtTrainer.For(new WithJacobian<Large, double>(new Large(1).Parameters))).Message;
        Assert.StartsWith("Expected at most 8,192 parameters (MaxParameters), but ", message, StringComparison.Ordinal);
        Assert.Contains("has 8,263: Levenberg-Marquardt keeps P² numbers of 8 bytes, 0.5 GiB.", message, StringComparison.Ordinal);

        Assert.Throws<ArgumentOutOfRangeException>("MaxParameters", () => LevenbergMarquardtTrainer.For(
            new Curve(new Curve8(1).Parameters), new LevenbergMarquardtOptions { MaxParameters = 46_341 }));
        Assert.Throws<ArgumentOutOfRangeException>("InitialDamping", () => LevenbergMarquardtTrainer.For(
            new Curve(new Curve8(1).Parameters), new LevenbergMarquardtOptions { InitialDamping = 0 }));
    }

    [Fact]
    public void A_loss_that_is_not_finite_from_the_first_is_named()
    {
        var net = new CurveInFloat(1);
        net.W2[3] = 1e38f;
        var with = new WithJacobian<CurveInFloat, float>(net.Parameters);
        string message = Assert.Throws<TrainingDivergedException>(() => LevenbergMarquardtTrainer.For(with).Fit(
            new float[] { 5, 6 }, new float[] { float.MinValue, float.MinValue })).Message;
        Assert.Contains("to begin with", message, StringComparison.Ordinal);
    }

    /// <summary>One step, against (c·2·JᵀJ + (λ + μ)·I)·δ = −(2c·Jᵀr + λθ) by central differences and elimination; c makes Σ r² the loss.</summary>
    private static void AssertStep<TNetwork>(double[] start, Func<int, double> scale, double lambda)
        where TNetwork : ITrainableNetwork<TNetwork, double>
    {
        const int Samples = 300; // more than a tile
        const double Tau = 10; // the first step is short enough to be taken
        var random = new Random(5);
        double[] x = [.. Enumerable.Range(0, 2 * Samples).Select(_ => 2 * random.NextDouble() - 1)], t = [.. Enumerable.Range(0, 3 * Samples).Select(_ => random.NextDouble())];
        int n = start.Length;
        double[][] jacobian = new double[n][];
        for (int p = 0; p < n; p++)
        {
            double[] up = [.. start], down = [.. start];
            up[p] += 1e-5;
            down[p] -= 1e-5;
            jacobian[p] = [.. Outputs(up).Zip(Outputs(down), (a, b) => (a - b) / 2e-5)];
        }

        double[] residuals = [.. Outputs(start).Zip(t, (y, target) => y - target)];
        double c = scale(Samples);
        bool[] isDecayed = new bool[n];
        foreach (LayerInfo layer in TNetwork.Layers)
        {
            isDecayed.AsSpan(layer.WeightOffset, layer.WeightCount).Fill(lambda > 0);
        }

        double[,] a = new double[n, n];
        double[] right = new double[n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                a[i, j] = 2 * c * jacobian[i].Zip(jacobian[j], (u, v) => u * v).Sum() + (i == j && isDecayed[i] ? lambda : 0);
            }

            right[i] = -2 * c * jacobian[i].Zip(residuals, (u, v) => u * v).Sum() - (isDecayed[i] ? lambda * start[i] : 0);
        }

        double mu = Tau * Enumerable.Range(0, n).Max(i => a[i, i]);
        for (int i = 0; i < n; i++)
        {
            a[i, i] += mu;
        }

        double[] step = Elimination.Solve(a, right);
        var trainer = LevenbergMarquardtTrainer.For(
            new WithJacobian<TNetwork, double>(start), new LevenbergMarquardtOptions { Epochs = 1, InitialDamping = Tau, WeightDecay = lambda, GeodesicAcceleration = false });
        EpochReport report = trainer.Fit(x, t).Last;
        Assert.Equal(mu, report.LearningRate, 1e-7 * mu);
        Assert.Equal(TNetwork.Loss(trainer.Network.Parameters, x, t), report.TrainingLoss, 1e-14);
        double longest = step.Max(Math.Abs);
        for (int p = 0; p < n; p++)
        {
            Assert.Equal(step[p], trainer.Network.Parameters[p] - start[p], 1e-6 * longest);
        }

        double[] Outputs(double[] parameters)
        {
            double[] outputs = new double[3 * Samples];
            TNetwork.ForwardBatch(parameters, x, outputs);
            return outputs;
        }
    }
}
