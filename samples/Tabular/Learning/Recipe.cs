namespace Tabular.Learning;

/// <summary>How networks learn.</summary>
/// <param name="Hidden">The width of each hidden layer.</param>
/// <param name="Epochs">How often each row is met at most.</param>
/// <param name="Patience">After how many epochs without a smaller loss on the validation rows learning ends.</param>
/// <param name="IsBalanced">Whether all classes count alike, however many rows they have.</param>
/// <param name="Seed">Decides on the parts, the first weights and the order of rows.</param>
internal sealed record Recipe(IReadOnlyList<int> Hidden, int Epochs, int Patience, bool IsBalanced, int Seed)
{
    /// <summary>What serves most small tables.</summary>
    public static Recipe Usual { get; } = new([64, 32], Epochs: 300, Patience: 60, IsBalanced: false, Seed: 1);

    /// <summary>The share of the rows to learn from on which learning is stopped.</summary>
    public const double ValidationShare = 0.15;

    /// <summary>The first learning rate, which falls to 0 along a cosine.</summary>
    public static double LearningRate(bool isClassification) => isClassification ? 0.005 : 0.01;

    /// <summary>AdamW's decay: more for classes, whose probabilities would else become too sure of themselves long before the rest is learned.</summary>
    public static double WeightDecay(bool isClassification) => isClassification ? 0.3 : 0.01;

    /// <summary>The rows in a step: such that an epoch has some twenty-five steps at least.</summary>
    public static int BatchSize(int rows) => Math.Clamp(rows / 25, 8, 64);
}
