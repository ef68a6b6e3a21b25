namespace MlpGen.Training;

/// <summary>The scores of a cross-validation, a number for each fold.</summary>
public sealed class FoldScores
{
    private readonly double[] _scores;

    /// <summary>With the score of each fold.</summary>
    /// <param name="scores">At least one. A copy is taken.</param>
    public FoldScores(IEnumerable<double> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        _scores = [.. scores];
        if (_scores.Length == 0)
        {
            throw new ArgumentException("Expected one score or more, but got none.", nameof(scores));
        }
    }

    /// <summary>One for each fold.</summary>
    public IReadOnlyList<double> Scores => _scores;

    /// <summary>Their mean.</summary>
    public double Mean => _scores.Average();

    /// <summary>How far folds are apart: their standard deviation, √(Σ(s − mean)² / (k − 1)); 0 of a single one.</summary>
    /// <remarks>It tells how much a score depends on which samples are tested on. Folds share what they learn from, so it is no standard error of the mean.</remarks>
    public double Deviation => _scores.Length == 1 ? 0 : Math.Sqrt(_scores.Sum(score => (score - Mean) * (score - Mean)) / (_scores.Length - 1));

    /// <summary>Learns from all folds but one and scores that one, once for each fold.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="data">All samples.</param>
    /// <param name="folds">How many folds; with labels, each class has its share in every one.</param>
    /// <param name="seed">Other folds.</param>
    /// <param name="score">Trains a fresh network on the first set, normalisation included, and scores it on the second.</param>
    public static FoldScores Of<T>(DataSet<T> data, int folds, int seed, Func<DataSet<T>, DataSet<T>, double> score)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(score);
        return new FoldScores(data.Folds(folds, seed).Select(fold => score(fold.Training, fold.Test)));
    }

    /// <summary>Mean and deviation, such as <c>0.953 ± 0.021</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Mean:0.000} ± {Deviation:0.000}");
}
