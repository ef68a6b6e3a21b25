namespace MlpGen.Training;

/// <summary>Decides when early stopping has waited long enough. A function of the reports, so that a run can be resumed anywhere.</summary>
/// <param name="patience">How many epochs to wait; for ever, if null.</param>
/// <param name="minImprovement">By how much a loss must be smaller to count.</param>
internal sealed class Patience(int? patience, double minImprovement)
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
        if (report.ValidationLoss < _loss - minImprovement)
        {
            _epoch = report.Epoch;
            _loss = report.ValidationLoss;
        }
    }

    /// <summary>Whether to stop after so many epochs.</summary>
    public bool IsOver(int epoch) => epoch - _epoch >= patience;
}
