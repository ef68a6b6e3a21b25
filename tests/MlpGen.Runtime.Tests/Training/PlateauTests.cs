using MlpGen.Optimizers;
using MlpGen.Training;

namespace MlpGen.Tests.Training;

/// <summary>The learning rate falls where PyTorch's ReduceLROnPlateau lets it fall.</summary>
public class PlateauTests
{
    // What torch.optim.lr_scheduler.ReduceLROnPlateau does step by step: the epoch after which patience is over reduces, and counts begin anew.
    public static TheoryData<ReduceOnPlateau, double[], double[]> Cases => new()
    {
        { new ReduceOnPlateau { Factor = 0.5, Patience = 1 }, [1, 1, 1, 1, 1, 0.9, 0.9, 0.9], [1, 1, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125] },
        { new ReduceOnPlateau { Factor = 0.5, Patience = 0 }, [1, 0.9, 0.9, 0.89, 0.88999], [1, 1, 0.5, 0.5, 0.25] }, // 0.88999 is not a ten-thousandth below
        { new ReduceOnPlateau { Factor = 0.5, Patience = 0, Threshold = 0 }, [1, 0.9, 0.9, 0.89, 0.88999], [1, 1, 0.5, 0.5, 0.5] },
        { new ReduceOnPlateau { Factor = 0.5, Patience = 0, Cooldown = 2 }, [1, 1, 1, 1, 1, 1], [1, 0.5, 0.5, 0.5, 0.25, 0.25] },
        { new ReduceOnPlateau { Factor = 0.1, Patience = 0, MinFactor = 0.05 }, [1, 1, 1, 1], [1, 0.1, 0.05, 0.05] },
        { new ReduceOnPlateau { Factor = 0.5, Patience = 0 }, [double.NaN, 1, 2], [0.5, 0.5, 0.25] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_reduces_when_patience_is_over(ReduceOnPlateau options, double[] losses, double[] factors)
    {
        var plateau = new Plateau(options);
        var reports = losses.Select((loss, i) => new EpochReport { Epoch = i + 1, TrainingLoss = loss, ValidationLoss = double.NaN }).ToList();
        Assert.Equal(factors, reports.Select(report =>
        {
            plateau.Note(report);
            return plateau.Factor;
        }));

        var again = new Plateau(options);
        again.Replay(reports);
        Assert.Equal(factors[^1], again.Factor);
    }

    [Fact]
    public void The_trainer_multiplies_it_with_the_schedule_and_goes_on_with_it_after_a_resumption()
    {
        // A rate of 0 would never be left, so: a network that is at its minimum, whose loss no longer changes.
        var options = new TrainerOptions
        {
            Epochs = 6,
            Schedule = LearningRateSchedule.Exponential(0.9),
            ReduceOnPlateau = new ReduceOnPlateau { Factor = 0.5, Patience = 1 },
            Metric = Metric.None,
        };
        float[] x = [0, 0], y = [1, -1];
        var whole = New(options);
        TrainingHistory history = whole.Fit(x, y);
        double[] factors = [1, 1, 1, 0.5, 0.5, 0.25];
        Assert.Equal(factors.Select((factor, epoch) => 0.1 * Math.Pow(0.9, epoch) * factor), history.Epochs.Select(report => report.LearningRate), Close);

        var first = New(options with { Epochs = 4 });
        first.Fit(x, y);
        var second = New(options);
        second.LoadState(first.SaveState());
        Assert.Equal(history.Epochs.Select(report => report.LearningRate), second.Fit(x, y).Epochs.Select(report => report.LearningRate));

        static bool Close(double a, double b) => Math.Abs(a - b) < 1e-12;
        static Trainer<FullBatch.CurveInFloat, float> New(TrainerOptions options) =>
            Trainer.For(new FullBatch.CurveInFloat(new float[FullBatch.CurveInFloat.ParameterCount]), new Sgd<float>(0.1), options);
    }
}
