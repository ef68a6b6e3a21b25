namespace MlpGen.Cluster;

/// <summary>What a sweep tries: each of some settings with each of some seeds.</summary>
/// <remarks>With <see cref="FirstEpochs"/> the worst settings are discarded early, by successive halving (Jamieson and Talwalkar, 2016): all are
/// trained for so many epochs; the best <see cref="Keep"/> of them, by the mean of their losses over the seeds, go on to 1/<see cref="Keep"/> times as many, and so
/// on up to <see cref="Epochs"/>. Those that go on do so where they were.</remarks>
/// <param name="Training">The name that the training was registered with on the silos.</param>
[GenerateSerializer]
[Immutable]
[Alias("mlpgen.SweepPlan")]
public sealed record SweepPlan([property: Id(0)] string Training)
{
    /// <summary>The settings, at least one.</summary>
    [Id(1)]
    public required IReadOnlyList<Settings> Settings { get; init; }

    /// <summary>The seeds, at least one: [0].</summary>
    [Id(2)]
    public IReadOnlyList<int> Seeds { get; init; } = [0];

    /// <summary>For how many epochs the best settings are trained.</summary>
    [Id(3)]
    public required int Epochs { get; init; }

    /// <summary>After how many epochs the worst are discarded for the first time; null if none ever is.</summary>
    [Id(4)]
    public int? FirstEpochs { get; init; }

    /// <summary>The share of settings that go on each time: a third. At least one does.</summary>
    [Id(5)]
    public double Keep { get; init; } = 1.0 / 3;

    /// <summary>How much work is lost at most if a silo dies: ten seconds.</summary>
    [Id(6)]
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After how many epochs settings are compared; the last is <see cref="Epochs"/>.</summary>
    internal IReadOnlyList<int> Rungs
    {
        get
        {
            List<int> rungs = [];
            for (double epochs = FirstEpochs ?? Epochs; epochs < Epochs; epochs /= Keep)
            {
                rungs.Add((int)Math.Round(epochs));
            }

            rungs.Add(Epochs);
            return [.. rungs.Distinct()];
        }
    }

    /// <summary>How many trials there are: settings × seeds. Trial t has setting t / seeds and seed t % seeds.</summary>
    internal int TrialCount => Settings.Count * Seeds.Count;

    /// <summary>What a trial trains.</summary>
    internal RunKey RunOf(int trial) => new(Training, Settings[trial / Seeds.Count], Seeds[trial % Seeds.Count]);

    /// <summary>All that decides about results, in one text.</summary>
    internal string Identity => FormattableString.Invariant(
        $"{Training} [{string.Join("; ", Settings)}] seeds [{string.Join(", ", Seeds)}] epochs {Epochs} first {FirstEpochs} keep {Keep:R}");

    /// <summary>Throws unless all of it makes sense.</summary>
    internal void Check()
    {
        ArgumentException.ThrowIfNullOrEmpty(Training);
        ArgumentNullException.ThrowIfNull(Settings);
        ArgumentNullException.ThrowIfNull(Seeds);
        ArgumentOutOfRangeException.ThrowIfLessThan(Epochs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(FirstEpochs ?? 1, 1, nameof(FirstEpochs));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(FirstEpochs ?? 1, Epochs, nameof(FirstEpochs));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(CheckpointEvery, TimeSpan.Zero);
        if (!(Keep is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Keep), Keep, "Expected a share above 0 and below 1.");
        }

        CheckEach(Settings, "setting");
        CheckEach(Seeds, "seed");
    }

    private static void CheckEach<TItem>(IReadOnlyList<TItem> items, string what)
    {
        if (items.Count == 0 || items.Distinct().Count() < items.Count)
        {
            throw new ArgumentException($"Expected at least one {what}, and each once, but got [{string.Join("; ", items)}].");
        }
    }
}
