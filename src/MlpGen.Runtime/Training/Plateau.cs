namespace MlpGen.Training;

/// <summary>What <see cref="ReduceOnPlateau"/> has made of the learning rate. A function of the reports, so that a run can be resumed
/// anywhere.</summary>
/// <param name="options">When to reduce; null for never.</param>
internal sealed class Plateau(ReduceOnPlateau? options)
{
    private double _best = double.PositiveInfinity;
    private int _bad, _rest;

    /// <summary>What the learning rate is multiplied by in the next epoch.</summary>
    public double Factor { get; private set; } = 1;

    /// <summary>Begins anew, with the epochs there are.</summary>
    public void Replay(List<EpochReport> history)
    {
        (_best, _bad, _rest, Factor) = (double.PositiveInfinity, 0, 0, 1);
        foreach (EpochReport report in history)
        {
            Note(report);
        }
    }

    /// <summary>Takes note of an epoch.</summary>
    public void Note(EpochReport report)
    {
        if (options is null)
        {
            return;
        }

        double loss = double.IsNaN(report.ValidationLoss) ? report.TrainingLoss : report.ValidationLoss;
        if (loss < _best * (1 - options.Threshold))
        {
            (_best, _bad) = (loss, 0);
        }
        else
        {
            _bad++;
        }

        if (_rest > 0)
        {
            (_rest, _bad) = (_rest - 1, 0);
        }

        if (_bad > options.Patience)
        {
            Factor = Math.Max(Factor * options.Factor, options.MinFactor);
            (_rest, _bad) = (options.Cooldown, 0);
        }
    }
}
