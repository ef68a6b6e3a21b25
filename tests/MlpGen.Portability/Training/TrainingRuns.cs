using System.Numerics;
using MlpGen.Optimizers;
using MlpGen.Portability.Networks;
using MlpGen.Training;

namespace MlpGen.Portability.Training;

/// <summary>Short runs of the trainer: parameters and losses after some epochs, by one thread and by two, in one part and in three, resumed and not.</summary>
internal static class TrainingRuns
{
    private const int Samples = 100, Epochs = 4;

    public static void Run(Results results)
    {
        Train<Singles.Tiny, float>(results, static () => new Singles.Tiny(1), static () => new Sgd<float>(0.05, momentum: 0.9, nesterov: true), Plain);
        Train<Singles.Columns, float>(results, static () => new Singles.Columns(1), static () => new Adam<float>(0.01), Scheduled);
        Train<Singles.Ragged, float>(results, static () => new Singles.Ragged(1), static () => new RmsProp<float>(0.001), Clipped);
        Train<Singles.DroppingRows, float>(results, static () => new Singles.DroppingRows(1), static () => new AdamW<float>(), Scheduled);
        Train<Doubles.Tiny, double>(results, static () => new Doubles.Tiny(1), static () => new Sgd<double>(0.05, momentum: 0.9, nesterov: true), Plain);
        Train<Doubles.Columns, double>(results, static () => new Doubles.Columns(1), static () => new Adam<double>(0.01), Scheduled);
        Train<Doubles.Rows, double>(results, static () => new Doubles.Rows(1), static () => new RmsProp<double>(0.001), Clipped);
        Train<Doubles.DroppingRows, double>(results, static () => new Doubles.DroppingRows(1), static () => new AdamW<double>(), Scheduled);
    }

    private static TrainerOptions Plain => new() { BatchSize = 16, Epochs = Epochs };

    private static TrainerOptions Scheduled => new()
    {
        BatchSize = 33, Epochs = Epochs, Seed = 3, ClipNorm = 0.5, Schedule = LearningRateSchedule.Cosine(Epochs, 0.1).AfterWarmUp(1),
    };

    private static TrainerOptions Clipped => new()
    {
        BatchSize = TrainerOptions.AllSamples, Epochs = Epochs, ClipValue = 0.02, L1 = 0.001, Schedule = LearningRateSchedule.Exponential(0.9),
    };

    private static void Train<TNet, T>(Results results, Func<TNet> network, Func<IOptimizer<T>> optimizer, TrainerOptions options)
        where TNet : ITrainableNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        string name = $"{typeof(TNet).Name}/{(typeof(T) == typeof(double) ? "double" : "float")}";
        DataSet<T> data = Data<TNet, T>();
        foreach (int shards in (int[])[1, 3])
        {
            TrainerOptions split = options with { Shards = shards };
            var trainer = new Trainer<TNet, T>(network(), optimizer(), split with { Threads = 1 });
            TrainingHistory history = trainer.Fit(data);
            T[] parameters = trainer.Network.Parameters.ToArray();
            double[] losses = [.. history.Epochs.Select(epoch => epoch.TrainingLoss)];
            results.Keep(name, $"Fit.parameters-{shards}-shards", Samples, parameters);
            results.Keep(name, $"Fit.losses-{shards}-shards", Epochs, losses);
            results.Check(losses[^1] < losses[0], $"{name}: trained from a loss of {losses[0]} to {losses[^1]}");

            var together = new Trainer<TNet, T>(network(), optimizer(), split with { Threads = 2 });
            together.Fit(data);
            Same("by two threads", together);

            var first = new Trainer<TNet, T>(network(), optimizer(), split with { Epochs = Epochs / 2 });
            first.Fit(data);
            var second = new Trainer<TNet, T>(network(), optimizer(), split);
            second.LoadState(first.SaveState());
            second.Fit(data);
            Same("resumed", second);

            void Same(string how, Trainer<TNet, T> other) => results.Check(
                Bits.Of<T>(other.Network.Parameters).Equals(Bits.Of<T>(parameters)), $"{name}, {shards} shards: other bits {how}");
        }
    }

    /// <summary>Inputs of different sizes, normalized, and classes where the network takes some.</summary>
    private static DataSet<T> Data<TNet, T>()
        where TNet : ITrainableNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var numbers = new Numbers(6);
        T[] inputs = numbers.Draw<T>(Samples * TNet.InputSize, -3, 8);
        DataSet<T> data = TNet.LossInfo.Function == LossFunction.CrossEntropy
            ? new DataSet<T>(inputs, numbers.Labels(Samples, TNet.OutputSize))
            : new DataSet<T>(inputs, numbers.Draw<T>(Samples * TNet.OutputSize, 0, 1), Samples);
        return data.NormalizeInputs(Normalization.OfInputs(data));
    }
}
