namespace MlpGen.Evolution;

public sealed partial class CmaEs<T>
{
    private protected override string StateKind => "CMA-ES";

    private protected override void TakeUp(ReadOnlySpan<T> mean, ReadOnlySpan<T> optimizerState)
    {
        mean.CopyTo(_roundedMean);
        _isDrawn = false;
    }

    private protected override void Remember(ref StateCursor cursor)
    {
        cursor.Meet(ref _stepSize);
        cursor.Meet(ref _decomposed);
        cursor.Meet(ref _stop);
        cursor.Meet(_mean);
        cursor.Meet(_stepPath);
        cursor.Meet(_covariancePath);
        _covariance.Remember(ref cursor);
        _record.Remember(ref cursor);
    }

    /// <summary>How many numbers that are.</summary>
    private static int DistributionSize(int n, int members) =>
        checked(3 + 3 * n + CovarianceMatrix.StateSize(n) + LossRecord.StateSize(n, members));
}
