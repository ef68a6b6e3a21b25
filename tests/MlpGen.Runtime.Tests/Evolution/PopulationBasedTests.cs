using MlpGen.Evolution;
using MlpGen.Optimizers;
using MlpGen.Training;
using MlpGen.Weights;

namespace MlpGen.Tests.Evolution;

/// <summary>Populations of trainers.</summary>
public partial class PopulationBasedTests
{
    [Layer(2, 8, Activation.Tanh), Layer(8, 1), Loss(LossFunction.MeanSquaredError)]
    internal sealed partial class Wave;

    internal sealed record Settings(double LearningRate, double WeightDecay);

    internal static SettingsSpace<Settings> Space { get; } = new SettingsSpace<Settings>(new Settings(0, 0))
        .Logarithmic(s => s.LearningRate, (s, x) => s with { LearningRate = x }, 1e-5, 1)
        .Linear(s => s.WeightDecay, (s, x) => s with { WeightDecay = x }, 0, 0.1);

    internal static PopulationBasedOptions Options { get; } = new() { Members = 10, Rounds = 8, EpochsPerRound = 2, Seed = 3 };

    /// <summary>Learning rates over five decades: most of them learn nothing, or blow up.</summary>
    [Fact]
    public void The_best_of_a_population_beats_the_median_of_fixed_settings()
    {
        for (int seed = 1; seed <= 3; seed++)
        {
            PopulationBasedOptions longer = Options with { Seed = seed, Rounds = 15, EpochsPerRound = 4 };
            PopulationBasedTraining<Wave, float, Settings> fixedOnes = New(longer with { Replaced = 0 }), population = New(longer);
            double[] losses = [.. fixedOnes.Fit(Data(1), Data(2)).Entries.TakeLast(10).Select(entry => entry.Loss).Order()];
            PopulationBasedHistory<Settings> history = population.Fit(Data(1), Data(2));
            Assert.True(history.Best.Loss < losses[5] / 2, $"{history.Best.Loss} of {string.Join(' ', losses)}");

            // The whole population has moved to where learning works.
            double[] moved = [.. history.Entries.TakeLast(10).Select(entry => entry.Loss).Order()];
            Assert.True(moved[5] < losses[5], $"{moved[5]} of {losses[5]}");
        }
    }

    [Fact]
    public void The_loss_of_the_best_is_that_of_its_network()
    {
        PopulationBasedTraining<Wave, float, Settings> population = New(Options);
        PopulationBasedHistory<Settings> history = population.Fit(Data(1), Data(2));
        Wave best = population.NetworkOf(history.Best.Member);
        Assert.Equal(history.Best.Loss, new Evaluation<Wave, float>(Data(2)).Loss(best.Parameters), 1e-12);
        Assert.Equal(history.Best.Settings, population.SettingsOf(history.Best.Member));
        Assert.Equal((8, 8, 80), (population.Round, history.Rounds, history.Entries.Count));
    }

    /// <summary>Each entry, told again by trainers of our own: who came from whom, with which settings, and to which loss.</summary>
    [Fact]
    public void The_history_is_what_happened()
    {
        PopulationBasedOptions options = Options with { Rounds = 5 };
        PopulationBasedHistory<Settings> history = New(options).Fit(Data(1), Data(2));
        var states = new TrainingState<float>?[10];
        int copies = 0;
        for (int round = 1; round <= 5; round++)
        {
            TrainedMember<Settings>[] entries = [.. history.Entries.Where(entry => entry.Round == round)];
            Assert.Equal(Enumerable.Range(0, 10), entries.Select(entry => entry.Member));
            var before = states.ToArray();
            if (round > 1)
            {
                TrainedMember<Settings>[] last = [.. history.Entries.Where(entry => entry.Round == round - 1)];
                int[] order = [.. Enumerable.Range(0, 10).OrderBy(k => double.IsFinite(last[k].Loss) ? last[k].Loss : double.PositiveInfinity)];
                foreach (TrainedMember<Settings> entry in entries)
                {
                    bool isReplaced = order[8..].Contains(entry.Member) || !double.IsFinite(last[entry.Member].Loss);
                    Assert.Equal(isReplaced, entry.Source != entry.Member);
                    Assert.True(!isReplaced || order[..2].Contains(entry.Source));
                    Assert.Equal(isReplaced, entry.Settings != last[entry.Member].Settings);
                    AssertNear(entry, last[entry.Source]);
                    copies += isReplaced ? 1 : 0;
                }
            }

            foreach (TrainedMember<Settings> entry in entries)
            {
                Trainer<Wave, float> trainer = Create(entry.Settings, SeedOf(entry.Member));
                trainer = Trainer.For(trainer.Network, trainer.Optimizer, trainer.Options with { Epochs = 2 * round });
                if (before[entry.Source] is { } state)
                {
                    trainer.LoadState(state);
                }

                double loss = double.NaN;
                try
                {
                    loss = trainer.Fit(Data(1), Data(2)).Last.ValidationLoss;
                }
                catch (TrainingDivergedException)
                {
                }

                Assert.Equal(loss, entry.Loss);
                states[entry.Member] = trainer.SaveState();
            }
        }

        Assert.InRange(copies, 8, 20);
    }

