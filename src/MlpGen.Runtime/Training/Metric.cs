namespace MlpGen.Training;

/// <summary>What is reported of a network beside its loss.</summary>
public enum Metric
{
    /// <summary>Accuracy for data with class labels, R² for data with targets.</summary>
    Auto,

    /// <summary>Nothing.</summary>
    None,

    /// <summary>The share of samples whose largest output is that of their class; with targets, the class is the largest target.
    /// With a single output y, the share of samples for which y ≥ ½ and t ≥ ½ agree.</summary>
    Accuracy,

    /// <summary>The coefficient of determination, 1 − Σ(y − t)² / Σ(t − t̄)², t̄ being the mean target of each output: 1 for a
    /// perfect fit, 0 for what the mean alone would achieve. NaN where the targets do not vary.</summary>
    RSquared,
}
