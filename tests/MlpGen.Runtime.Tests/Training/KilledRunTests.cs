using MlpGen.Optimizers;
using MlpGen.Tests.Processes;
using MlpGen.Training;
using static MlpGen.Tests.Training.SavedRuns;

namespace MlpGen.Tests.Training;

/// <summary>A process that trains and saves after every epoch is killed; another goes on.</summary>
public sealed class KilledRunTests : IDisposable
{
    /// <summary>The check's name on the command line of the child process.</summary>
    internal const string Train = "train";

    private readonly string _folder = Directory.CreateTempSubdirectory("mlpgen").FullName;

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(15)]
    public void What_a_killed_process_began_another_finishes_bit_for_bit(int epoch)
    {
        string path = Path.Combine(_folder, "run.safetensors");
        ChildProcess.RunAndKill([Train, path, $"{int.MaxValue}"], atLine: $"epoch {epoch}");
        Trainer<SavedRuns.Single, float> killed = NewTrainer(int.MaxValue);
        killed.LoadState(path);
        Assert.True(killed.Epoch >= epoch, $"It was in epoch {killed.Epoch}.");

        int epochs = killed.Epoch + 5;
        (int exitCode, string output) = ChildProcess.Run([Train, path, $"{epochs}"]);
        Assert.True(exitCode == 0, output);
        Assert.Contains($"resumed after epoch {killed.Epoch}\n", output.ReplaceLineEndings("\n"), StringComparison.Ordinal);

        Trainer<SavedRuns.Single, float> whole = NewTrainer(epochs), finished = NewTrainer(epochs);
        whole.Fit(Training<float>(), Validation<float>());
        finished.LoadState(path);
        AssertSame(whole.SaveState(), finished.SaveState());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>In the child process: trains, from where the file is if there is one.</summary>
    internal static void TrainAndSave(string path, int epochs)
    {
        Trainer<SavedRuns.Single, float> trainer = NewTrainer(epochs);
        if (File.Exists(path))
        {
            trainer.LoadState(path);
            Console.WriteLine($"resumed after epoch {trainer.Epoch}");
        }

        trainer.EpochFinished += report =>
        {
            trainer.SaveState(path);
            Console.WriteLine($"epoch {report.Epoch}");
        };
        trainer.Fit(Training<float>(), Validation<float>());
    }

    private static Trainer<SavedRuns.Single, float> NewTrainer(int epochs) => Trainer.For(
        new SavedRuns.Single(1), new Adam<float>(0.02), Options with { Epochs = epochs, Patience = 1_000_000, Schedule = LearningRateSchedule.Cosine(50) });
}
