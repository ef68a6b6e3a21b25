using System.Numerics;
using System.Text;
using MlpGen.Optimizers;
using MlpGen.Tests.Weights;
using MlpGen.Training;
using MlpGen.Weights;
using static MlpGen.Tests.Training.SavedRuns;

namespace MlpGen.Tests.Training;

/// <summary>A run goes on from its file as if it had never stopped, and from no other.</summary>
public sealed class TrainingStateFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlpgen").FullName;

    private string Path => System.IO.Path.Combine(_folder, "run.safetensors");

    public static TheoryData<string, int> Interruptions
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (string optimizer in (string[])["Sgd", "Sgd with momentum", "Adam", "AdamW", "RmsProp with momentum", "centered RmsProp"])
            {
                // Before the first step, inside an epoch, at the end of one, and at the end of all.
                foreach (int steps in (int[])[0, 13, 15, 40])
                {
                    data.Add(optimizer, steps);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Interruptions))]
    public void A_run_resumed_from_its_file_is_bit_for_bit_the_uninterrupted_one(string optimizer, int steps)
    {
        AssertResumes<SavedRuns.Single, float>(optimizer, steps, seed => new(seed));
        AssertResumes<SavedRuns.Double, double>(optimizer, steps, seed => new(seed));
    }

    [Fact]
    public void Every_number_comes_back_from_the_file()
    {
        Trainer<SavedRuns.Single, float> trainer = Trained("Adam");
        TrainingState<float> state = trainer.SaveState();
        trainer.SaveState(Path);
        Trainer<SavedRuns.Single, float> other = NewTrainer("Adam");
        other.LoadState(Path);
        AssertSame(state, other.SaveState());
        Assert.Equal(state.History, other.SaveState().History); // times too
        Assert.NotEmpty(state.BestParameters);
        Assert.All(state.History, report => Assert.True(report.Elapsed > TimeSpan.Zero));

        using var stream = new MemoryStream();
        stream.Write([1, 2, 3]);
        trainer.SaveState(stream);
        stream.Position = 3;
        other = NewTrainer("Adam");
        other.LoadState(stream);
        AssertSame(state, other.SaveState());
        other = NewTrainer("Adam");
        other.LoadState(new ForwardOnlyStream(stream.ToArray()[3..]));
        AssertSame(state, other.SaveState());
    }

    [Fact]
    public void The_file_also_loads_as_weights_the_last_or_the_best()
    {
        // Early stopping: the network has the best weights, which are not the last.
        var trainer = Trainer.For(new SavedRuns.Single(1), new Adam<float>(0.05), new TrainerOptions { BatchSize = 8, Epochs = 500, Patience = 5, Seed = 1 });
        trainer.Fit(Training<float>(), Validation<float>());
        trainer.SaveState(Path);
        TrainingState<float> state = trainer.SaveState();
        Assert.NotEqual(state.Parameters, state.BestParameters);

        var net = new SavedRuns.Single();
        Safetensors.Load(net, Path);
        Assert.Equal(state.Parameters, net.Parameters.ToArray());

        Safetensors.Load(net, Path, new SafetensorsLoadOptions { Matching = TensorMatching.FileOrder });
        Assert.Equal(state.Parameters, net.Parameters.ToArray());

        string[] names = ["W1", "0.weight", "b1", "0.bias", "W2", "2.weight", "W3", "4.weight", "b3", "4.bias"];
        Safetensors.Load(net, Path, new SafetensorsLoadOptions { Names = names.Chunk(2).ToDictionary(pair => pair[0], pair => $"training.best.{pair[1]}") });
        Assert.Equal(state.BestParameters, net.Parameters.ToArray());
    }

    [Theory]
    [InlineData("float")]
    [InlineData("double")]
    public void Every_tensor_lies_where_a_reader_that_maps_the_file_wants_it(string precision)
    {
        byte[] file = precision == "float" ? FileOf(Trained("Adam")) : FileOf(Trained<SavedRuns.Double, double>(new(1), "Adam"));
        SafetensorsHeader header = SafetensorsHeader.Read(new MemoryStream(file));
        Assert.Equal(8 + 5 + 5 + 1, header.Tensors.Count);
        Assert.All(header.Tensors, tensor => Assert.Equal(0, tensor.Begin % (tensor.Type == "F64" ? 8 : 4)));
        Assert.Equal("3", header.Metadata["mlpgen.training.epoch"]);
    }

    [Fact]
    public void A_state_of_another_network_is_refused()
    {
        File.WriteAllBytes(Path, FileOf(Trained("Adam")));
        AssertRefused<SavedRuns.OtherActivation, float>(new(2), "Adam", "layer 2: file has Relu, network has Tanh.");
        AssertRefused<SavedRuns.OtherBias, float>(new(2), "Adam", "layer 2: file has no bias, network has a bias.");
        AssertRefused<SavedRuns.OtherDepth, float>(new(2), "Adam", "network: file has 3 layers, network has 2 layers.");
        AssertRefused<SavedRuns.Double, double>(new(2), "Adam",
            "tensor '0.weight' (W1): expected dtype F64, found F32; training can only go on in the precision that it began in.");
    }

    [Theory]
    [InlineData("Adam", "AdamW")]
    [InlineData("Sgd", "Adam")]
    [InlineData("Adam", "Sgd")]
    [InlineData("Sgd", "Sgd with momentum")]
    [InlineData("RmsProp with momentum", "centered RmsProp")]
    public void A_state_of_another_optimizer_is_refused(string saved, string asked)
    {
        Trainer<SavedRuns.Single, float> trainer = Trained(saved);
        File.WriteAllBytes(Path, FileOf(trainer));
        AssertRefused<SavedRuns.Single, float>(new(2), asked, $"optimizer: expected the state of {asked}, found that of {saved}.");

        ArgumentException refused = Assert.Throws<ArgumentException>("state", () => NewTrainer(asked).LoadState(trainer.SaveState()));
        Assert.Contains($"Expected the state of {asked}, but found that of {saved}.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_goes_on_with_a_dropout_that_it_began_without_and_the_other_way()
    {
        TrainingState<float> plain = Trained("Adam").SaveState();
        File.WriteAllBytes(Path, FileOf(Trained("Adam")));
        var dropping = Trainer.For(new SavedRuns.Dropping(9), Optimizer<float>("Adam"), Options);
        dropping.LoadState(Path);
        AssertSame(plain, dropping.SaveState());

        dropping.SaveState(Path);
        Trainer<SavedRuns.Single, float> back = NewTrainer("Adam");
        back.LoadState(Path);
        AssertSame(plain, back.SaveState());
    }

    [Fact]
    public void A_run_with_dropout_resumed_inside_an_epoch_drops_what_it_would_have_dropped() =>
        AssertResumes<SavedRuns.Dropping, float>("Adam", 13, seed => new(seed));

    [Fact]
    public void An_optimizer_of_ones_own_is_known_by_the_name_of_its_type()
    {
        Trainer<SavedRuns.Single, float> trainer = Trained<SavedRuns.Single, float>(new(1), new Still());
        File.WriteAllBytes(Path, FileOf(trainer));
        Assert.Equal("Still", trainer.SaveState().OptimizerKind);
        AssertRefused<SavedRuns.Single, float>(new(2), "Sgd", "optimizer: expected the state of Sgd, found that of Still.");
    }

    [Fact]
    public void Weights_alone_are_no_state()
    {
        Safetensors.Save(new SavedRuns.Single(1), Path);
        AssertRefused<SavedRuns.Single, float>(new(2), "Adam",
            "metadata 'mlpgen.training': expected '2', found none; the file is no training state; Safetensors.Load reads weights alone.");
    }

    [Fact]
    public void An_epoch_begun_with_one_seed_or_batch_size_cannot_be_finished_with_another()
    {
        File.WriteAllBytes(Path, FileOf(CancelledAt(new SavedRuns.Single(1), "Adam", 13)));
        AssertRefused(NewTrainer("Adam", Options with { Seed = 4 }), "training state: expected seed 3 to finish the epoch that was begun with it, found 4.");
        AssertRefused(NewTrainer("Adam", Options with { BatchSize = 4 }), "training state: expected batch size 16 to finish the epoch that was begun with it, found 4.");
    }

    [Fact]
    public void A_state_without_the_best_weights_does_not_do_for_early_stopping()
    {
        var trainer = Trainer.For(new SavedRuns.Single(1), new Adam<float>(0.02), Options with { Patience = null, Epochs = 3 });
        trainer.Fit(Training<float>(), Validation<float>());
        File.WriteAllBytes(Path, FileOf(trainer));
        AssertRefused<SavedRuns.Single, float>(new(2), "Adam",
            "training state: expected the 78 parameters of the best epoch, which early stopping needs, found 0.");
    }

    [Fact]
    public void Weights_that_are_not_finite_are_not_saved_over_those_that_were()
    {
        Trainer<SavedRuns.Single, float> trainer = NewTrainer("Adam", Options with { Patience = null });
        trainer.SaveState(Path);
        byte[] before = File.ReadAllBytes(Path);
        trainer.Network.Parameters[1] = float.NaN;
        WeightsException refused = Assert.Throws<WeightsException>(() => trainer.SaveState(Path));
        Assert.Equal($"{Path}: parameters: expected finite numbers, found W1[0,1] = NaN.", refused.Message);
        Assert.Equal(before, File.ReadAllBytes(Path));
        Assert.Equal([Path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_file_cut_off_anywhere_or_longer_is_refused()
    {
        byte[] file = FileOf(Trained("Adam"));
        for (int length = 0; length < file.Length; length += length < 3000 ? 7 : 1)
        {
            AssertRefused(file[..length]);
        }

        AssertRefused([.. file, 0]);
    }

    [Theory]
    [InlineData("\"mlpgen.training\":\"2\"", "\"mlpgen.training\":\"3\"", "metadata 'mlpgen.training': expected '2', found '3'; another version of MlpGen wrote the file.")]
    [InlineData("\"mlpgen.format\":\"1\"", "\"mlpgen.format\":\"2\"", "metadata 'mlpgen.format': expected '1', found '2'; another version of MlpGen wrote the file.")]
    [InlineData("mlpgen.architecture", "mlpgen.architectura", "metadata 'mlpgen.architecture': expected it in the file, found none.")]
    [InlineData("training.epoch\":\"3\"", "training.epoch\":\"4\"", "tensor 'training.history.training_loss': expected shape [4], found [3].")]
    [InlineData("training.epoch\":\"3\"", "training.epoch\":\"-\"", "metadata 'mlpgen.training.epoch': expected a whole number from 0 to 2147483647, found '-'.")]
    [InlineData("training.batch\":\"0\"", "training.batch\":\"9\"", "training state: expected 9 batches within 70 samples, found batches of 16.")]
    [InlineData("training.step\":\"15\"", "training.step\":\"-1\"", "metadata 'mlpgen.training.step': expected a whole number from 0 to 9223372036854775807, found '-1'.")]
    [InlineData("training.loss_sum\":\"0\"", "training.loss_sum\":\"x\"", "metadata 'mlpgen.training.loss_sum': expected a number, found 'x'.")]
    [InlineData("training.best_epoch\":\"3\"", "training.best_epoch\":\"4\"", "metadata 'mlpgen.training.best_epoch': expected a whole number from 0 to 3, found '4'.")]
    [InlineData("training.checksum\"", "training.checksom\"", "metadata 'mlpgen.training.checksum': expected it in the file, found none.")]
    [InlineData("training.samples\"", "training.simples\"", "metadata 'mlpgen.training.samples': expected it in the file, found none.")]
    [InlineData("\"training.best.0.weight\"", "\"training.best.1.weight\"", "network: expected 5 tensors such as '0.weight', '0.bias', '2.weight', '4.weight', '4.bias', each with a weight, found '0.bias' as well; name the tensors that are meant in SafetensorsLoadOptions.Names.")]
    [InlineData("\"training.optimizer\":{\"dtype\":\"F32\",\"shape\":[159]", "\"training.optimizer\":{\"dtype\":\"F32\",\"shape\":[3,53]", "tensor 'training.optimizer': expected shape [159], found [3, 53].")]
    [InlineData("{\"__metadata__\"", "{\"training.x\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]},\"__metadata__\"", "training state: expected the tensors of a training state alone, found 'training.x' as well.")]
    public void A_header_that_does_not_fit_is_refused(string before, string after, string message)
    {
        byte[] file = FileOf(Trained("Adam"));
        int length = (int)BitConverter.ToInt64(file);
        string header = Encoding.UTF8.GetString(file, 8, length);
        Assert.Contains(before, header, StringComparison.Ordinal);
        byte[] changed = SafetensorsBytes.File(header.Replace(before, after, StringComparison.Ordinal), file[(8 + length)..]);
        FillChecksum(changed);
        Assert.Equal(message, AssertRefused(changed));
    }

    [Theory]
    [InlineData("training.history.metric", 0.5)]
    [InlineData("training.history.is_best", -1)]
    [InlineData("training.history.seconds", double.NaN)]
    [InlineData("training.history.seconds", 1e30)]
    public void A_history_that_cannot_have_been_is_refused(string name, double value)
    {
        byte[] file = FileOf(Trained("Adam"));
        TensorEntry entry = SafetensorsHeader.Read(new MemoryStream(file)).Tensors.Single(tensor => tensor.Name == name);
        BitConverter.TryWriteBytes(file.AsSpan((int)(8 + BitConverter.ToInt64(file) + entry.Begin)), value);
        Assert.StartsWith($"tensor '{name}': expected numbers that it may have, found ", AssertRefused(file), StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_of_the_optimizer_that_it_cannot_have_written_is_refused()
    {
        byte[] file = FileOf(Trained("Adam"));
        TensorEntry entry = SafetensorsHeader.Read(new MemoryStream(file)).Tensors.Single(tensor => tensor.Name == "training.optimizer");
        BitConverter.TryWriteBytes(file.AsSpan((int)(8 + BitConverter.ToInt64(file) + entry.Begin)), 0.5f);
        FillChecksum(file);
        Assert.Contains("Expected state to begin with a number of steps", AssertRefused(file), StringComparison.Ordinal);
    }

    [Fact]
    public void The_checksum_is_the_sha256_of_the_file_with_zeros_in_its_place()
    {
        byte[] file = FileOf(Trained("Adam")), other = [.. file];
        FillChecksum(other);
        Assert.Equal(other, file);
    }

    [Fact]
    public void Every_flipped_bit_is_noticed()
    {
        byte[] whole = FileOf(Trained("Adam"));
        Trainer<SavedRuns.Single, float> trainer = NewTrainer("Adam");
        TrainingState<float> untouched = trainer.SaveState();
        for (int k = 0; k < whole.Length; k++)
        {
            byte[] file = [.. whole];
            file[k] ^= (byte)(1 << (k * 5 + k / 8) % 8);
            Assert.Throws<WeightsException>(() => trainer.LoadState(new MemoryStream(file)));
        }

        AssertSame(untouched, trainer.SaveState());
    }

    [Fact]
    public void A_flipped_bit_of_the_optimizer_is_named_as_damage_and_weights_are_not_taken_from_such_a_file_either()
    {
        byte[] file = FileOf(Trained("Adam"));
        file[^30] ^= 1;
        Assert.Matches("^training state: expected contents of checksum [0-9a-f]{8}…, found [0-9a-f]{8}…; the file was damaged, or changed by other hands\\.$", AssertRefused(file));

        var net = new SavedRuns.Single(7);
        float[] before = [.. net.Parameters];
        Assert.Throws<WeightsException>(() => Safetensors.Load(net, file));
        Assert.Throws<WeightsException>(() => Safetensors.Load(net, new ForwardOnlyStream(file)));
        Assert.Equal(before, net.Parameters.ToArray());
        file[^30] ^= 1;
        Safetensors.Load(net, new ForwardOnlyStream(file));
        Assert.Equal(Trained("Adam").SaveState().Parameters, net.Parameters.ToArray());
    }

    [Fact]
    public void A_state_of_the_first_version_which_has_no_checksum_is_still_read()
    {
        Trainer<SavedRuns.Single, float> trainer = Trained("Adam"), other = NewTrainer("Adam");
        byte[] file = FileOf(trainer);
        int length = (int)BitConverter.ToInt64(file);
        string header = System.Text.RegularExpressions.Regex.Replace(
            Encoding.UTF8.GetString(file, 8, length).Replace("\"mlpgen.training\":\"2\"", "\"mlpgen.training\":\"1\"", StringComparison.Ordinal),
            "\"mlpgen.training.checksum\":\"[0-9a-f]{64}\",", "");
        Assert.DoesNotContain("checksum", header, StringComparison.Ordinal);
        byte[] old = SafetensorsBytes.File(header, file[(8 + length)..]);
        other.LoadState(new ForwardOnlyStream(old));
        AssertSame(trainer.SaveState(), other.SaveState());

        var net = new SavedRuns.Single(7);
        Safetensors.Load(net, old);
        Assert.Equal(trainer.SaveState().Parameters, net.Parameters.ToArray());
    }

    [Fact]
    public void Of_five_thousand_damaged_files_each_is_refused_whole()
    {
        byte[] whole = FileOf(Trained("Adam"));
        int header = 8 + (int)BitConverter.ToInt64(whole), refused = 0;
        Trainer<SavedRuns.Single, float> trainer = NewTrainer("Adam");
        TrainingState<float> untouched = trainer.SaveState();
        var random = new Random(5_000);
        for (int k = 0; k < 5_000; k++)
        {
            byte[] file = [.. whole];
            for (int edits = random.Next(1, 4); edits > 0; edits--)
            {
                int place = random.Next(k % 4 == 0 ? file.Length : header);
                file[place] = random.Next(3) == 0 ? (byte)('0' + random.Next(10)) : (byte)(file[place] ^ 1 << random.Next(8));
            }

            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                trainer.LoadState(new MemoryStream(file));
                Assert.Equal(whole, file); // the edits changed nothing
                trainer.LoadState(untouched);
            }
            catch (WeightsException)
            {
                refused++;
                AssertSame(untouched, trainer.SaveState());
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        }

        Assert.InRange(refused, 4_800, 5_000);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void AssertResumes<TNetwork, T>(string optimizer, int steps, Func<int, TNetwork> create)
        where TNetwork : ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var whole = Trainer.For(create(1), Optimizer<T>(optimizer), Options);
        TrainingHistory expected = whole.Fit(Training<T>(), Validation<T>());

        Trainer<TNetwork, T> first = CancelledAt<TNetwork, T>(create(1), optimizer, steps);
        Assert.Equal(steps, first.Step);
        first.SaveState(Path);

        var second = Trainer.For(create(99), Optimizer<T>(optimizer), Options);
        second.LoadState(Path);
        TrainingHistory resumed = second.Fit(Training<T>(), Validation<T>());
        Assert.Equal(expected.Epochs.Select(WithoutTime), resumed.Epochs.Select(WithoutTime));
        Assert.Equal((expected.BestEpoch, expected.StopReason), (resumed.BestEpoch, resumed.StopReason));
        AssertSame(whole.SaveState(), second.SaveState());
        Assert.Equal(whole.Network.Parameters, second.Network.Parameters);
    }

    /// <summary>A trainer that was stopped after so many steps.</summary>
    private static Trainer<TNetwork, T> CancelledAt<TNetwork, T>(ITrainableNetwork<TNetwork, T> network, string optimizer, int steps)
        where TNetwork : ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var cancellation = new CancellationTokenSource();
        var trainer = Trainer.For(network, new CancellingOptimizer<T>(Optimizer<T>(optimizer), cancellation, steps), Options);
        if (steps == 0)
        {
            cancellation.Cancel();
        }

        try
        {
            trainer.Fit(Training<T>(), Validation<T>(), cancellation: cancellation.Token);
        }
        catch (OperationCanceledException)
        {
        }

        return trainer;
    }

    private static Trainer<SavedRuns.Single, float> NewTrainer(string optimizer, TrainerOptions? options = null) =>
        Trainer.For(new SavedRuns.Single(2), Optimizer<float>(optimizer), options ?? Options);

    private static Trainer<SavedRuns.Single, float> Trained(string optimizer) => Trained<SavedRuns.Single, float>(new(1), optimizer);

    private static Trainer<TNetwork, T> Trained<TNetwork, T>(TNetwork network, string optimizer)
        where TNetwork : ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T> => Trained(network, Optimizer<T>(optimizer));

    private static Trainer<TNetwork, T> Trained<TNetwork, T>(TNetwork network, IOptimizer<T> optimizer)
        where TNetwork : ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var trainer = Trainer.For(network, optimizer, Options with { Epochs = 3 });
        trainer.Fit(Training<T>(), Validation<T>());
        return trainer;
    }

    private static byte[] FileOf<TNetwork, T>(Trainer<TNetwork, T> trainer)
        where TNetwork : ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var stream = new MemoryStream();
        trainer.SaveState(stream);
        return stream.ToArray();
    }

    private void AssertRefused<TNetwork, T>(TNetwork network, string optimizer, string message)
        where TNetwork : ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T> => AssertRefused(Trainer.For(network, Optimizer<T>(optimizer), Options), message);

    private void AssertRefused<TNetwork, T>(Trainer<TNetwork, T> trainer, string message)
        where TNetwork : ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TrainingState<T> before = trainer.SaveState();
        WeightsException refused = Assert.Throws<WeightsException>(() => trainer.LoadState(Path));
        Assert.Equal($"{Path}: {message}", refused.Message);
        Assert.Equal(Path, refused.File);
        AssertSame(before, trainer.SaveState());
    }

    /// <summary>Writes the checksum that a file should have into it, by the rule of docs/weights.md, if it has a place for one.</summary>
    private static void FillChecksum(byte[] file)
    {
        byte[] name = Encoding.UTF8.GetBytes("\"mlpgen.training.checksum\":\"");
        int place = file.AsSpan().IndexOf(name);
        if (place < 0)
        {
            return;
        }

        Span<byte> digits = file.AsSpan(place + name.Length, 64);
        digits.Fill((byte)'0');
        Encoding.ASCII.GetBytes(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(file)).ToLowerInvariant()).CopyTo(digits);
    }

    /// <summary>Refused, and the trainer is as it was; the message.</summary>
    private static string AssertRefused(byte[] file)
    {
        Trainer<SavedRuns.Single, float> trainer = NewTrainer("Adam");
        TrainingState<float> before = trainer.SaveState();
        string message = Assert.Throws<WeightsException>(() => trainer.LoadState(new MemoryStream(file))).Message;
        Assert.Throws<WeightsException>(() => trainer.LoadState(new ForwardOnlyStream(file)));
        AssertSame(before, trainer.SaveState());
        return message;
    }

    /// <summary>Moves nothing.</summary>
    private sealed class Still : IOptimizer<float>
    {
        public double LearningRate { get; set; }

        public int StateSize => 0;

        public void Prepare(int parameterCount)
        {
        }

        public void Step(Span<float> parameters, ReadOnlySpan<float> gradient, ReadOnlySpan<Range> undecayed = default)
        {
        }

        public void SaveState(Span<float> state)
        {
        }

        public void LoadState(ReadOnlySpan<float> state)
        {
        }
    }
}
