using MlpGen.Optimizers;
using MlpGen.Tests.Networks;
using MlpGen.Training;
using static MlpGen.Tests.Training.TrainingData;

namespace MlpGen.Tests.Training;

/// <summary>A mini-batch in parts: what the result depends on, and what it does not.</summary>
[Collection(nameof(RecordingNetwork))]
public class ShardTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void The_result_depends_on_the_number_of_parts_and_on_no_number_of_threads(int shards)
    {
        float[] one = Train(shards, threads: 1);
        Assert.Equal(one, Train(shards, threads: 0));
        Assert.Equal(one, Train(shards, threads: 2));
        Assert.Equal(one, Train(shards, threads: 3));
        Assert.Equal(one, Train(shards, threads: 64));
    }

    [Fact]
    public void Parts_change_the_last_bits_alone()
    {
        float[] whole = Train(1, 1), parts = Train(3, 2);
        Assert.NotEqual(whole, parts);
        Close.Assert([.. whole.Select(p => (double)p)], [.. parts.Select(p => (double)p)], 1e-4);
    }

    [Fact]
    public void More_parts_than_samples_are_as_many_as_there_are_samples()
    {
        var options = new TrainerOptions { BatchSize = 64, Epochs = 2, Shards = 100, Threads = 2 };
        TrainingHistory history = Trainer.For(NewTiny(), new Sgd<float>(0.1), options).Fit(Curves(7));
        Assert.True(double.IsFinite(history.Last.TrainingLoss));
    }

    [Fact]
    public void An_exception_on_another_thread_is_thrown_by_Fit()
    {
        var options = new TrainerOptions { BatchSize = 4, Epochs = 1, Shards = 2, Threads = 2, Shuffle = false };
        float[] inputs = [1, 2, 3, -1];
        Assert.Throws<InvalidTimeZoneException>(() => Trainer.For(new RecordingNetwork(), new Sgd<float>(0), options).Fit(inputs, inputs));
    }

    private static float[] Train(int shards, int threads)
    {
        var options = new TrainerOptions { BatchSize = 23, Epochs = 4, Shards = shards, Threads = threads, Seed = 2 };
        var trainer = Trainer.For(new SoftmaxClassifier(1), new Adam<float>(0.01), options);
        trainer.Fit(Clouds(100));
        return ParametersOf(trainer);
    }
}
