namespace MlpGen.Training;

/// <summary>Decides when early stopping has waited long enough. A function of the reports, so that a run can be resumed anywhere.</summary>
/// <param name="options">How long to wait, and for what.</param>
internal sealed class Patience(TrainerOptions options)
{
    private int _epoch;
    private double _loss = double.PositiveInfinity;

    /// <summary>Begins anew, with the epochs there are.</summary>
    public void Replay(List<EpochReport> history)
    {
        _epoch = 0;
        _loss = double.PositiveInfinity;
        foreach (EpochReport report in history)
        {
            Note(report);
        }
    }

    /// <summary>Takes note of an epoch.</summary>
    public void Note(EpochReport report)
    {
        if (report.ValidationLoss < _loss - options.MinImprovement)
        {
            _epoch = report.Epoch;
            _loss = report.ValidationLoss;
        }
    }

    /// <summary>Whether to stop after so many epochs.</summary>
    public bool IsOver(int epoch) => options.Patience is int patience && epoch - _epoch >= patience;
}
