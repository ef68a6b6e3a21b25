namespace MlpGen.Cluster;

/// <summary>What a <see cref="ClusterTrainer{TNetwork, T}"/> is to train, and how carefully.</summary>
/// <param name="Training">The name that it was registered with on the silos.</param>
public sealed record TrainingJob(string Training)
{
    /// <summary>What it is made with.</summary>
    public Settings Settings { get; init; } = Settings.None;

    /// <summary>What it is made with.</summary>
    public int Seed { get; init; }

    /// <summary>How much work is lost at most if the silo dies on which the run is coordinated: ten seconds. A checkpoint is a copy of parameters and optimizer
    /// state in grain storage.</summary>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long parts of a step, storage or the coordinator may be without an answer until the run is given up: two minutes. Longer than Orleans needs to find out that a
    /// silo is dead.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Throws unless all of it makes sense.</summary>
    internal void Check()
    {
        ArgumentException.ThrowIfNullOrEmpty(Training);
        ArgumentNullException.ThrowIfNull(Settings);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(CheckpointEvery, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(GiveUpAfter, TimeSpan.Zero);
    }
}
