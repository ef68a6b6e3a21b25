namespace Tabular.Learning;

/// <summary>How networks learn.</summary>
/// <param name="Hidden">The width of each hidden layer.</param>
/// <param name="Epochs">How often each row is met at most.</param>
/// <param name="Patience">After how many epochs without a smaller loss on the validation rows learning ends.</param>
/// <param name="IsBalanced">Whether all classes count alike, however many rows they have.</param>
/// <param name="Seed">Decides on the parts, the first weights and the order of rows.</param>
internal sealed record Recipe(IReadOnlyList<int> Hidden, int Epochs, int Patience, bool IsBalanced, int Seed)
{
    /// <summary>The first learning rate, which falls to 0 along a cosine; null for what serves the task.</summary>
    public double? LearningRate { get; init; }

    /// <summary>AdamW's decay; null for what serves the task.</summary>
    public double? WeightDecay { get; init; }

    /// <summary>What serves most small tables.</summary>
    public static Recipe Usual { get; } = new([64, 32], Epochs: 300, Patience: 60, IsBalanced: false, Seed: 1);

    /// <summary>The share of the rows to learn from on which learning is stopped.</summary>
    public const double ValidationShare = 0.15;

    /// <summary>The learning rate of a task.</summary>
    public double LearningRateOf(bool isClassification) => LearningRate ?? (isClassification ? 0.005 : 0.01);

    /// <summary>The decay of a task: more for classes, whose probabilities would else become too sure of themselves long before the rest is learned, and more for
    /// numbers where there are few rows.</summary>
    public double WeightDecayOf(bool isClassification, int rows) => WeightDecay ?? (isClassification ? 0.3 : Math.Clamp(10_000.0 / ((double)rows * rows), 0.01, 1));

    /// <summary>The rows in a step: such that an epoch has some twenty-five steps at least.</summary>
    public static int BatchSize(int rows) => Math.Clamp(rows / 25, 8, 64);
}
