using MlpGen.Optimizers;
using MlpGen.Training;

namespace MlpGen.Tests.Training;

/// <summary>What early stopping waits for, and which weights are the best, over losses that fall by about one an epoch: 28.9, 27.9,
/// 26.8, 25.8, 24.8, ….</summary>
public class PatienceTests
{
    private static readonly DataSet<float> s_validation = new(new float[1], new[] { 5.48f }, 1);

    [Fact]
    public void The_best_epoch_is_that_of_the_smallest_loss_whatever_counts_for_patience()
    {
        Trainer<EchoNetwork<Echo.Number>, float> trainer = Train(out TrainingHistory history, new TrainerOptions { Epochs = 5, Patience = 10, MinImprovement = 5 });
        Assert.Equal(5, history.BestEpoch);
        Assert.All(history.Epochs, report => Assert.True(report.IsBest));
        Assert.Equal(0.5f, trainer.Network.Parameters[0], 1e-4);
        Assert.InRange(history.Best.ValidationLoss, 24.7, 24.9);
    }

    [Theory]
    [InlineData(1, 0.5, StopReason.Completed, 12)]
    [InlineData(1, 1.5, StopReason.EarlyStopping, 2)]
    [InlineData(2, 2.5, StopReason.EarlyStopping, 3)]
    [InlineData(3, 2.5, StopReason.Completed, 12)] // many small steps are a large one
    [InlineData(5, 100, StopReason.EarlyStopping, 6)]
    public void Patience_counts_improvements_over_the_last_loss_that_counted(int patience, double minImprovement, StopReason reason, int epochs)
    {
        var options = new TrainerOptions { Epochs = 12, Patience = patience, MinImprovement = minImprovement };
        Trainer<EchoNetwork<Echo.Number>, float> trainer = Train(out TrainingHistory history, options);
        Assert.Equal((reason, epochs, epochs), (history.StopReason, history.Epochs.Count, history.BestEpoch));
        Assert.Equal(0.1 * epochs, trainer.Network.Parameters[0], 1e-3);
    }

    [Fact]
    public void A_resumed_run_waits_no_longer_than_one_that_was_not_interrupted()
    {
        var options = new TrainerOptions { Epochs = 2, Patience = 2, MinImprovement = 2.5 };
        TrainingState<float> state = Train(out _, options).SaveState();
        Train(out TrainingHistory history, options with { Epochs = 12 }, state);
        Assert.Equal((StopReason.EarlyStopping, 3), (history.StopReason, history.Epochs.Count));
    }

    /// <summary>A target so far away that every step is as long as the other: 0.1.</summary>
    private static Trainer<EchoNetwork<Echo.Number>, float> Train(out TrainingHistory history, TrainerOptions options, TrainingState<float>? state = null)
    {
        var trainer = Trainer.For(new EchoNetwork<Echo.Number>(), new Sgd<float>(5e-8), options);
        if (state is not null)
        {
            trainer.LoadState(state);
        }

        history = trainer.Fit(new DataSet<float>(new float[1], new[] { 1e6f }, 1), s_validation);
        return trainer;
    }
}
