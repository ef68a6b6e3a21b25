namespace MlpGen.Cluster;

/// <summary>What a sweep keeps in storage: results, each once, from which all else follows.</summary>
[GenerateSerializer]
[Alias("mlpgen.SweepState")]
internal sealed class SweepState
{
    /// <summary>Which sweep it is.</summary>
    [Id(0)]
    public string Plan { get; set; } = "";

    /// <summary>One for each trial and rung that is done.</summary>
    [Id(1)]
    public List<TrialResult> Results { get; set; } = [];
}