    [Fact]
    public void A_lineage_leads_from_the_first_round_to_the_last()
    {
        PopulationBasedHistory<Settings> history = New(Options).Fit(Data(1), Data(2));
        for (int member = 0; member < 10; member++)
        {
            IReadOnlyList<TrainedMember<Settings>> lineage = history.Lineage(member);
            Assert.Equal(Enumerable.Range(1, 8), lineage.Select(entry => entry.Round));
            Assert.Equal(member, lineage[^1].Member);
            Assert.All(lineage.Zip(lineage.Skip(1)), pair => Assert.Equal(pair.First.Member, pair.Second.Source));
        }

        Assert.Contains(Enumerable.Range(0, 10), member => history.Lineage(member)[0].Member != member);
        string[] table = history.ToString().Split('\n');
        Assert.Equal(81, table.Length);
        Assert.Equal("round  member  from          loss  LearningRate   WeightDecay", table[0]);
        Assert.All(table, line => Assert.Equal(table[0].Length, line.Length));
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        PopulationBasedHistory<Settings> one = New(Options).Fit(Data(1), Data(2)), four = New(Options with { Threads = 4 }).Fit(Data(1), Data(2));
        Assert.Equal(one.Entries, four.Entries);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_resumed_population_is_bit_for_bit_the_uninterrupted_one(bool throughFile)
    {
        PopulationBasedHistory<Settings> expected = New(Options).Fit(Data(1), Data(2));
        PopulationBasedTraining<Wave, float, Settings> first = New(Options with { Rounds = 3 }), second = New(Options);
        first.Fit(Data(1), Data(2));
        Hand(first, second, throughFile);
        Assert.Equal(3, second.Round);
        Assert.Equal(expected.Entries, second.Fit(Data(1), Data(2)).Entries);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_population_that_is_cancelled_inside_a_round_goes_on_inside_it(bool throughFile)
    {
        PopulationBasedHistory<Settings> expected = New(Options).Fit(Data(1), Data(2));
        using var source = new CancellationTokenSource();
        int made = 0;
        var first = new PopulationBasedTraining<Wave, float, Settings>(
            Space,
            (settings, seed) =>
            {
                Trainer<Wave, float> trainer = Create(settings, seed, new CancelAtStep(settings, ++made == 34 ? 3 : int.MaxValue, source));
                return trainer;
            },
            Options);
        Assert.Throws<OperationCanceledException>(() => first.Fit(Data(1), Data(2), cancellation: source.Token));
        Assert.Equal(3, first.Round);
        Assert.True(first.SaveState().IsInRound);

        PopulationBasedTraining<Wave, float, Settings> second = New(Options);
        Hand(first, second, throughFile);
        Assert.Equal(expected.Entries, second.Fit(Data(1), Data(2)).Entries);
    }

    [Fact]
    public void Rounds_are_told_as_they_end()
    {
        PopulationBasedTraining<Wave, float, Settings> population = New(Options with { Rounds = 3 });
        var told = new List<TrainedMember<Settings>>();
        population.RoundFinished += entries => told.AddRange(entries);
        Assert.Equal(population.Fit(Data(1)).Entries, told);
    }

    [Fact]
    public void Members_may_be_compared_by_something_else()
    {
        // The larger the learning rate, the better.
        var population = new PopulationBasedTraining<Wave, float, Settings>(Space, (settings, seed) => Create(settings, seed), Options, report => -report.LearningRate);
        PopulationBasedHistory<Settings> history = population.Fit(Data(1));
        Assert.All(history.Entries.Where(entry => !double.IsNaN(entry.Loss)), entry => Assert.Equal(-entry.Settings.LearningRate, entry.Loss));
        Assert.Throws<InvalidOperationException>(() =>
            new PopulationBasedTraining<Wave, float, Settings>(Space, (settings, seed) => Create(settings, seed), Options, _ => double.NaN).Fit(Data(1)));
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => New(Options with { Members = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => New(Options with { Replaced = 0.6 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => New(Options with { Factor = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => New(Options with { Resampling = double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Space.Logarithmic(s => 1, (s, _) => s, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Space.Linear(s => 1, (s, _) => s, 2, 1, "x"));
        Assert.Contains("'LearningRate' varies already", Assert.Throws<ArgumentException>(() => Space.Linear(s => s.LearningRate, (s, _) => s, 0, 1)).Message);
        Assert.Contains("nothing does", Assert.Throws<ArgumentException>(() =>
            PopulationBasedTraining.For(new SettingsSpace<Settings>(new Settings(1, 1)), (settings, seed) => Create(settings, seed))).Message);
        Assert.Contains("without Patience", Assert.Throws<ArgumentException>(() => PopulationBasedTraining.For(
            Space, (settings, seed) => Trainer.For(new Wave(seed), new Sgd<float>(0.1), new TrainerOptions { Patience = 3 })).Fit(Data(1), Data(2))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => New(Options).NetworkOf(10));
        Assert.Throws<InvalidOperationException>(() => New(Options).History.Best);
    }

    [Fact]
    public void States_of_other_populations_are_refused()
    {
        PopulationBasedTraining<Wave, float, Settings> population = New(Options with { Rounds = 1 });
        population.Fit(Data(1));
        PopulationBasedState<float> state = population.SaveState();
        Assert.StartsWith("Expected 12 members, but found 10.", Refused(New(Options with { Members = 12 })));
        Assert.StartsWith("Expected seed 4, but found 3.", Refused(New(Options with { Seed = 4 })));
        var other = new PopulationBasedTraining<Wave, float, double>(
            new SettingsSpace<double>(1).Linear(s => s, (_, x) => x, 0, 1, "rate"), (rate, seed) => Create(new Settings(rate, 0), seed), Options);
        Assert.StartsWith("Expected the hyperparameters rate, but found LearningRate, WeightDecay.", Assert.Throws<ArgumentException>(() => other.LoadState(state)).Message);
        var sgd = new PopulationBasedTraining<Wave, float, Settings>(Space, (settings, seed) => Trainer.For(new Wave(seed), new Sgd<float>(0.1)), Options);
        Assert.StartsWith("Expected the state of Sgd, but found that of Adam.", Refused(sgd));
        using var file = new MemoryStream();
        population.SaveState(file);
        Assert.Contains("tensor 'member.0': optimizer: expected the state of Sgd", Assert.Throws<WeightsException>(() => sgd.LoadState(new MemoryStream(file.ToArray()))).Message);
        byte[] damaged = file.ToArray();
        damaged[^9] ^= 1;
        Assert.Contains("damaged", Assert.Throws<WeightsException>(() => population.LoadState(new MemoryStream(damaged))).Message);

        string Refused(PopulationBasedTraining<Wave, float, Settings> into) => Assert.Throws<ArgumentException>(() => into.LoadState(state)).Message;
    }

    private static void AssertNear(TrainedMember<Settings> entry, TrainedMember<Settings> source)
    {
        (Settings now, Settings then) = (entry.Settings, source.Settings);
        Assert.InRange(now.LearningRate, 1e-5, 1);
        Assert.InRange(now.WeightDecay, 0, 0.1);
        if (entry.Source == entry.Member)
        {
            Assert.Equal(then, now);
        }
    }

    private static void Hand(PopulationBasedTraining<Wave, float, Settings> from, PopulationBasedTraining<Wave, float, Settings> to, bool throughFile)
    {
        if (!throughFile)
        {
            to.LoadState(from.SaveState());
            return;
        }

        using var file = new MemoryStream();
        from.SaveState(file);
        file.Position = 0;
        to.LoadState(file);
    }

    private static PopulationBasedTraining<Wave, float, Settings> New(PopulationBasedOptions options) =>
        PopulationBasedTraining.For(Space, (settings, seed) => Create(settings, seed), options);

    private static Trainer<Wave, float> Create(Settings settings, int seed, IOptimizer<float>? optimizer = null) => Trainer.For(
        new Wave(seed), optimizer ?? new Adam<float>(settings.LearningRate, weightDecay: settings.WeightDecay), new TrainerOptions { BatchSize = 16, Seed = seed });

    /// <summary>The seed that a member's trainer is made with.</summary>
    private static int SeedOf(int member)
    {
        var seeds = new List<int>();
        var spy = new PopulationBasedTraining<Wave, float, Settings>(
            Space,
            (settings, seed) =>
            {
                seeds.Add(seed);
                return Create(settings, seed);
            },
            Options);
        spy.NetworkOf(member);
        return seeds[0];
    }

    private static DataSet<float> Data(int seed)
    {
        var random = new Random(seed);
        float[] inputs = [.. Enumerable.Range(0, 2 * 64).Select(_ => (float)(2 * random.NextDouble() - 1))];
        float[] targets = [.. inputs.Chunk(2).Select(x => MathF.Sin(3 * x[0]) * x[1])];
        return new DataSet<float>(inputs, targets, 64);
    }

    /// <summary>Adam, that cancels within a step.</summary>
    private sealed class CancelAtStep(Settings settings, int step, CancellationTokenSource source) : IOptimizer<float>
    {
        private readonly Adam<float> _adam = new(settings.LearningRate, weightDecay: settings.WeightDecay);
        private int _steps;

        public double LearningRate { get => _adam.LearningRate; set => _adam.LearningRate = value; }

        public int StateSize => _adam.StateSize;

        public string StateKind => _adam.StateKind;

        public void Prepare(int parameterCount) => _adam.Prepare(parameterCount);

        public void Step(Span<float> parameters, ReadOnlySpan<float> gradient, ReadOnlySpan<Range> undecayed = default)
        {
            _adam.Step(parameters, gradient, undecayed);
            if (++_steps == step)
            {
                source.Cancel();
            }
        }

        public void SaveState(Span<float> state) => _adam.SaveState(state);

        public void LoadState(ReadOnlySpan<float> state) => _adam.LoadState(state);
    }
}
