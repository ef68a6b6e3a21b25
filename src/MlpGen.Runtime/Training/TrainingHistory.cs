namespace MlpGen.Training;

/// <summary>What a training run went through.</summary>
public sealed class TrainingHistory
{
    internal TrainingHistory(EpochReport[] epochs, StopReason reason, int bestEpoch)
    {
        Epochs = epochs;
        StopReason = reason;
        BestEpoch = bestEpoch;
    }

    /// <summary>One report for each epoch, in order; those before a resumption included.</summary>
    public IReadOnlyList<EpochReport> Epochs { get; }

    /// <summary>Why it ended.</summary>
    public StopReason StopReason { get; }

    /// <summary>The last epoch whose report says <see cref="EpochReport.IsBest"/>, 1 for the first; 0 if there was none.</summary>
    public int BestEpoch { get; }

    /// <summary>The report of <see cref="BestEpoch"/>.</summary>
    /// <exception cref="InvalidOperationException">No epoch was trained.</exception>
    public EpochReport Best => BestEpoch > 0 ? Epochs[BestEpoch - 1] : throw NoEpoch();

    /// <summary>The report of the last epoch.</summary>
    /// <exception cref="InvalidOperationException">No epoch was trained.</exception>
    public EpochReport Last => Epochs.Count > 0 ? Epochs[^1] : throw NoEpoch();

    private static InvalidOperationException NoEpoch() => new("No epoch has been trained.");
}
