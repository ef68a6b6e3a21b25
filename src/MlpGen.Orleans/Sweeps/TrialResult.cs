namespace MlpGen.Cluster;

/// <summary>What a trial came to at a rung.</summary>
[GenerateSerializer]
[Immutable]
[Alias("mlpgen.TrialResult")]
internal sealed record TrialResult
{
    /// <summary>Which trial, 0 for the first.</summary>
    [Id(0)]
    public int Trial { get; init; }

    /// <summary>Which rung, 0 for the first.</summary>
    [Id(1)]
    public int Rung { get; init; }

    /// <summary>How many epochs it has been trained; fewer than asked for if its own options say so.</summary>
    [Id(2)]
    public int Epochs { get; init; }

    /// <summary>Its smallest loss so far, on the validation set if there is one; infinite if it failed.</summary>
    [Id(3)]
    public double Loss { get; init; } = double.PositiveInfinity;

    /// <summary>The metric after that epoch; NaN if none is measured.</summary>
    [Id(4)]
    public double Metric { get; init; } = double.NaN;

    /// <summary>Why it failed, if it did.</summary>
    [Id(5)]
    public string? Failure { get; init; }
}
