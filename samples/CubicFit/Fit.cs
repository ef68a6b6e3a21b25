using Charts;
using MlpGen;
using MlpGen.Optimizers;
using MlpGen.Training;

namespace CubicFit;

/// <summary>A network that has been fitted.</summary>
/// <param name="Name">What to call it.</param>
/// <param name="ParameterCount">Its size.</param>
/// <param name="History">What each epoch came to.</param>
/// <param name="Evaluate">Its output for each of some inputs.</param>
internal sealed record Fit(string Name, int ParameterCount, TrainingHistory History, Func<double[], double[]> Evaluate)
{
    /// <summary>Fits a network several times, from different weights, and keeps the best: descent may end in a valley, and a ReLU may die.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="create">A network with weights drawn from a seed.</param>
    /// <param name="training">What to learn.</param>
    /// <param name="validation">What to look at after each epoch; nothing is chosen by it.</param>
    /// <param name="plan">How.</param>
    public static Fit Best<TNetwork>(string name, Func<int, TNetwork> create, DataSet<double> training, DataSet<double>? validation, FitPlan plan)
        where TNetwork : ITrainableNetwork<TNetwork, double>
    {
        return Enumerable.Range(plan.Seed, plan.Starts).Select(Once).MinBy(fit => fit.History.Last.TrainingLoss)!;

        Fit Once(int seed)
        {
            TNetwork network = create(seed);
            var trainer = Trainer.For(network, new AdamW<double>(plan.LearningRate, weightDecay: plan.WeightDecay), new TrainerOptions
            {
                BatchSize = TrainerOptions.AllSamples,
                Shuffle = false,
                Epochs = plan.Epochs,
                Schedule = LearningRateSchedule.Cosine(plan.Epochs),
                Metric = Metric.None,
            });
            TrainingHistory history = trainer.Fit(training, validation);
            return new Fit(name, TNetwork.ParameterCount, history, inputs =>
            {
                double[] outputs = new double[inputs.Length];
                TNetwork.ForwardBatch(network.Parameters, inputs, outputs);
                return outputs;
            });
        }
    }

    /// <summary>The mean squared distance from the curve at the given points.</summary>
    public double Error(double[] x) => Evaluate(x).Zip(x, (y, at) => Math.Pow(y - Cubic.Value(at), 2)).Average();

    /// <summary>The training loss over the epochs.</summary>
    public Series LossCurve(string name, string color) => Curve(name, color, epoch => epoch.TrainingLoss);

    /// <summary>The validation loss over the epochs.</summary>
    public Series ValidationCurve(string name, string color) => Curve(name, color, epoch => epoch.ValidationLoss);

    /// <summary>Every so many epochs, or a file would be megabytes of points that lie on each other.</summary>
    private Series Curve(string name, string color, Func<EpochReport, double> value)
    {
        const int Points = 300;
        int stride = Math.Max(1, History.Epochs.Count / Points);
        EpochReport[] shown = [.. History.Epochs.Where(epoch => epoch.Epoch % stride == 0 || epoch.Epoch == 1)];
        return new Series(name, color, Mark.Line, [.. shown.Select(epoch => (double)epoch.Epoch)], [.. shown.Select(value)]);
    }
}
