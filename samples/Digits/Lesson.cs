using Digits.Data;
using Digits.Results;
using Digits.Terminal;
using MlpGen;
using MlpGen.Optimizers;
using MlpGen.Training;
using Spectre.Console;

namespace Digits;

/// <summary>What networks learn from, what they are tested on, and for how long they learn.</summary>
/// <param name="Training">The pictures to learn from.</param>
/// <param name="Test">Other pictures. Nothing is chosen by them: networks have the weights of the last epoch, not of the best.</param>
/// <param name="Epochs">How often each picture is met.</param>
/// <param name="Seed">Decides on the weights to begin with, and on the order of the pictures.</param>
internal sealed record Lesson(DigitSet Training, DigitSet Test, int Epochs, int Seed)
{
    /// <summary>Trains a network and tests it.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="network">A fresh one.</param>
    /// <param name="optimizer">For this network alone.</param>
    /// <param name="batchSize">The pictures of a step.</param>
    /// <param name="console">Shows how far it is.</param>
    /// <param name="cancellation">Ends it early, by an exception.</param>
    public LessonResult Teach<TNetwork>(
        string name, TNetwork network, IOptimizer<float> optimizer, int batchSize, IAnsiConsole console, CancellationToken cancellation)
        where TNetwork : ITrainableNetwork<TNetwork, float>
    {
        var trainer = Trainer.For(network, optimizer, new TrainerOptions
        {
            BatchSize = batchSize,
            Epochs = Epochs,
            Seed = Seed,
            Schedule = LearningRateSchedule.Cosine(Epochs),
        });

        // Labels do for the squared error, too: the trainer makes a target of 1 for the digit and 0 for the others.
        var training = new DataSet<float>(Training.Images, Training.Labels);
        var test = new DataSet<float>(Test.Images, Test.Labels);

        TrainingHistory? history = null;
        TrainingProgress.Show(console, Epochs, Training.Count, report =>
        {
            trainer.EpochFinished += report;
            history = trainer.Fit(training, test, cancellation: cancellation);
        });
        ConfusionMatrix confusion = new Evaluation<TNetwork, float>(test).Confusion(network.Parameters);
        return new LessonResult(name, TNetwork.ParameterCount, history!, TestResult.Of(network, Test), confusion);
    }
}
